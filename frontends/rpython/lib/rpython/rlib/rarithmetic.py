"""Machine integers: wrapping, overflow checks, unsigned and small integers, conversion from strings."""

import struct
import sys

from rpython._special import special
from rpython.lltype import int_mul_high
from rpython.rlib.objectmodel import not_rpython, specialize, we_are_translated
from rpython.rlib.rstring import NumberStringParser, ParseStringOverflowError

LONG_BIT = 64
LONG_BIT_SHIFT = 6
LONGLONG_BIT = 64
INT_BIT = 32
LONG_MASK = 2**64 - 1
LONGLONG_MASK = LONG_MASK
LONG_TEST = 2**63
maxint = sys.maxsize
minint = -sys.maxsize - 1
r_int_max = maxint


@special("intmask")
def intmask(n):
    """The int of 64 bits that n is equal to modulo 2**64."""
    return ((int(n) + LONG_TEST) & LONG_MASK) - LONG_TEST


longlongmask = intmask


@special("ovfcheck")
def ovfcheck(r):
    """`ovfcheck(a + b)`: OverflowError if the result does not fit."""
    if not -LONG_TEST <= r < LONG_TEST:
        raise OverflowError("signed integer expression did overflow")
    return r


def ovfcheck_float_to_int(x):
    """The float without its fraction; OverflowError if that does not fit (or is not a number)."""
    if -9223372036854775808.0 <= x < 9223372036854775808.0:
        return int(x)
    raise OverflowError


def int_between(n, m, p):
    """n <= m < p, for n <= p."""
    return n <= m and m < p


def highest_bit(n):
    """The index of the only bit of n, a power of two, that is set."""
    assert n > 0 and (n & (n - 1)) == 0
    i = -1
    while n:
        i += 1
        n >>= 1
    return i


def is_power_of_two(n):
    return n > 0 and (n & (n - 1)) == 0


def next_power_of_two(n):
    """The smallest power of two that is not below n."""
    p = 1
    while p < n:
        p = intmask(p << 1)
    return p


@specialize.argtype(0)
def is_valid_int(n):
    if we_are_translated():
        return True
    return isinstance(n, int) and -LONG_TEST <= n < LONG_TEST


def int_c_div(x, y):
    """Division towards zero, as in C."""
    q = x // y
    if q < 0 and intmask(q * y) != x:
        q += 1
    return q


def int_c_mod(x, y):
    """The remainder of int_c_div: it has the sign of x."""
    return intmask(x - intmask(int_c_div(x, y) * y))


def uint_mul_high(x, y):
    """The upper 64 bits of the product of two r_uints."""
    return int_mul_high(x, y)


def mulmod(a, b, c):
    """(a * b) % c for 0 <= a, b < c, without overflow of the product."""
    result = r_uint(0)
    modulus = r_uint(c)
    factor = r_uint(a)
    rest = b
    while rest > 0:
        if rest & 1:
            result = (result + factor) % modulus
        factor = (factor << 1) % modulus
        rest >>= 1
    return intmask(result)


def byteswap(n):
    """The int with its eight bytes in reverse order."""
    u = r_uint(n)
    result = r_uint(0)
    for i in range(8):
        result = (result << 8) | ((u >> (8 * i)) & r_uint(0xFF))
    return intmask(result)


# ____________________________________________________________ other integers


