"""The Python half of the host: runs inside the embedded interpreter, keeps the live objects, and describes them to the
translator as tuples of plain values. The Rust half (`host.rs`) asks and converts."""

import builtins
import sys
import types

import _frozen_importlib
import _weakref

SOURCES = {}
OBJECTS = []
INDEX = {}
LOW_TYPES = {}


class LowType:
    """Stands for a low-level type of the translator."""


class _Loader:
    def __init__(self, name):
        self.name = name

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        path, source, package = SOURCES[self.name]
        if package:
            module.__path__ = ["<embedded>"]
        module.__file__ = path
        exec(compile(source, path, "exec"), module.__dict__)


class _Finder:
    """Imports the modules that the translator carries."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name not in SOURCES:
            return None
        return _frozen_importlib.ModuleSpec(name, _Loader(name), is_package=SOURCES[name][2])


_compile = builtins.compile


def _checked_compile(source, filename, mode, *args, **kwargs):
    """The builtin `compile`, for texts that the compiler's stack is large enough for."""
    if isinstance(source, (str, bytes)):
        text = source if isinstance(source, str) else source.decode("utf-8", "replace")
        line = too_deep(text)
        if line is not None:
            raise SyntaxError("too deeply nested", (str(filename), line, 1, None))
    return _compile(source, filename, mode, *args, **kwargs)


# The translator's own name of the builtin.
_checked_compile._rpython_special_ = "compile"


def install(sources):
    builtins.compile = _checked_compile
    for name, path, source, package in sources:
        SOURCES[name] = (path, source, package)
    sys.meta_path.insert(0, _Finder)


def intern(obj):
    key = id(obj)
    if key not in INDEX:
        INDEX[key] = len(OBJECTS)
        OBJECTS.append(obj)
    return INDEX[key]


def enc(x):
    """A constant: a pair of a letter and a plain value."""
    if x is None:
        return ("n", None)
    t = type(x)
    if t is bool:
        return ("b", x)
    if t is int:
        if -(2**63) <= x < 2**63:
            return ("i", x)
        return ("o", intern(x))
    if t is float:
        return ("f", x)
    if t is str:
        try:
            return ("s", x.encode("latin-1"))
        except UnicodeEncodeError:
            return ("o", intern(x))
    if t is bytes:
        return ("y", x)
    return ("o", intern(x))


def encs(xs):
    return tuple([enc(x) for x in xs])


def pairs(items):
    return tuple([(str(k), enc(v)) for k, v in items])


_BUILTIN_TYPES = (
    int, str, float, bool, list, dict, tuple, bytes, set, frozenset, range, enumerate, reversed, zip, type, bytearray,
    complex, slice, map, filter, property, staticmethod, classmethod, super,
)
# Of functions written in Python: the modules that targets name them by.
_PYTHON_MODULES = {"os": "os", "time": "time", "math": "math", "genericpath": "os.path", "posixpath": "os.path"}
_OS_MODULES = {"posix": "os", "os": "os", "time": "time", "math": "math", "sys": "sys", "_io": "io", "gc": "gc"}


def _special(obj):
    """The special name of a function or class, or None."""
    if isinstance(obj, type):
        name = obj.__dict__.get("_rpython_special_")
        if name is not None:
            return name
        if obj is _weakref.ref:
            return "weakref.ref"
        if any(obj is t for t in _BUILTIN_TYPES):
            return obj.__name__
        return None
    if isinstance(obj, types.FunctionType):
        name = getattr(obj, "_rpython_special_", None)
        if name is not None:
            return name
        module = _PYTHON_MODULES.get(getattr(obj, "__module__", ""))
        return None if module is None else module + "." + obj.__name__
    if isinstance(obj, (types.BuiltinFunctionType, types.BuiltinMethodType)):
        owner = getattr(obj, "__self__", None)
        if owner is sys.stdout:
            return "sys.stdout." + obj.__name__
        module = getattr(obj, "__module__", None) or getattr(owner, "__name__", "")
        if module == "builtins":
            return obj.__name__
        return _OS_MODULES.get(module, module) + "." + obj.__name__
    return None


def _special_class(cls):
    """The special name of a class or of one above it, or None."""
    for c in cls.__mro__:
        name = c.__dict__.get("_rpython_special_")
        if name is not None:
            return name
    return None


