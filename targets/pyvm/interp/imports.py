"""Import of modules: builtin ones, those in Python that the VM carries, and `.py` files."""

from rpython.rlib import rposix
from rpython.rlib.jit import unroll_safe

from interp.state import state
from interp.tracebacks import sources
from objects.base import OperationError, error, type_error
from objects.module import W_Module
from objects.space import export, space


def modules():
    w_modules = state.w_modules
    assert isinstance(w_modules, space.W_Dict)
    return w_modules


def package_of(w_globals):
    """The name of the package that relative imports start from."""
    w_package = w_globals.find_text("__package__")
    if w_package is not None and w_package is not space.w_None:
        return w_package.text_w()
    w_name = w_globals.find_text("__name__")
    name = "" if w_name is None else w_name.text_w()
    if w_globals.find_text("__path__") is not None:
        return name
    return before_dot(name)


def before_dot(name):
    dot = name.rfind(".")
    if dot < 0:
        return ""
    return name[:dot]


def import_name(frame, name):
    """[level, tuple of names or None] -> [module]"""
    w_from = frame.pop()
    w_level = frame.pop()
    w_import = state.w_builtins.w_dict.find_text("__import__")
    if w_import is space.w_import:
        frame.push(imported(frame.w_globals, name, w_from, w_level.int_w()))
        return
    if w_import is None:
        raise error(space.w_ImportError, "__import__ not found")
    w_locals = space.w_None if frame.w_locals is None else frame.w_locals
    frame.push(w_import.call(space.Arguments([space.newstr(name), frame.w_globals, w_locals, w_from, w_level])))


@export
@unroll_safe
def imported(w_globals, name, w_from, level):
    """What an `import` or `from` in a module with these globals gives. `w_from` are the names after `from`, or None."""
    if level > 0:
        package = package_of(w_globals)
        if len(package) == 0:
            raise error(space.w_ImportError, "attempted relative import with no known parent package")
        for i in range(level - 1):
            package = before_dot(package)
            if len(package) == 0:
                raise error(space.w_ImportError, "attempted relative import beyond top-level package")
        name = package + "." + name if len(name) > 0 else package
    w_module = import_module(name)
    if w_from is space.w_None or not w_from.is_true():
        dot = name.find(".")
        if dot >= 0 and level == 0:
            return import_module(name[:dot])
    else:
        import_submodules(w_module, name, space.items_of(w_from))
    return w_module


def import_submodules(w_module, name, names_w):
    """`from package import module`"""
    if w_module.getdictvalue("__path__") is None:
        return
    for w_name in names_w:
        attribute = w_name.text_w()
        if attribute != "*" and w_module.getdictvalue(attribute) is None:
            try:
                import_module(name + "." + attribute)
            except OperationError as e:
                if not e.match(space.w_ModuleNotFoundError):
                    raise


@export
def import_module(name):
    """The module of a dotted name; its packages are imported first."""
    w_found = modules().find_text(name)
    if w_found is not None:
        return w_found
    parent = before_dot(name)
    w_parent = None
    w_path = state.w_path
    if len(parent) > 0:
        w_parent = import_module(parent)
        w_path = w_parent.getdictvalue("__path__")
        if w_path is None and name not in state.builtin_modules:
            raise not_found(name, "; '" + parent + "' is not a package")
    w_module = load(name, name[len(parent) + 1 :] if len(parent) > 0 else name, w_path)
    if w_parent is not None:
        w_parent.setattr(name[len(parent) + 1 :], w_module)
    return w_module


def not_found(name, extra=""):
    e = error(space.w_ModuleNotFoundError, "No module named '" + name + "'" + extra)
    e.w_value.setdictvalue("name", space.newstr(name))
    return e


def load(name, last, w_path):
    w_builtin = state.builtin_modules.get(name, None)
    if w_builtin is not None:
        modules().store_text(name, w_builtin)
        return w_builtin
    source = state.carried_modules.get(name, None)
    if source is not None:
        filename = "<" + name + ".py>"
        sources.texts[filename] = source
        return run_module(W_Module(name), name, space.compile_source(source, filename, "exec"))
    if w_path is None:
        raise not_found(name)
    for w_folder in space.items_of(w_path):
        folder = w_folder.text_w()
        base = last if len(folder) == 0 else folder + "/" + last
        for package in [True, False]:
            path = base + "/__init__.py" if package else base + ".py"
            try:
                source = rposix.read_file(path)
            except OSError:
                continue
            w_module = W_Module(name)
            w_module.set("__file__", space.newstr(path))
            if package:
                w_module.set("__path__", space.newlist([space.newstr(base)]))
                w_module.set("__package__", space.newstr(name))
            else:
                w_module.set("__package__", space.newstr(before_dot(name)))
            return run_module(w_module, name, space.compile_source(source, path, "exec"))
    raise not_found(name)


def run_module(w_module, name, w_code):
    w_module.set("__builtins__", state.w_builtins)
    if w_module.w_dict.find_text("__doc__") is None:
        w_module.set("__doc__", space.w_None)
    modules().store_text(name, w_module)
    try:
        space.run_code(w_code, w_module.w_dict, None)
    except OperationError:
        modules().remove(space.newstr(name))
        raise
    w_result = modules().find_text(name)
    if w_result is None:
        return w_module
    return w_result


def import_from(w_module, name):
    try:
        return w_module.getattr(name)
    except OperationError as e:
        if not e.match(space.w_AttributeError):
            raise
    w_name = w_module.getdictvalue("__name__")
    module = "?" if w_name is None else w_name.str()
    w_value = modules().find_text(module + "." + name)
    if w_value is not None:
        return w_value
    w_file = w_module.getdictvalue("__file__")
    where = "unknown location" if w_file is None else w_file.str()
    e = error(space.w_ImportError, "cannot import name '" + name + "' from '" + module + "' (" + where + ")")
    e.w_value.setdictvalue("name", space.newstr(module))
    raise e


def dict_attribute(w_module):
    """`__dict__` of what is no module."""
    try:
        return w_module.getattr("__dict__")
    except OperationError as e:
        if not e.match(space.w_AttributeError):
            raise
        raise error(space.w_ImportError, "from-import-* object has no __dict__ and no __all__")


def import_star(frame):
    w_module = frame.pop()
    w_target = frame.w_globals if frame.w_locals is None else frame.w_locals
    w_names = space.find_attribute(w_module, "__all__")
    listed = w_names is not None
    if w_names is None:
        w_names = w_module.getdict()
        if w_names is None:
            w_names = dict_attribute(w_module)
    for w_name in space.items_of(w_names):
        if not isinstance(w_name, space.W_Str):
            where = "Item in " if listed else "Key in "
            of = ".__all__" if listed else ".__dict__"
            name = w_module.getattr("__name__").str()
            raise type_error(where + name + of + " must be str, not " + w_name.type_name())
        if listed or not w_name.text.startswith("_"):
            w_target.setitem(w_name, w_module.getattr(w_name.text))
