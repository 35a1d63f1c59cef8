"""Values as text, by their types: how arguments and results pass between a test and the function that it runs.

A type is a tuple: a word, then its parts. `writer` and `reader` make functions for a type that are RPython, so that the same
ones work on both sides. What a value means to a test is not known here.
"""

from rpython.rlib.longlong2float import float2longlong, longlong2float
from rpython.rlib.rarithmetic import intmask, r_int32, r_singlefloat, r_uint, r_uint32
from rpython.rlib.unroll import unrolling_iterable

# The types without parts. Those with parts:
# ("list", item)  ("tuple", item, ...)  ("dict", key, value)  ("optional", type)  a value or None
# ("object", value): always this object.  ("opaque", text): a value that has no text.
INT, BOOL, FLOAT, STR, BYTES, NONE = ("int",), ("bool",), ("float",), ("str",), ("bytes",), ("none",)
UNICHAR, SINGLEFLOAT = ("unichar",), ("singlefloat",)
R_UINT, R_INT32, R_UINT32 = ("Unsigned",), ("Int32",), ("UInt32",)
# No value at all: the items of an empty list.
NEVER = ("never",)

_PLAIN = {int: INT, bool: BOOL, float: FLOAT, str: STR, bytes: BYTES, r_singlefloat: SINGLEFLOAT}
_INTEGERS = {"Signed": INT, "Unsigned": R_UINT, "Int32": R_INT32, "UInt32": R_UINT32}


class Opaque(object):
    """A result that has no value in Python."""

    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return "<%s>" % (self.text,)


# ____________________________________________________________ types of values


def type_of_value(value):
    """The type of a Python value, as of an argument."""
    kind = type(value)
    if value is None:
        return NONE
    if getattr(kind, "_rpython_int_kind_", None) in _INTEGERS:
        return _INTEGERS[kind._rpython_int_kind_]
    if kind is int and not -(2**63) <= value < 2**63:
        raise TypeError("%d does not fit in an int of 64 bits" % (value,))
    if kind is str and any([ord(c) > 255 for c in value]):
        raise TypeError("%r has a character above 255: encode it as UTF-8" % (value,))
    if kind in _PLAIN:
        return _PLAIN[kind]
    return _container(value, type_of_value) or ("object", value)


def type_of_example(example):
    """The type that a Python type stands for, or a list, tuple or dict of them; of another value, its own type."""
    if example is type(None):
        return NONE
    if isinstance(example, type):
        if example in _PLAIN:
            return _PLAIN[example]
        if getattr(example, "_rpython_int_kind_", None) in _INTEGERS:
            return _INTEGERS[example._rpython_int_kind_]
        return ("object", example)
    return _container(example, type_of_example) or type_of_value(example)


def _container(value, type_of):
    """None for a value that is not a container, or one with objects in it: that one is an object itself."""
    if type(value) is list:
        parts = ("list", _joined([type_of(v) for v in value]))
    elif type(value) is tuple:
        parts = ("tuple",) + tuple([type_of(v) for v in value])
    elif type(value) is dict:
        parts = ("dict", _joined([type_of(k) for k in value]), _joined([type_of(v) for v in value.values()]))
    else:
        return None
    return None if any([part[0] == "object" for part in parts[1:]]) else parts


def _joined(types):
    result = NEVER
    for t in types:
        result = _union(result, t)
    return result


def _union(a, b):
    if a == b or b == NEVER:
        return a
    if a == NEVER:
        return b
    if a[0] == "object" or b[0] == "object":
        return a if a[0] == "object" else b
    if {a, b} == {INT, FLOAT}:
        return FLOAT
    if NONE in (a, b) or "optional" in (a[0], b[0]):
        a, b = [t[1] if t[0] == "optional" else NEVER if t == NONE else t for t in (a, b)]
        return ("optional", _union(a, b))
    if a[0] == b[0] and len(a) == len(b):
        return (a[0],) + tuple([_union(x, y) for x, y in zip(a[1:], b[1:])])
    raise TypeError("items of different types: %s and %s" % (shown(a), shown(b)))


def shown(t):
    """A type as text."""
    parts = t[1:]
    if t[0] in ("list", "tuple", "dict"):
        return "%s[%s]" % (t[0], ", ".join([shown(p) for p in parts]))
    if t[0] == "optional":
        return shown(parts[0]) + " or None"
    if t[0] == "object":
        return getattr(parts[0], "__qualname__", None) or repr(parts[0])
    if t[0] == "opaque":
        return parts[0]
    return _SHOWN.get(t, t[0])


_SHOWN = {NONE: "None", R_UINT: "r_uint", R_INT32: "r_int32", R_UINT32: "r_uint32", SINGLEFLOAT: "r_singlefloat"}


# ____________________________________________________________ writing: RPython


def write_number(out, x):
    out.append(str(x))
    out.append(";")


def write_bool(out, x):
    out.append("1;" if x else "0;")


def write_float(out, x):
    write_number(out, float2longlong(float(x)))


def write_str(out, x):
    write_number(out, len(x))
    out.append(x)