def kind(index):
    """What lowering asks of the objects that names stand for: which shape, and the name in it. It never changes."""
    obj = OBJECTS[index]
    if index in LOW_TYPES:
        return ("", "")
    special = _special(obj)
    if special is not None:
        return ("Special", special)
    if isinstance(obj, type):
        return ("Class", "")
    if isinstance(obj, types.ModuleType):
        return ("Module", obj.__name__)
    if type(obj) is tuple:
        return ("Tuple", "")
    name = _special_class(type(obj))
    return ("", "") if name is None else ("SpecialInstance", name)


def shape(index):
    obj = OBJECTS[index]
    if index in LOW_TYPES:
        return ("LowType",)
    if obj is print:
        return ("Special", "print")
    special = _special(obj)
    if special is not None:
        return ("Special", special)
    if isinstance(obj, types.FunctionType):
        return _function(obj)
    if isinstance(obj, types.MethodType):
        return ("Method", enc(obj.__self__), intern(obj.__func__))
    if isinstance(obj, type):
        return _class(obj)
    if isinstance(obj, types.ModuleType):
        return ("Module", obj.__name__)
    if isinstance(obj, property):
        return ("SpecialInstance", "property", (("fget", enc(obj.fget)),))
    if isinstance(obj, (staticmethod, classmethod)):
        return ("SpecialInstance", type(obj).__name__, (("function", enc(obj.__func__)),))
    cls = type(obj)
    if cls is _weakref.ref:
        return ("SpecialInstance", "weakref.ref", (("target", enc(obj())),))
    name = _special_class(cls)
    if name is not None:
        int_kind = getattr(obj, "_rpython_int_kind_", None)
        if int_kind is not None:
            value = int(obj)
            return ("Int", value - 2**64 if value >= 2**63 else value, int_kind)
        if name == "r_singlefloat":
            return ("SingleFloat", float(obj))
        if name == "lltype.NULL":
            return ("Special", name)
        return ("SpecialInstance", name, pairs(obj.__dict__.items()))
    if cls is list:
        return ("List", encs(obj))
    if cls is tuple:
        return ("Tuple", encs(obj))
    if cls is dict:
        return ("Dict", tuple([(enc(k), enc(v)) for k, v in obj.items()]))
    attrs = getattr(obj, "__dict__", None)
    if attrs is not None and cls.__module__ != "builtins" and not isinstance(obj, types.CodeType):
        frozen = getattr(obj, "_freeze_", None)
        if frozen is not None and frozen():
            return ("Instance", intern(cls), pairs(attrs.items()), True)
        cleanup = getattr(obj, "_cleanup_", None)
        if cleanup is not None:
            cleanup()
        return ("Instance", intern(cls), pairs(attrs.items()), False)
    if isinstance(obj, BaseException):
        return ("Instance", intern(cls), (), False)
    return ("Other", cls.__name__, repr(obj)[:200])


def _function(f):
    code = f.__code__
    count = code.co_argcount
    kwcount = code.co_kwonlyargcount
    names = code.co_varnames
    at = count + kwcount
    vararg = None
    if code.co_flags & 4:
        vararg = names[at]
    kwdefaults = f.__kwdefaults__ or {}
    kwonly = []
    for n in names[count : count + kwcount]:
        kwonly.append((n, enc(kwdefaults[n]) if n in kwdefaults else None))
    return (
        "Function",
        f.__qualname__.replace("<locals>.", ""),
        str(f.__module__),
        tuple(names[:count]),
        encs(f.__defaults__ or ()),
        vararg,
        tuple(kwonly),
        bool(code.co_flags & 8),
        pairs(f.__dict__.items()),
        code.co_filename,
        code.co_firstlineno,
        code.co_name,
        _body(code),
        _class_around(code.co_qualname.split(".")),
        bool(code.co_flags & 32),
    )


def _class_around(path):
    """The class that a code object's names are private to, or an empty name."""
    i = len(path) - 1
    while i >= 2 and path[i - 1] == "<locals>":
        i -= 2
    return path[i - 1] if i else ""


def _body(code):
    """Line, column (in bytes) and depth in lambdas of the code's body."""
    depth = code.co_qualname.count("<lambda>")
    if code.co_name == "<lambda>":
        started = False
        for line, _, column, end in code.co_positions():
            # The last instruction before the body has an empty range; one before it that of the whole lambda.
            if not end:
                started = True
            elif started and line is not None:
                return (line, column, depth - 1)
    return (0, 0, depth)


