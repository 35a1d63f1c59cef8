"""Names for annotations. They carry their text and nothing more: nobody checks types when the program runs."""


class _Form:
    def __init__(self, text, origin=None, args=()):
        self._text = text
        self.__origin__ = origin
        self.__args__ = args

    def __getitem__(self, args):
        args = args if isinstance(args, tuple) else (args,)
        return _Form("%s[%s]" % (self._text, ", ".join([_shown(a) for a in args])), self, args)

    def __call__(self, *args, **kwargs):
        if isinstance(self.__origin__, type):
            return self.__origin__(*args, **kwargs)
        raise TypeError("Type %s cannot be instantiated" % self._text)

    def __or__(self, other):
        return Union[self, other]

    __ror__ = __or__

    def __eq__(self, other):
        return isinstance(other, _Form) and self._text == other._text

    def __hash__(self):
        return hash(self._text)

    def __mro_entries__(self, bases):
        origin = self.__origin__
        while isinstance(origin, _Form):
            origin = origin.__origin__
        return (origin,) if isinstance(origin, type) else ()

    def __repr__(self):
        return "typing." + self._text


def _shown(x):
    if isinstance(x, type):
        return x.__qualname__
    if isinstance(x, list):
        return "[" + ", ".join([_shown(y) for y in x]) + "]"
    return "..." if x is ... else repr(x)


Any, Union, Optional, Callable, ClassVar, Final, Literal, NoReturn, Annotated, Self = [
    _Form(n) for n in "Any Union Optional Callable ClassVar Final Literal NoReturn Annotated Self".split()
]
Iterable, Iterator, Sequence, Mapping, MutableMapping, MutableSequence, Generator, Hashable, Sized, Collection = [
    _Form(n) for n in "Iterable Iterator Sequence Mapping MutableMapping MutableSequence Generator Hashable Sized Collection".split()
]
List, Dict, Set, FrozenSet, Tuple, Type = [
    _Form(k.__name__.capitalize() if k is not frozenset else "FrozenSet", k) for k in (list, dict, set, frozenset, tuple, type)
]
(
    AbstractSet, AsyncContextManager, AsyncGenerator, AsyncIterable, AsyncIterator, Awaitable, BinaryIO, ByteString, Concatenate, Container,
    ContextManager, Coroutine, IO, ItemsView, KeysView, LiteralString, MutableSet, Never, NotRequired, Required, Reversible, SupportsAbs,
    SupportsBytes, SupportsComplex, SupportsFloat, SupportsIndex, SupportsInt, SupportsRound, TextIO, TypeAlias, TypeGuard, Unpack, ValuesView,
) = [
    _Form(n)
    for n in (
        "AbstractSet AsyncContextManager AsyncGenerator AsyncIterable AsyncIterator Awaitable BinaryIO ByteString Concatenate Container "
        "ContextManager Coroutine IO ItemsView KeysView LiteralString MutableSet Never NotRequired Required Reversible SupportsAbs "
        "SupportsBytes SupportsComplex SupportsFloat SupportsIndex SupportsInt SupportsRound TextIO TypeAlias TypeGuard Unpack ValuesView"
    ).split()
]  # fmt: skip
Text = str
TYPE_CHECKING = False


class TypeVar:
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound

    def __or__(self, other):
        return Union[self, other]

    __ror__ = __or__

    def __repr__(self):
        return "~" + self.__name__


class Generic:
    __slots__ = ()

    def __class_getitem__(cls, args):
        return cls


class Protocol(Generic):
    __slots__ = ()


