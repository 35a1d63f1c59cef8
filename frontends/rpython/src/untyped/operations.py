"""The Python half of the interpreter of untyped graphs: what each operation does to objects, and what a call runs.

The globals OBJECTS, INDEX, intern and special are the host's. Nothing here knows how control flows."""

import operator
import sys
import types

import _weakref
import rpython._iterables as _iterables

LOWEST = -(2**63)
HIGHEST = 2**63 - 1


def wrap(x):
    """An int is 64 bits and wraps."""
    if type(x) is int and not LOWEST <= x <= HIGHEST:
        return (x - LOWEST) % 2**64 + LOWEST
    return x


def wrapping(f):
    return lambda *args: wrap(f(*args))


def checked(f):
    """`ovfcheck` of the operation."""

    def operation(*args):
        x = f(*args)
        if type(x) is int and not LOWEST <= x <= HIGHEST:
            raise OverflowError("signed integer expression did overflow")
        return x

    return operation


def shift(f):
    """A shift count is taken modulo 64."""

    def operation(a, b):
        if type(a) is int and isinstance(b, int):
            return wrap(f(a, b & 63))
        return f(a, b)

    return operation


def unpack(x, n):
    items = tuple(x)
    if len(items) != n:
        raise ValueError("expected %d items, got %d" % (n, len(items)))
    return items


def new_dict(*items):
    result = {}
    for i in range(0, len(items), 2):
        result[items[i]] = items[i + 1]
    return result


def format_value(x, conversion, spec):
    if conversion == "s":
        x = str(x)
    elif conversion == "r":
        x = repr(x)
    return format(x, spec)


def check_type(x, annotation):
    """The annotator has checked it; an int that is declared as a float is one."""
    return float(x) if annotation is float else x


def set_item(x, i, value):
    x[i] = value


def delete_item(x, i):
    del x[i]


def set_slice(x, start, stop, value):
    x[start:stop] = value


def delete_slice(x, start, stop):
    del x[start:stop]


OPERATIONS = {
    "add": wrapping(operator.add),
    "sub": wrapping(operator.sub),
    "mul": wrapping(operator.mul),
    "truediv": operator.truediv,
    "floordiv": wrapping(operator.floordiv),
    "mod": operator.mod,
    "lshift": shift(operator.lshift),
    "rshift": shift(operator.rshift),
    "and_": operator.and_,
    "or_": operator.or_,
    "xor": operator.xor,
    "inplace_add": wrapping(operator.iadd),
    "inplace_mul": wrapping(operator.imul),
    "add_ovf": checked(operator.add),
    "sub_ovf": checked(operator.sub),
    "mul_ovf": checked(operator.mul),
    "floordiv_ovf": checked(operator.floordiv),
    "mod_ovf": operator.mod,
    "lshift_ovf": checked(operator.lshift),
    "neg_ovf": checked(operator.neg),
    "abs_ovf": checked(operator.abs),
    "neg": wrapping(operator.neg),
    "pos": operator.pos,
    "invert": operator.invert,
    "bool": operator.truth,
    "not_": operator.not_,
    "lt": operator.lt,
    "le": operator.le,
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "ge": operator.ge,
    "is_": operator.is_,
    "contains": operator.contains,
    "getitem": operator.getitem,
    "setitem": set_item,
    "delitem": delete_item,
    "getslice": lambda x, start, stop: x[start:stop],
    "setslice": set_slice,
    "delslice": delete_slice,
    "getattr": getattr,
    "setattr": setattr,
    "newtuple": lambda *items: items,
    "newlist": lambda *items: list(items),
    "newdict": new_dict,
    "newlist_hint": lambda x: [],
    "iter": iter,
    "next": next,
    "unpack": unpack,
    "format": format_value,
    "build_str": lambda *pieces: "".join(pieces),
    "check_type": check_type,
}

# Methods of a class that do an operation on its instances, as far as graphs do it.
METHODS = {"inplace_add": "__add__", "inplace_mul": "__mul__", "is_": None}
BUILTINS = ((len, "__len__"), (iter, "__iter__"), (next, "__next__"), (str, "__str__"))
# Builtins whose iterable may be an instance, by the functions that do the same with graphs.
ITERATING = (
    (list, _iterables.list_of),
    (dict, _iterables.dict_of),
    (sum, _iterables.sum_of),
    (any, _iterables.any_of),
    (all, _iterables.all_of),
    (min, _iterables.min_of),
    (max, _iterables.max_of),
    (sorted, _iterables.sorted_of),
)


def has_graph(f):
    """Whether calls of a function run its graph: not if the translator implements it, nor if it runs at translation time."""
    if type(f) is not types.FunctionType or special(f) is not None:
        return False
    return not str(getattr(f, "_annspecialcase_", "")).startswith("specialize:memo")


def method_of(x, name):
    """The function that an instance's class has by this name, if calls of it run its graph."""
    if "_host" in getattr(x, "__dict__", ()):
        # A generator that the host has started.
        return None
    for cls in type(x).__mro__:
        if name in cls.__dict__:
            f = cls.__dict__[name]
            return f if special(type(x)) is None and has_graph(f) else None
    return None