_SKIPPED = {
    "__dict__", "__weakref__", "__module__", "__doc__", "__qualname__", "__annotations__", "__firstlineno__",
    "__static_attributes__", "__type_params__", "__abstractmethods__", "_abc_impl", "__slots__",
}


def _class(cls):
    builtin = cls.__module__ == "builtins"
    entries = []
    if not builtin:
        for k, v in cls.__dict__.items():
            if k in _SKIPPED or isinstance(v, (types.MemberDescriptorType, types.GetSetDescriptorType)):
                continue
            entries.append((k, v))
    bases = [b for b in cls.__bases__ if b is not object]
    mro = [b for b in cls.__mro__ if b is not object]
    where = ("", 0)
    for v in cls.__dict__.values():
        if isinstance(v, types.FunctionType) and not builtin:
            where = (v.__code__.co_filename, v.__code__.co_firstlineno)
            break
    return (
        "Class",
        cls.__name__,
        str(cls.__module__),
        tuple([intern(b) for b in bases]),
        tuple([intern(b) for b in mro]),
        pairs(entries),
        bool(cls.__dict__.get("_mixin_", False)),
        builtin,
        where[0],
        where[1],
    )


GENERATOR_BASES = {}


def _resumed_by_host(f, generator):
    """The next item where the host itself iterates over a generator whose graphs are interpreted: of a generator of Python
    with the same arguments, which goes on from there."""
    if not hasattr(generator, "_host"):
        if generator._resume != 0:
            raise NotImplementedError("the host iterates over a generator that graphs have started")
        code = f.__code__
        args = [getattr(generator, "arg_" + n) for n in code.co_varnames[: code.co_argcount]]
        at = code.co_argcount + code.co_kwonlyargcount
        if code.co_flags & 4:
            args.extend(getattr(generator, "arg_" + code.co_varnames[at]))
        kwonly = code.co_varnames[code.co_argcount : at]
        generator._host = f(*args, **{n: getattr(generator, "arg_" + n) for n in kwonly})
    return next(generator._host)


def _stub(f, name):
    """A method whose graph the translator makes."""

    def method(self):
        return self if name == "__iter__" else _resumed_by_host(f, self)

    method.__name__ = name
    method.__qualname__ = f.__qualname__ + "." + name
    method.__module__ = f.__module__
    return method


def _root(f):
    """For a method, the first class that has a method of this name; None for other functions."""
    path = f.__qualname__.split(".")
    owner = f.__globals__.get(path[0])
    for name in path[1:-1]:
        owner = getattr(owner, name, None)
    if len(path) < 2 or not isinstance(owner, type):
        return None
    classes = [c for c in owner.__mro__ if f.__name__ in c.__dict__]
    return classes[-1] if classes else None


def _generator_methods():
    """Functions of their own for each class, whose receivers have nothing in common."""
    import rpython._generators as module

    def copy(f):
        return types.FunctionType(f.__code__, f.__globals__, f.__name__, f.__defaults__, f.__closure__)

    return {"close": copy(module.close), "send": module.send, "throw": module.throw}


def generator_class(index):
    """The class that stands for a generator function, and its methods, whose graphs the translator makes: `__next__` of
    the function, `__iter__`, and `__next__` of the base class, if there is one: methods that override each other make
    instances below one base class."""
    f = OBJECTS[index]
    iter_method = _stub(f, "__iter__")
    bases = ()
    abstract = None
    root = _root(f)
    if root is not None:
        key = (root, f.__name__)
        if key not in GENERATOR_BASES:
            abstract = _stub(f, "__next__")
            entries = {"__next__": abstract, "__iter__": iter_method, "__module__": f.__module__}
            entries.update(_generator_methods())
            GENERATOR_BASES[key] = type(f.__name__, (), entries)
        # Also for a base that an earlier program has made.
        abstract = GENERATOR_BASES[key].__dict__["__next__"]
        iter_method = GENERATOR_BASES[key].__dict__["__iter__"]
        bases = (GENERATOR_BASES[key],)
    next_method = _stub(f, "__next__")
    entries = {"__next__": next_method, "__module__": f.__module__}
    if root is None:
        entries["__iter__"] = iter_method
        entries.update(_generator_methods())
    cls = type(f.__qualname__.replace("<locals>.", ""), bases, entries)
    return (intern(cls), intern(next_method), intern(iter_method), None if abstract is None else intern(abstract))


