"""Numbers as bytes: what the letters of `array`, `memoryview` and `struct` stand for. All are of the sizes of 64-bit Linux."""

from rpython.rlib.longlong2float import float2longlong, longlong2float
from rpython.rlib.rarithmetic import r_uint
from rpython.rlib.rbigint import rbigint
from rpython.rlib.rstring import StringBuilder

from objects.base import type_error
from objects.small_floats import bits_to_float, float_to_bits
from objects.space import space

SIGNED, UNSIGNED, FLOAT, BOOL, CHAR = range(5)


class Item(object):
    _immutable_fields_ = ["code", "kind", "size", "least", "most"]

    def __init__(self, code, kind, size):
        self.code = code
        self.kind = kind
        self.size = size
        # Of integers that a word holds.
        self.least = 0
        self.most = 0
        if kind == SIGNED:
            self.least = -(1 << (8 * size - 1))
            self.most = -(self.least + 1)
        elif kind == UNSIGNED and size < 8:
            self.most = (1 << (8 * size)) - 1

    def is_int(self):
        return self.kind == SIGNED or self.kind == UNSIGNED


ITEMS = {}
for _codes, _kind, _size in [
    ("b", SIGNED, 1), ("B", UNSIGNED, 1), ("h", SIGNED, 2), ("H", UNSIGNED, 2), ("i", SIGNED, 4), ("I", UNSIGNED, 4), ("lqn", SIGNED, 8),
    ("LQNP", UNSIGNED, 8), ("e", FLOAT, 2), ("f", FLOAT, 4), ("d", FLOAT, 8), ("?", BOOL, 1), ("c", CHAR, 1),
]:  # fmt: skip
    for _code in _codes:
        ITEMS[_code] = Item(_code, _kind, _size)


def find_item(code):
    """None if the letter stands for nothing."""
    return ITEMS.get(code, None)


# What standard sizes have instead of those of the machine.
STANDARD = {"l": Item("l", SIGNED, 4), "L": Item("L", UNSIGNED, 4)}


class DoesNotFit(Exception):
    """The number is too large or too small."""


def pack(item, w_value, big):
    """The bytes of a number, the highest first if `big`."""
    if item.kind == FLOAT:
        return pack_float(item, w_value.float_w(), big)
    if item.kind == BOOL:
        return "\x01" if w_value.is_true() else "\x00"
    if item.kind == CHAR:
        if not isinstance(w_value, space.W_BytesLike) or w_value.length() != 1:
            raise type_error("char format requires a bytes object of length 1")
        return w_value.bytes()
    w_int = w_value.index_w()
    if item.kind == UNSIGNED and item.size == 8:
        return pack_word(item, w_int, big)
    if not isinstance(w_int, space.W_Int):
        raise DoesNotFit
    value = w_int.intval
    if value < item.least or value > item.most:
        raise DoesNotFit
    return word_bytes(value, item.size, big)


def pack_word(item, w_int, big):
    bigint = w_int.bigint()
    if bigint.sign < 0 or bigint.bit_length() > 64:
        raise DoesNotFit
    return bigint.tobytes(8, "big" if big else "little", False)


def pack_float(item, value, big):
    if item.size == 8:
        bits = float2longlong(value)
    else:
        bits = float_to_bits(value, 8, 23) if item.size == 4 else float_to_bits(value, 5, 10)
    return word_bytes(bits, item.size, big)


def word_bytes(value, size, big):
    builder = StringBuilder(size)
    for i in range(size):
        shift = 8 * (size - 1 - i) if big else 8 * i
        builder.append(chr((value >> shift) & 255))
    return builder.build()


def unpack(item, data, start, big):
    """The object of the bytes from `start` on."""
    if item.kind == CHAR:
        return space.newbytes(data[start : start + 1])
    size = item.size
    value = 0
    for i in range(size):
        value = (value << 8) | ord(data[start + i] if big else data[start + size - 1 - i])
    if item.kind == FLOAT:
        if size == 8:
            return space.newfloat(longlong2float(value))
        return space.newfloat(bits_to_float(value, 8, 23) if size == 4 else bits_to_float(value, 5, 10))
    if item.kind == BOOL:
        return space.newbool(value != 0)
    if item.kind == SIGNED:
        if size < 8 and value > item.most:
            value -= 1 << (8 * size)
    elif value < 0:
        return space.newlong(rbigint.fromuint(r_uint(value)))
    return space.newint(value)