class _NamedTupleMeta(type):
    """Of a class with annotations makes a named tuple with its other attributes."""

    def __new__(mcs, name, bases, namespace):
        from collections import namedtuple

        fields = list(namespace.get("__annotations__", {}))
        defaults = [namespace[field] for field in fields if field in namespace]
        for i, field in enumerate(fields):
            before = [other for other in fields[:i] if other in namespace]
            if field not in namespace and before:
                shown = ("fields " if len(before) > 1 else "field ") + ", ".join(before)
                raise TypeError("Non-default namedtuple field %s cannot follow default %s" % (field, shown))
        made = namedtuple(name, fields, defaults=defaults, module=namespace.get("__module__"))
        for key, value in namespace.items():
            if key in ("__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults", "_make", "_replace", "_asdict"):
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in fields and key not in ("__module__", "__qualname__", "__classcell__", "__dict__", "__weakref__"):
                setattr(made, key, value)
        return made


class _NamedTuple:
    """`class Point(NamedTuple): x: int`, or a call with a name and pairs."""

    def __call__(self, typename, fields=(), /, **more):
        from collections import namedtuple

        fields = list(fields) + list(more.items())
        made = namedtuple(typename, [name for name, _ in fields])
        made.__annotations__ = dict(fields)
        return made

    def __mro_entries__(self, bases):
        return (_NamedTupleBase,)


NamedTuple = _NamedTuple()
_NamedTupleBase = type.__new__(_NamedTupleMeta, "NamedTuple", (), {})


class _TypedDictMeta(type):
    def __new__(mcs, name, bases, namespace, total=True):
        made = type.__new__(mcs, name, (dict,), namespace)
        annotations = {}
        for base in bases:
            annotations.update(getattr(base, "__annotations__", {}))
        annotations.update(namespace.get("__annotations__", {}))
        made.__annotations__ = annotations
        made.__total__ = total
        return made

    def __call__(cls, *args, **kwargs):
        return dict(*args, **kwargs)

    def __instancecheck__(cls, instance):
        raise TypeError("TypedDict does not support instance and class checks")


class _TypedDict:
    """`class Movie(TypedDict): name: str`: its instances are dicts."""

    def __call__(self, typename, fields=(), /, *, total=True):
        return _TypedDictMeta(typename, (), {"__annotations__": dict(fields)}, total=total)

    def __mro_entries__(self, bases):
        return (_TypedDictBase,)


TypedDict = _TypedDict()
_TypedDictBase = type.__new__(_TypedDictMeta, "TypedDict", (dict,), {})


def NewType(name, tp):
    return lambda x: x


def cast(typ, val):
    return val


def overload(func):
    return func


def final(f):
    return f


def runtime_checkable(cls):
    return cls


def no_type_check(arg):
    return arg


def get_type_hints(obj):
    return dict(getattr(obj, "__annotations__", {}))


def get_origin(tp):
    if isinstance(tp, _Form):
        origin = tp.__origin__
        return origin.__origin__ if isinstance(origin, _Form) and isinstance(origin.__origin__, type) else origin
    return getattr(tp, "__origin__", None)


def get_args(tp):
    return tuple(getattr(tp, "__args__", ()))


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta)


def assert_type(val, typ):
    return val


def assert_never(arg):
    raise AssertionError("Expected code to be unreachable, but got: " + repr(arg))


def reveal_type(obj):
    import sys

    print("Runtime type is %r" % type(obj).__name__, file=sys.stderr)
    return obj


def dataclass_transform(**kwargs):
    return _unchanged


def no_type_check_decorator(decorator):
    return decorator


def _unchanged(thing):
    return thing


class ParamSpec(TypeVar):
    @property
    def args(self):
        return self

    @property
    def kwargs(self):
        return self


class TypeVarTuple(TypeVar):
    def __iter__(self):
        yield self


AnyStr = TypeVar("AnyStr", bytes, str)


def __getattr__(name):
    """Names of the classes of collections, which are imported for those only that ask."""
    import collections

    names = {"Counter": "Counter", "Deque": "deque", "DefaultDict": "defaultdict", "OrderedDict": "OrderedDict", "ChainMap": "ChainMap"}
    if name not in names:
        raise AttributeError("module 'typing' has no attribute %r" % name)
    form = globals()[name] = _Form(name, getattr(collections, names[name]))
    return form