def operator_method(operation, x):
    name = METHODS.get(operation, "__" + operation.rstrip("_") + "__")
    return None if name is None else planned(method_of(x, name), x)


def getter(x, name):
    """The function of a property."""
    for cls in type(x).__mro__:
        if name in cls.__dict__:
            p = cls.__dict__[name]
            return planned(p.fget, x) if isinstance(p, property) and has_graph(p.fget) else None
    return None


def planned(f, x):
    return None if f is None else (intern(f), intern(type(x)))


def initialiser(cls):
    """The `__init__` that making an instance runs, if it has a graph and nothing else happens."""
    if special(cls) is not None or type(cls) is not type:
        return None
    for c in cls.__mro__:
        if isinstance(c.__dict__.get("__new__"), staticmethod):
            return None
        if "__init__" in c.__dict__:
            f = c.__dict__["__init__"]
            return f if has_graph(f) else None
    return None


def plan(f, args, kwargs):
    """What a call runs: a function, its arguments by parameter, the class of the receiver, and the instance that the call
    makes. None if the host does it."""
    receiver = made = None
    if type(f) is types.MethodType and special(type(f.__self__)) is None:
        receiver = type(f.__self__)
        args = (f.__self__,) + args
        f = f.__func__
    elif isinstance(f, type):
        init = initialiser(f)
        if init is not None:
            made = f.__new__(f, *args, **kwargs)
            receiver = f
            args = (made,) + args
            f = init
    elif type(f) is not types.FunctionType and method_of(f, "__call__") is not None:
        receiver = type(f)
        args = (f,) + args
        f = method_of(f, "__call__")
    if len(args) == 1 and not kwargs:
        for builtin, name in BUILTINS:
            if f is builtin and method_of(args[0], name) is not None:
                receiver = type(args[0])
                f = method_of(args[0], name)
    if args and not kwargs and method_of(args[0], "__iter__") is not None:
        for builtin, function in ITERATING:
            if f is builtin and len(args) <= function.__code__.co_argcount:
                f = function
    if not has_graph(f):
        return None
    values = bind(f, args, kwargs)
    return (intern(f), values, None if receiver is None else intern(receiver), made)


def bind(f, args, kwargs):
    """Arguments in the order of the graph's parameters: positional, `*args` as a tuple, keyword-only."""
    code = f.__code__
    count = code.co_argcount
    names = code.co_varnames
    required = count - len(f.__defaults__ or ())
    kwargs = dict(kwargs)
    values = list(args[:count])
    for i in range(len(values), count):
        if names[i] in kwargs:
            values.append(kwargs.pop(names[i]))
        elif i >= required:
            values.append(f.__defaults__[i - required])
        else:
            raise TypeError("%s() misses the argument %r" % (f.__name__, names[i]))
    rest = tuple(args[count:])
    if code.co_flags & 4:
        values.append(rest)
    elif rest:
        raise TypeError("%s() takes %d arguments but gets %d" % (f.__name__, count, len(args)))
    for name in names[count : count + code.co_kwonlyargcount]:
        if name in kwargs:
            values.append(kwargs.pop(name))
        elif name in (f.__kwdefaults__ or {}):
            values.append(f.__kwdefaults__[name])
        else:
            raise TypeError("%s() misses the argument %r" % (f.__name__, name))
    if kwargs:
        raise TypeError("%s() does not take the argument %r" % (f.__name__, sorted(kwargs)[0]))
    return tuple(values)


def seen(x):
    """What an annotation may say of an object that is no plain value: a word for its sort, and what belongs to that."""
    if type(x) is types.MethodType:
        return ("method", x.__self__, intern(x.__func__))
    name = special(x)
    if name is not None:
        return ("special", name)
    if type(x) is types.WrapperDescriptorType:
        return ("special", "builtin." + x.__name__)
    if isinstance(x, (types.FunctionType, type, types.ModuleType)):
        return ("object", intern(x))
    if type(x) is _weakref.ref:
        return ("special", "weakref.ref")
    for cls in type(x).__mro__:
        name = cls.__dict__.get("_rpython_special_")
        if name is not None:
            kind = getattr(x, "_rpython_int_kind_", None)
            if kind is not None:
                value = int(x)
                return ("int", value - 2**64 if value > HIGHEST else value, kind)
            if name == "r_singlefloat":
                return ("singlefloat", float(x))
            return ("special", name)
    if type(x).__module__ != "builtins" or isinstance(x, BaseException):
        return ("instance", intern(type(x)), INDEX.get(id(x)))
    return ("other", type(x).__name__)


def exit_status(result, exc):
    """The status of a program that returned, or None for an exception that is to be reported."""
    sys.stdout.flush()
    if isinstance(exc, SystemExit):
        result = exc.code
    elif exc is not None:
        return None
    return int(result) & 255 if isinstance(result, int) else 0