_MISSING = object()


def lookup(index, name):
    """A free name of a function, as a constant; None if it is not defined."""
    f = OBJECTS[index]
    code = f.__code__
    if name in code.co_freevars:
        try:
            return enc(f.__closure__[code.co_freevars.index(name)].cell_contents)
        except ValueError:
            return None
    value = f.__globals__.get(name, _MISSING)
    if value is _MISSING:
        value = getattr(builtins, name, _MISSING)
    if value is _MISSING:
        return None
    return enc(value)


def super_attribute(index, name):
    """`super().name` in a method: the function or value that the next class in order has."""
    f = OBJECTS[index]
    code = f.__code__
    if "__class__" not in code.co_freevars:
        return None
    cls = f.__closure__[code.co_freevars.index("__class__")].cell_contents
    for base in cls.__mro__[1:]:
        if name in base.__dict__ and base is not object:
            if name == "__init__" and base.__module__ == "builtins" and issubclass(base, BaseException):
                return ("builtin exception", None)
            return enc(base.__dict__[name])
    return ("n", None) if name == "__init__" else None


def attribute(value, name):
    try:
        return enc(getattr(value, name))
    except AttributeError:
        return None


def attribute_of(index, name):
    obj = OBJECTS[index]
    if name == "_iterable_":
        return enc(list(obj))
    return attribute(obj, name)


def call(index, args):
    return enc(OBJECTS[index](*[dec(a) for a in args]))


def dec(c):
    letter, value = c
    if letter == "o":
        return OBJECTS[value]
    if letter == "s":
        return value.decode("latin-1")
    return value


def make_tuple(items):
    return intern(tuple([dec(c) for c in items]))


def show(c):
    return repr(dec(c))


def equal(a, b):
    return bool(dec(a) == dec(b))


def builtin_class(name):
    return intern(getattr(builtins, name))


def low_type():
    obj = LowType()
    index = intern(obj)
    LOW_TYPES[index] = obj
    return index


def support(module, name):
    if "." not in module:
        module = "rpython_support." + module
    __import__(module)
    value = getattr(sys.modules[module], name, _MISSING)
    return None if value is _MISSING else enc(value)


# ____________________________________________________________ targets


class Driver:
    """What `target(driver, args)` gets: the name of the executable may be set."""

    exe_name = None


# Whose frames say nothing to the writer of a target or a test.
_OWN_FILES = ("<host", "rpython/testing.py", "rpython/_testing_")


def _failed(e):
    import traceback

    if isinstance(e, SyntaxError):
        return ("syntax", str(e.msg), str(e.filename), e.lineno or 1, e.offset or 1)
    entries = traceback.extract_tb(e.__traceback__)
    kept = [t for t in entries if not t.filename.startswith(_OWN_FILES)]
    text = "".join(traceback.format_list(kept)) + "".join(traceback.format_exception_only(type(e), e))
    last = (kept[-1].filename, kept[-1].lineno) if kept else ("", 0)
    return ("exception", type(e).__name__, text, last[0], last[1])


def load_target(path, folder, name):
    try:
        with open(path, encoding="utf-8") as f:
            source = f.read()
        sys.path.insert(0, folder)
        module = types.ModuleType("target")
        module.__file__ = path
        sys.modules["target"] = module
        exec(compile(source, path, "exec"), module.__dict__)
        target = getattr(module, "target", None)
        if target is None:
            return ("no target",)
        driver = Driver()
        result = target(driver, [])
        if isinstance(result, tuple):
            result = result[0]
        if not isinstance(result, types.FunctionType):
            return ("no function", type(result).__name__)
        return ("ok", intern(result), driver.exe_name, _exports())
    except BaseException as e:
        return _failed(e)


def _exports():
    """What modules have marked for C: names, functions, types of arguments."""
    module = sys.modules.get("rpython.rlib.entrypoint")
    if module is None:
        return ()
    marked = [e for entries in module.secondary_entrypoints.values() for e in entries]
    return tuple((name, intern(func), tuple(intern(t) for t in types)) for name, func, types in marked)


def run_target(index, argv):
    """The exit status."""
    try:
        code = OBJECTS[index](list(argv)) if OBJECTS[index].__code__.co_argcount else OBJECTS[index]()
    except SystemExit as e:
        code = e.code
    except BaseException as e:
        sys.stdout.flush()
        sys.stderr.write(_traceback(e))
        return 1
    sys.stdout.flush()
    return code if isinstance(code, int) else 0


