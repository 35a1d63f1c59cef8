"""Functions, methods and cells as types of the interpreted program: how they are made, and their attributes."""

from objects.base import type_error, value_error
from objects.function import W_Cell, W_Function, W_Method
from objects.slots import make_type
from objects.space import space


def as_function(w_obj):
    if not isinstance(w_obj, W_Function):
        raise type_error("a function is required")
    return w_obj


def get_name(w_obj):
    return space.newstr(as_function(w_obj).name)


def set_name(w_obj, w_value):
    if not isinstance(w_value, space.W_Str):
        raise type_error("__name__ must be set to a string object")
    as_function(w_obj).name = w_value.text


def get_qualname(w_obj):
    return space.newstr(as_function(w_obj).qualname)


def set_qualname(w_obj, w_value):
    as_function(w_obj).qualname = w_value.text_w()


def get_doc(w_obj):
    w_function = as_function(w_obj)
    if w_function.w_doc is None:
        return w_function.code.w_doc
    return w_function.w_doc


def set_doc(w_obj, w_value):
    as_function(w_obj).w_doc = w_value


def get_defaults(w_obj):
    defaults_w = as_function(w_obj).defaults_w
    if len(defaults_w) == 0:
        return space.w_None
    return space.newtuple(defaults_w)


def set_defaults(w_obj, w_value):
    if w_value is space.w_None:
        as_function(w_obj).defaults_w = []
    elif isinstance(w_value, space.W_Tuple):
        as_function(w_obj).defaults_w = w_value.items_w
    else:
        raise type_error("__defaults__ must be set to a tuple object")


def get_kwdefaults(w_obj):
    w_dict = as_function(w_obj).w_kwdefaults
    return space.w_None if w_dict is None else w_dict


def set_kwdefaults(w_obj, w_value):
    if w_value is space.w_None:
        as_function(w_obj).w_kwdefaults = None
    elif isinstance(w_value, space.W_Dict):
        as_function(w_obj).w_kwdefaults = w_value
    else:
        raise type_error("__kwdefaults__ must be set to a dict object")


def get_annotations(w_obj):
    w_function = as_function(w_obj)
    if w_function.w_annotations is None:
        w_function.w_annotations = space.newdict()
    return w_function.w_annotations


def set_annotations(w_obj, w_value):
    as_function(w_obj).w_annotations = w_value


def get_module(w_obj):
    w_function = as_function(w_obj)
    if w_function.w_module is not None:
        return w_function.w_module
    w_name = w_function.w_globals.find_text("__name__")
    return space.w_None if w_name is None else w_name


def set_module(w_obj, w_value):
    as_function(w_obj).w_module = w_value


def get_closure(w_obj):
    closure_w = as_function(w_obj).closure_w
    if len(closure_w) == 0:
        return space.w_None
    return space.newtuple([w_cell for w_cell in closure_w])


def get_cell_contents(w_obj):
    assert isinstance(w_obj, W_Cell)
    if w_obj.w_value is None:
        raise space.error(space.w_ValueError, "Cell is empty")
    return w_obj.w_value


def set_cell_contents(w_obj, w_value):
    assert isinstance(w_obj, W_Cell)
    w_obj.w_value = w_value


def method_self(w_obj):
    assert isinstance(w_obj, W_Method)
    return w_obj.w_self


def method_function(w_obj):
    assert isinstance(w_obj, W_Method)
    return w_obj.w_function


def method_new(w_type, args):
    if args.count() != 2:
        raise type_error("method expected 2 arguments, got " + str(args.count()))
    return W_Method(args.args_w[0], args.args_w[1])


def builtin_name(w_obj):
    assert isinstance(w_obj, space.W_Builtin)
    return space.newstr(w_obj.name)


def builtin_qualname(w_obj):
    assert isinstance(w_obj, space.W_Builtin)
    if w_obj.binds:
        return space.newstr(w_obj.owner + "." + w_obj.name)
    return space.newstr(w_obj.name)