class base_int(int):
    """An integer of a fixed width. Operations with ints give this type again and wrap."""

    _rpython_int_kind_ = "Signed"
    BITS = 64
    SIGNED = True

    def __new__(cls, value=0):
        return int.__new__(cls, cls._wrapped(int(value)))

    @classmethod
    def _wrapped(cls, value):
        half = 1 << (cls.BITS - 1)
        if cls.SIGNED:
            return ((value + half) & (2 * half - 1)) - half
        return value & (2 * half - 1)

    def _made(self, other, value):
        """The result of an operation on self and other."""
        cls = type(self)
        if isinstance(other, base_int) and type(other) is not cls:
            if other.BITS != self.BITS or other.SIGNED != self.SIGNED:
                raise TypeError("mixing %s and %s" % (cls.__name__, type(other).__name__))
        return cls(value)

    def __add__(self, other):
        return self._made(other, int(self) + int(other))

    __radd__ = __add__

    def __sub__(self, other):
        return self._made(other, int(self) - int(other))

    def __rsub__(self, other):
        return self._made(other, int(other) - int(self))

    def __mul__(self, other):
        return self._made(other, int(self) * int(other))

    __rmul__ = __mul__

    def __floordiv__(self, other):
        return self._made(other, int(self) // int(other))

    def __rfloordiv__(self, other):
        return self._made(other, int(other) // int(self))

    def __mod__(self, other):
        return self._made(other, int(self) % int(other))

    def __rmod__(self, other):
        return self._made(other, int(other) % int(self))

    def __divmod__(self, other):
        return self // other, self % other

    def __lshift__(self, other):
        return type(self)(int(self) << (int(other) & (self.BITS - 1)))

    def __rshift__(self, other):
        return type(self)(int(self) >> (int(other) & (self.BITS - 1)))

    def __and__(self, other):
        return self._made(other, int(self) & int(other))

    __rand__ = __and__

    def __or__(self, other):
        return self._made(other, int(self) | int(other))

    __ror__ = __or__

    def __xor__(self, other):
        return self._made(other, int(self) ^ int(other))

    __rxor__ = __xor__

    def __neg__(self):
        return type(self)(-int(self))

    def __pos__(self):
        return self

    def __abs__(self):
        return type(self)(abs(int(self)))

    def __invert__(self):
        return type(self)(~int(self))

    def __pow__(self, other, modulus=None):
        raise TypeError("** is not RPython")

    def __truediv__(self, other):
        raise TypeError("/ on integers is not RPython: use //")

    def __repr__(self):
        return "%s(%d)" % (type(self).__name__, int(self))

    def __str__(self):
        return str(int(self))

    __hash__ = int.__hash__


def _width(name, bits, signed, kind):
    """The class of integers of this width."""
    cls = type(name, (base_int,), {"BITS": bits, "SIGNED": signed, "_rpython_int_kind_": kind, "__module__": __name__})
    cls._rpython_special_ = name
    cls.MASK = 2**bits - 1
    cls.MASK_MAX = 2 ** (bits - 1) - 1 if signed else 2**bits - 1
    return cls


r_int = _width("r_int", 64, True, "Signed")
r_uint = _width("r_uint", 64, False, "Unsigned")
r_int32 = _width("r_int32", 32, True, "Int32")
r_uint32 = _width("r_uint32", 32, False, "UInt32")
# A long and a long long are the same here.
r_longlong = r_int
r_ulonglong = r_uint
r_int64 = r_int
r_uint64 = r_uint


@special("r_singlefloat")
class r_singlefloat:
    """A float of 32 bits: only stored, loaded and converted with float()."""

    def __init__(self, value=0.0):
        self._bytes = struct.pack("<f", value)

    def __float__(self):
        return struct.unpack("<f", self._bytes)[0]

    def __eq__(self, other):
        if type(other) is not r_singlefloat:
            return NotImplemented
        return float(self) == float(other)

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(float(self))

    def __repr__(self):
        return "r_singlefloat(%s)" % (float(self),)


@not_rpython
def r_class(bits, signed):
    """The class of integers of this width."""
    for cls in (r_int, r_uint, r_int32, r_uint32):
        if cls.BITS == bits and cls.SIGNED == signed:
            return cls
    raise ValueError("no integers of %d bits" % (bits,))


@specialize.argtype(0)
def widen(n):
    """A small integer as an int."""
    return intmask(n)


# ____________________________________________________________ strings to ints


def string_to_int(s, base=10, allow_underscores=False, no_implicit_octal=False):
    """As `int(s, base)`; a ParseStringError says what is wrong, a ParseStringOverflowError that it does not fit."""
    p = NumberStringParser(s, s, base, "int", allow_underscores, no_implicit_octal)
    base = p.base
    result = 0
    while True:
        digit = p.next_digit()
        if digit == -1:
            return result
        try:
            # Negative all the way, since there is one more negative number than positive ones.
            result = ovfcheck(ovfcheck(result * base) + p.sign * digit)
        except OverflowError:
            raise ParseStringOverflowError(p)