def import_module(name):
    module = __import__(name)
    return enc(module)


def import_from(module, name):
    m = __import__(module, None, None, [name])
    return enc(getattr(m, name))


# ____________________________________________________________ tests


def _traceback(e):
    failure = _failed(e)
    if failure[0] == "syntax":
        return "%s:%d: syntax error: %s" % (failure[2], failure[3], failure[1])
    return "Traceback (most recent call last):\n" + failure[2]


class _Test:
    """One test: a function, or a method with the class to make an instance of."""

    def __init__(self, cls, name, function):
        self.cls = cls
        self.name = name
        self.function = function

    def run(self):
        if self.cls is None:
            self.function()
            return
        instance = self.cls()
        method = getattr(instance, self.name)
        _fixture(instance, "setup_method", method)
        try:
            method()
        finally:
            _fixture(instance, "teardown_method", method)


def _fixture(instance, name, method):
    fixture = getattr(instance, name, None)
    if fixture is not None:
        # The parameter is optional.
        if fixture.__func__.__code__.co_argcount > 1:
            fixture(method)
        else:
            fixture()


def _tests(module):
    for name, value in list(module.__dict__.items()):
        if name.startswith("test") and isinstance(value, types.FunctionType):
            yield name, _Test(None, name, value)
        elif name.startswith("Test") and isinstance(value, type) and value.__init__ is object.__init__:
            seen = {}
            for cls in reversed(value.__mro__):
                for k, v in cls.__dict__.items():
                    if k.startswith("test") and isinstance(v, types.FunctionType):
                        seen[k] = v
            for k, v in seen.items():
                yield name + "::" + k, _Test(value, k, v)


def load_tests(path, folder, name, code):
    """Names and indices of the tests, and why the file does not load if it does not. The code is None for a file with a
    syntax error."""
    try:
        if code is None:
            with open(path, encoding="utf-8") as f:
                code = compile(f.read(), path, "exec")
        if folder not in sys.path:
            sys.path.insert(0, folder)
        module = types.ModuleType(name)
        module.__file__ = path
        sys.modules[name] = module
        explain = __import__("rpython._asserts", None, None, ["explain"]).explain
        module.__dict__["_explain_assert"] = explain
        exec(code, module.__dict__)
        return (tuple([(n, intern(t)) for n, t in _tests(module)]), "")
    except BaseException as e:
        return ((), _traceback(e))


def run_test(index):
    """The traceback; empty if the test passes."""
    try:
        OBJECTS[index].run()
        return ""
    except BaseException as e:
        return _traceback(e)
    finally:
        sys.stdout.flush()


_NESTED = {}


def nested(index, name, line, params, body, defaults, kwdefaults):
    """The function that a `def` or a lambda inside a function makes, if it needs nothing of a running call. `params` names
    its positional and keyword-only parameters, `body` says from where to where a lambda's body goes."""
    f = OBJECTS[index]
    outer = f.__code__
    found = [
        c
        for c in outer.co_consts
        if isinstance(c, types.CodeType)
        and c.co_name == name
        and c.co_firstlineno == line
        and c.co_varnames[: c.co_argcount + c.co_kwonlyargcount] == params
    ]
    # Lambdas on one line; a `finally` has several copies of one.
    if len(found) > 1 and name == "<lambda>":
        found = [c for c in found if body[:2] <= _body(c)[:2] < body[2:]]
    if not found:
        return None
    code = found[0]
    cells = []
    for n in code.co_freevars:
        if n not in outer.co_freevars:
            return None
        cells.append(f.__closure__[outer.co_freevars.index(n)])
    # One function for each enclosing function and defaults: the cells are those of the enclosing one.
    key = (id(code), index, tuple(defaults), kwdefaults)
    if key not in _NESTED:
        values = tuple([dec(c) for c in defaults])
        made = types.FunctionType(code, f.__globals__, name, values, tuple(cells))
        if kwdefaults:
            made.__kwdefaults__ = {k: dec(c) for k, c in kwdefaults}
        made.__qualname__ = f.__qualname__ + "." + name
        made.__module__ = f.__module__
        _NESTED[key] = made
    return enc(_NESTED[key])