def function_new(w_type, args):
    """function(code, globals, name=None, argdefs=None, closure=None)"""
    values_w = [space.w_None] * 5
    for i in range(5):
        if i < args.count():
            values_w[i] = args.args_w[i]
        else:
            w_value = args.keyword(PARAMETERS[i])
            if w_value is not None:
                values_w[i] = w_value
            elif i < 2:
                raise type_error("function() missing required argument '" + PARAMETERS[i] + "' (pos " + str(i + 1) + ")")
    w_code, w_globals, w_name, w_defaults, w_closure = values_w[0], values_w[1], values_w[2], values_w[3], values_w[4]
    if not isinstance(w_code, space.W_Code):
        raise type_error("function() argument 'code' must be code, not " + w_code.type_name())
    if not isinstance(w_globals, space.W_Dict):
        raise type_error("function() argument 'globals' must be dict, not " + w_globals.type_name())
    closure_w = tuple_or_none(w_closure, "arg 5 (closure) must be tuple")
    needed = len(w_code.code.co_freevars)
    if len(closure_w) != needed:
        if needed > 0 and w_closure is space.w_None:
            raise type_error("arg 5 (closure) must be tuple")
        raise value_error(
            w_code.code.co_name + " requires closure of length " + str(needed) + ", not " + str(len(closure_w))
        )
    for w_cell in closure_w:
        if not isinstance(w_cell, W_Cell):
            raise type_error("arg 5 (closure) expected cell, found " + w_cell.type_name())
    defaults_w = tuple_or_none(w_defaults, "arg 4 (defaults) must be None or tuple")
    w_function = W_Function(w_code, w_globals, defaults_w, None, closure_w)
    if w_name is not space.w_None:
        w_function.name = w_function.qualname = w_name.text_w()
    return w_function


def cell_new(w_type, args):
    if args.count() > 1:
        raise type_error("cell expected at most 1 argument, got " + str(args.count()))
    return W_Cell(args.args_w[0] if args.count() > 0 else None)


PARAMETERS = ["code", "globals", "name", "argdefs", "closure"]


def tuple_or_none(w_value, complaint):
    if w_value is space.w_None:
        return []
    if not isinstance(w_value, space.W_Tuple):
        raise type_error(complaint)
    return w_value.items_w


def setup():
    make_type(
        "function",
        W_Function,
        new=function_new,
        final=True,
        getsets=[
            ("__name__", get_name, set_name),
            ("__qualname__", get_qualname, set_qualname),
            ("__doc__", get_doc, set_doc),
            ("__defaults__", get_defaults, set_defaults),
            ("__kwdefaults__", get_kwdefaults, set_kwdefaults),
            ("__annotations__", get_annotations, set_annotations),
            ("__module__", get_module, set_module),
            ("__closure__", get_closure),
            ("__code__", lambda w_obj: as_function(w_obj).code),
            ("__globals__", lambda w_obj: as_function(w_obj).w_globals),
            ("__dict__", lambda w_obj: w_obj.getdict()),
        ],
    )
    make_type(
        "method", W_Method, new=method_new, final=True, getsets=[("__self__", method_self), ("__func__", method_function)]
    )
    make_type(
        "builtin_method", W_Method, final=True, getsets=[("__self__", method_self), ("__func__", method_function)]
    )
    space.w_builtin_method.name = "builtin_function_or_method"
    space.w_builtin_method.qualname = "builtin_function_or_method"
    make_type(
        "builtin_function_or_method",
        space.W_Builtin,
        final=True,
        getsets=[
            ("__name__", builtin_name),
            ("__qualname__", builtin_qualname),
            ("__module__", lambda w_obj: space.newstr("builtins")),
            ("__doc__", lambda w_obj: space.w_None),
        ],
        key="builtin_function",
    )
    make_type("cell", W_Cell, new=cell_new, final=True, getsets=[("cell_contents", get_cell_contents, set_cell_contents)])
    make_type("getset_descriptor", space.W_GetSet, final=True, key="getset")
