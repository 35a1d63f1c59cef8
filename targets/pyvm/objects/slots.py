"""Builtin types, made when modules are loaded: slots of a class become the methods with underscores, methods named `m_...` those without.

`make_type("list", W_List, ...)` gives `space.w_list`. Of a class, and of its bases up to the class of the base type, these are taken:
- a method `m_NAME`: the method NAME; its parameters as in `builtin`;
- a slot (`repr`, `getitem`, ...): `__repr__`, `__getitem__`, ...;
- `OPERATORS`, names such as "add": `__add__` and `__radd__` by `binop` and `rbinop`; `INPLACE` and `UNARY` in the same way;
- `compare`: the six comparisons. `UNHASHABLE`: `__hash__` is None.
"""

from rpython.rlib.objectmodel import instantiate

from objects.base import W_Root
from objects.builtin import W_GetSet, builtin_function, wrong_self
from objects.instance import UserMixin, user_class
from objects.ops import BINARY_NAMES, COMPARE_METHODS, EQ, NE
from objects.space import space
from objects.type import Layout, W_Type


def _text(f):
    return lambda w_self: space.newstr(f(w_self))


def _bool(f):
    return lambda w_self: space.newbool(f(w_self))


def _int(f):
    return lambda w_self: space.newint(f(w_self))


def _plain1(f):
    return lambda w_self: f(w_self)


def _plain2(f):
    return lambda w_self, w_1: f(w_self, w_1)


def _bool2(f):
    return lambda w_self, w_1: space.newbool(f(w_self, w_1))


def _none2(f):
    def call(w_self, w_1):
        f(w_self, w_1)

    return call


def _none3(f):
    def call(w_self, w_1, w_2):
        f(w_self, w_1, w_2)

    return call


def _format(f):
    return lambda w_self, w_spec: space.newstr(f(w_self, w_spec.text_w()))


def _next(f):
    def call(w_self):
        w_result = f(w_self)
        if w_result is None:
            raise space.stop_iteration(w_self)
        return w_result

    return call


def _float(f):
    return lambda w_self: space.newfloat(f(w_self))


def _get(f):
    def call(w_self, w_obj, w_type=None):
        if w_obj is space.w_None:
            w_obj = None
        return f(w_self, w_obj, w_type)

    return call


SLOTS = {
    "repr": ("__repr__", _text),
    "str": ("__str__", _text),
    "format": ("__format__", _format),
    "hash": ("__hash__", _int),
    "is_true": ("__bool__", _bool),
    "index_w": ("__index__", _plain1),
    "float_w": ("__float__", _float),
    "length": ("__len__", _int),
    "getitem": ("__getitem__", _plain2),
    "setitem": ("__setitem__", _none3),
    "delitem": ("__delitem__", _none2),
    "contains": ("__contains__", _bool2),
    "iter": ("__iter__", _plain1),
    "next": ("__next__", _next),
    "descr_get": ("__get__", _get),
    "descr_set": ("__set__", _none3),
    "descr_delete": ("__delete__", _none2),
}


def _call(f):
    def call(w_self, args):
        return f(w_self, args)

    return call


def _binary(f, op):
    return lambda w_self, w_1: f(w_self, w_1, op)


def _compare(f, op):
    def call(w_self, w_1):
        return f(w_self, w_1, op)

    def compare_ne(w_self, w_1):
        w_result = f(w_self, w_1, NE)
        if w_result is space.w_NotImplemented:
            w_result = f(w_self, w_1, EQ)
            if w_result is not space.w_NotImplemented:
                return space.newbool(not w_result.is_true())
        return w_result

    return compare_ne if op == NE else call


def _unary(f, op):
    return lambda w_self: f(w_self, op)


def _find(cls, name):
    """A method of a class as a function, of its own or inherited."""
    for base in cls.__mro__:
        if name in base.__dict__:
            return base.__dict__[name]
    raise AttributeError(name)


def _add(w_type, name, w_function):
    w_function.owner = w_type.name
    w_type.dict_w[name] = w_function