def write_bytes(out, x):
    write_str(out, x.decode("latin-1"))


def write_r_uint(out, x):
    write_number(out, intmask(x))


def write_singlefloat(out, x):
    write_number(out, float2longlong(float(x)))


def write_unichar(out, x):
    write_number(out, ord(x))


_WRITERS = {
    INT: write_number, BOOL: write_bool, FLOAT: write_float, STR: write_str, BYTES: write_bytes, UNICHAR: write_unichar,
    R_UINT: write_r_uint, SINGLEFLOAT: write_singlefloat,
}  # fmt: skip


def writer(t):
    """A function of a list of strs and a value of this type, which appends the value's text."""
    parts = [writer(p) for p in t[1:]] if t[0] in ("list", "tuple", "dict", "optional") else []
    if t[0] == "list":
        return _list_writer(parts[0])
    if t[0] == "tuple":
        return _tuple_writer(parts)
    if t[0] == "dict":
        return _dict_writer(parts[0], parts[1])
    if t[0] == "optional":
        return _optional_writer(parts[0])
    if t in (R_INT32, R_UINT32):
        # Numbers of different widths do not share a function.
        return _small_writer()
    return _WRITERS.get(t) or _nothing_writer()


def _nothing_writer():
    # One for each type: values without text have nothing in common.
    def write(out, x):
        pass

    return write


def _small_writer():
    def write(out, x):
        write_number(out, intmask(x))

    return write


def _list_writer(item):
    def write(out, x):
        write_number(out, len(x))
        for v in x:
            item(out, v)

    return write


def _dict_writer(key, value):
    def write(out, x):
        write_number(out, len(x))
        for k, v in x.items():
            key(out, k)
            value(out, v)

    return write


def _tuple_writer(items):
    numbered = unrolling_iterable(list(enumerate(items)))

    def write(out, x):
        for i, item in numbered:
            item(out, x[i])

    return write


def _optional_writer(item):
    def write(out, x):
        if x is None:
            out.append("0;")
        else:
            out.append("1;")
            item(out, x)

    return write


# ____________________________________________________________ reading: RPython


class Reader(object):
    """Text, read from the start."""

    def __init__(self, text):
        self.text = text
        self.at = 0

    def number(self):
        end = self.text.find(";", self.at)
        assert end >= 0
        n = int(self.text[self.at : end])
        self.at = end + 1
        return n

    def characters(self):
        n = self.number()
        start = self.at
        end = start + n
        assert start >= 0 and end >= start
        self.at = end
        return self.text[start:end]


def read_int(r):
    return r.number()


def read_bool(r):
    return r.number() != 0


def read_float(r):
    return longlong2float(r.number())


def read_str(r):
    return r.characters()


def read_bytes(r):
    return r.characters().encode("latin-1")


def read_none(r):
    return None


def read_r_uint(r):
    return r_uint(r.number())


def read_int32(r):
    return r_int32(r.number())


def read_uint32(r):
    return r_uint32(r.number())


def read_singlefloat(r):
    return r_singlefloat(longlong2float(r.number()))


def read_unichar(r):
    return chr(r.number())


_READERS = {
    INT: read_int, BOOL: read_bool, FLOAT: read_float, STR: read_str, BYTES: read_bytes, NONE: read_none, NEVER: read_none,
    UNICHAR: read_unichar, R_UINT: read_r_uint, R_INT32: read_int32, R_UINT32: read_uint32, SINGLEFLOAT: read_singlefloat,
}  # fmt: skip


def reader(t):
    """A function of a Reader that gives the next value, which is of this type."""
    if t[0] == "object":
        return _constant_reader(t[1])
    if t[0] == "opaque":
        return _constant_reader(Opaque(t[1]))
    parts = [reader(p) for p in t[1:]]
    if t[0] == "list":
        return _empty_list_reader() if t[1] == NEVER else _list_reader(parts[0])
    if t[0] == "tuple":
        return _tuple_reader(parts)
    if t[0] == "dict":
        return _empty_dict_reader() if t[1] == NEVER else _dict_reader(parts[0], parts[1])
    if t[0] == "optional":
        return _optional_reader(parts[0])
    return _READERS[t]


def _constant_reader(value):
    def read(r):
        return value

    return read


def _empty_list_reader():
    def read(r):
        r.number()
        return []

    return read


def _empty_dict_reader():
    def read(r):
        r.number()
        return {}

    return read


def _list_reader(item):
    def read(r):
        result = []
        for _ in range(r.number()):
            result.append(item(r))
        return result

    return read


def _dict_reader(key, value):
    def read(r):
        result = {}
        for _ in range(r.number()):
            k = key(r)
            result[k] = value(r)
        return result

    return read


def _tuple_reader(items):
    if not items:
        return _constant_reader(())
    first, rest = items[0], _tuple_reader(items[1:])

    def read(r):
        value = first(r)
        return (value,) + rest(r)

    return read


def _optional_reader(item):
    def read(r):
        if r.number() == 0:
            return None
        return item(r)

    return read
