"""Types for `signature`: what a parameter or a result is, as far as the author wants to say."""


class Type:
    """A type of the language. `name` says which; `parts` are the types inside."""

    def __init__(self, name, *parts):
        self.name = name
        self.parts = parts

    def __eq__(self, other):
        return isinstance(other, Type) and self.name == other.name and self.parts == other.parts

    def __hash__(self):
        return hash((self.name, self.parts))

    def __repr__(self):
        if not self.parts:
            return "%s()" % (self.name,)
        return "%s(%s)" % (self.name, ", ".join([repr(p) for p in self.parts]))


class SelfType(Type):
    """The class that the method is in, known when the class is finished: see `finishsigs`."""


def none():
    return Type("none")


def any():
    """Not checked."""
    return Type("any")


def int():
    return Type("int")


def int_nonneg():
    return Type("int_nonneg")


def bool():
    return Type("bool")


def char():
    return Type("char")


def float():
    return Type("float")


def singlefloat():
    return Type("singlefloat")


def str():
    return Type("str")


def str0():
    """Without NUL."""
    return Type("str0")


def bytes():
    return Type("bytes")


def list(item):
    return Type("list", item)


def array(item):
    """A list that is never resized."""
    return Type("array", item)


def dict(key, value):
    return Type("dict", key, value)


def instance(cls, can_be_None=False):
    return Type("instance_or_none" if can_be_None else "instance", cls)


def self():
    return SelfType("self")


def tuple(*items):
    return Type("tuple", *items)


def pbc(value):
    """This constant."""
    return Type("pbc", value)
