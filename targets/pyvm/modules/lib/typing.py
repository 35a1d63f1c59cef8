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


def NamedTuple(typename, fields):
    from collections import namedtuple

    return namedtuple(typename, [name for name, _ in fields])


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