def collect_methods(w_type, cls, stop):
    """Methods and slots of a class and its bases, up to the class `stop`."""
    classes = []
    for base in cls.__mro__:
        if base is stop or base is object:
            break
        if base is not UserMixin:
            classes.append(base)
    for base in reversed(classes):
        for name, function in list(base.__dict__.items()):
            if name.startswith("m_"):
                _add(w_type, name[2:], builtin_function(function, name[2:], True, cls))
            elif name == "call":
                _add(w_type, "__call__", builtin_function(_call(function), "__call__", True, cls))
            elif name in SLOTS:
                special, convert = SLOTS[name]
                _add(w_type, special, builtin_function(convert(function), special, True, cls))
        for number, name in enumerate(BINARY_NAMES):
            if name in base.__dict__.get("OPERATORS", "").split():
                reflected = name in getattr(base, "REFLECTED", base.__dict__["OPERATORS"]).split()
                for method, slot in (("__%s__", "binop"), ("__r%s__", "rbinop")):
                    f = _find(cls, slot)
                    if (slot == "binop" or reflected) and f is not W_Root.__dict__[slot]:
                        special = method % name
                        _add(w_type, special, builtin_function(_binary(f, number), special, True, cls))
            if name in base.__dict__.get("INPLACE", "").split():
                special = "__i%s__" % name
                _add(w_type, special, builtin_function(_binary(_find(cls, "inplace"), number), special, True, cls))
        for number, name in enumerate(("neg", "pos", "invert", "abs")):
            if name in base.__dict__.get("UNARY", "").split():
                special = "__%s__" % name
                _add(w_type, special, builtin_function(_unary(_find(cls, "unary"), number), special, True, cls))
        if "compare" in base.__dict__:
            for number, special in enumerate(COMPARE_METHODS):
                _add(w_type, special, builtin_function(_compare(base.__dict__["compare"], number), special, True, cls))


def make_type(
    name, cls, w_base=None, new=None, final=False, getsets=(), classmethods=(), statics=(), user=None, key=None, extra=()
):
    """A builtin type. `new(w_type, args)` makes instances; getsets are (name, getter[, setter]); classmethods are functions that get the
    type first, statics do not, extra are methods of the name of the function. `user` is the class of instances of subclasses: the same for `cls` with attributes if it is not given."""
    if w_base is None and name != "object":
        w_base = space.w_object
    bases_w = [] if w_base is None else [w_base]
    layout = None
    if not final:
        layout = make_layout(name, cls, user, None if w_base is None else w_base.layout)
    elif w_base is not None:
        layout = w_base.layout
    w_type = W_Type(name, bases_w, {}, layout, False, None)
    w_type.is_final = final
    w_type.cls = cls
    w_type.ready()
    stop = getattr(w_base, "cls", None) or W_Root
    if cls is W_Root:
        stop = object
    collect_methods(w_type, cls, stop)
    if "__len__" in w_type.dict_w:
        # Whether it is empty says whether it is true.
        w_type.dict_w.pop("__bool__", None)
    if cls.__dict__.get("UNHASHABLE") or ("compare" in cls.__dict__ and "hash" not in cls.__dict__):
        w_type.dict_w["__hash__"] = space.w_None
    for entry in getsets:
        w_getset = W_GetSet(entry[0], _checked_getter(entry[1], cls, entry[0]))
        if len(entry) > 2:
            w_getset.setter = _checked_setter(entry[2], cls, entry[0])
        w_getset.owner = name
        w_type.dict_w[entry[0]] = w_getset
    if new is not None:
        w_new = builtin_function(_new(new, w_type), "__new__")
        w_type.dict_w["__new__"] = w_new
    for function in classmethods:
        w_type.dict_w[function.__name__] = space.W_ClassMethod(builtin_function(function, function.__name__))
    for function in statics:
        w_type.dict_w[function.__name__] = builtin_function(function, function.__name__)
    for function in extra:
        _add(w_type, function.__name__, builtin_function(function, function.__name__, True))
    setattr(space, "w_" + (key or name), w_type)
    return w_type


def _checked_getter(getter, cls, name):
    def get(w_obj):
        if not isinstance(w_obj, cls):
            raise wrong_self(name, w_obj)
        return getter(w_obj)

    return get


def _checked_setter(setter, cls, name):
    def set(w_obj, w_value):
        if not isinstance(w_obj, cls):
            raise wrong_self(name, w_obj)
        setter(w_obj, w_value)

    return set


def _new(new, w_builtin):
    def call(args):
        function = w_builtin.name + ".__new__("
        if args.count() == 0:
            raise space.type_error(function + "): not enough arguments")
        w_type = args.args_w[0]
        if not isinstance(w_type, W_Type):
            raise space.type_error(function + "X): X is not a type object (" + w_type.type_name() + ")")
        if not w_type.issubtype(w_builtin):
            raise space.type_error(function + w_type.name + "): " + w_type.name + " is not a subtype of " + w_builtin.name)
        if w_builtin is space.w_object and w_type.layout is not None and w_type.layout.parent is not None:
            # Instances of this type are more than objects with attributes.
            name = w_type.layout.name
            raise space.type_error(function + w_type.name + ") is not safe, use " + name + ".__new__()")
        return new(w_type, args.without_first())

    return call


def make_layout(name, cls, user, parent):
    if user is None:
        user = user_class(cls, cls.__name__ + "User")

    def allocate(w_type):
        w_result = instantiate(user)
        w_result.user_setup(w_type)
        return w_result

    return Layout(name, allocate, 0, parent)
