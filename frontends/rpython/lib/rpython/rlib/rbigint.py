"""Integers of any size, immutable: a sign and the digits of the magnitude.

This module has the class and what depends on signs; the arithmetic of natural numbers is in `rlib.bigint`. Digits are r_uints in base
2**64, the least significant first. `int_*` variants take a machine int as the second operand."""

import math

from rpython.rlib import jit
from rpython.rlib.bigint import convert, limbs, power
from rpython.rlib.bigint.floats import bit_length, nearest
from rpython.rlib.bigint.gcd import gcd as greatest_common_divisor
from rpython.rlib.bigint.product import multiply
from rpython.rlib.bigint.quotient import divide, mod_1
from rpython.rlib.objectmodel import not_rpython
from rpython.rlib.rarithmetic import intmask, r_uint
from rpython.rlib.rfloat import INFINITY, isfinite, isnan

SHIFT = limbs.BITS
BASE8 = "01234567"
BASE10 = "0123456789"
BASE16 = "0123456789abcdef"

# Hashes are remainders by this prime.
HASH_MODULUS = r_uint((1 << 61) - 1)

NULLDIGITS = [r_uint(0)]


class InvalidEndiannessError(Exception):
    pass


class InvalidSignednessError(Exception):
    pass


class MaxIntError(ValueError):
    """A text has more digits than the limit."""

    def __init__(self, msg):
        ValueError.__init__(self, msg)
        self.msg = msg


def made(digits, n, sign):
    """The number with this magnitude, of which the upper digits may be 0."""
    n = limbs.trimmed(digits, 0, n)
    if n == 0:
        return NULLRBIGINT
    return rbigint(digits, sign, n)


class rbigint(object):
    _immutable_fields_ = ["_digits[*]", "sign", "size"]

    def __init__(self, digits=NULLDIGITS, sign=0, size=0):
        """`size` digits, without zeros at the top; sign is -1, 0 or 1. Later digits of the list mean nothing."""
        self._digits = digits
        self.sign = sign
        self.size = size

    # ________________________________________________________ from and to other types

    @staticmethod
    @jit.elidable
    def fromint(n):
        if n == 0:
            return NULLRBIGINT
        if n < 0:
            return rbigint([r_uint(0) - r_uint(n)], -1, 1)
        return rbigint([r_uint(n)], 1, 1)

    @staticmethod
    @jit.elidable
    def fromuint(n):
        """Of an r_uint."""
        return made([n], 1, 1)

    @staticmethod
    def frombool(b):
        return ONERBIGINT if b else NULLRBIGINT

    @staticmethod
    @not_rpython
    def fromlong(n):
        """Of Python's int of any size, before translation."""
        digits = []
        rest = abs(n)
        while rest:
            digits.append(r_uint(rest & (2**64 - 1)))
            rest >>= 64
        return rbigint(digits, 1 if n > 0 else -1, len(digits)) if n else NULLRBIGINT

    @not_rpython
    def tolong(self):
        value = 0
        for digit in reversed(self._digits[: self.size]):
            value = value << 64 | int(digit)
        return value * self.sign

    @staticmethod
    @jit.elidable
    def fromfloat(x):
        """Without its fraction. OverflowError for infinities, ValueError for what is not a number."""
        if isnan(x):
            raise ValueError("cannot convert float NaN to integer")
        if not isfinite(x):
            raise OverflowError("cannot convert float infinity to integer")
        return convert.from_float(x)

    @staticmethod
    @jit.elidable
    def fromdecimalstr(s):
        """Of a sign or none and decimal digits, which are not checked."""
        return convert.from_decimal(s)

    @staticmethod
    @jit.elidable
    def fromstr(s, base=0, allow_underscores=False, max_str_digits=0):
        """As `int(s, base)`: ParseStringError, or MaxIntError beyond the limit, if there is one."""
        return convert.from_string(s, base, allow_underscores, max_str_digits)

    @staticmethod
    def _from_numberstring_parser(parser, max_str_digits=0):
        return convert.from_parser(parser, max_str_digits)

    @staticmethod
    @jit.elidable
    def frombytes(s, byteorder, signed):
        return convert.from_bytes(s, byteorder, signed)

    @jit.elidable
    def tobytes(self, nbytes, byteorder, signed):
        """OverflowError if they are too few."""
        return convert.to_bytes(self, nbytes, byteorder, signed)

    @jit.elidable
    def toint(self):
        """OverflowError if it does not fit."""
        if not self.fits_int():
            raise OverflowError("int too large to convert to a machine int")
        return self.intmask()

    def fits_int(self):
        n = self.size
        if n > 1:
            return False
        if n == 0:
            return True
        digit = self._digits[0]
        return digit >> 63 == 0 or (self.sign < 0 and digit << 1 == 0)

    def intmask(self):
        return intmask(self.uintmask())

    def uintmask(self):
        if self.size == 0:
            return r_uint(0)
        digit = self._digits[0]
        return r_uint(0) - digit if self.sign < 0 else digit

    @jit.elidable
    def touint(self):
        """ValueError if it is negative, OverflowError if it does not fit."""
        if self.sign < 0:
            raise ValueError("cannot convert negative integer to unsigned int")
        if self.size > 1:
            raise OverflowError("int too large to convert to an unsigned machine int")
        return self.uintmask()

    def tobool(self):
        return self.sign != 0

    def is_odd(self):
        return self.size > 0 and self._digits[0] & r_uint(1) != 0

    def numdigits(self):
        return self.size

    def digit(self, i):
        return self._digits[i]

    @jit.elidable
    def tofloat(self):
        """The nearest float; OverflowError if it is too large."""
        x = nearest(self._digits, self.size, 0, False)
        if x == INFINITY:
            raise OverflowError("int too large to convert to float")
        return -x if self.sign < 0 else x

    @jit.elidable
    def hash(self):
        """As Python's: that of equal floats and fractions."""
        h = intmask(mod_1(self._digits, 0, self.size, HASH_MODULUS)) * self.sign
        return -2 if h == -1 else h

    # ________________________________________________________ text

    @jit.elidable
    def str(self, max_str_digits=0):
        return convert.to_decimal(self, max_str_digits)

    def repr(self):
        return self.str()

    @jit.elidable
    def format(self, digits, prefix="", suffix="", max_str_digits=0):
        """In the base len(digits); a minus sign is before the prefix."""
        return convert.to_base(self, digits, prefix, suffix, max_str_digits)

    def hex(self):
        return self.format(BASE16, "0x")

    def oct(self):
        return self.format(BASE8, "0o")

    # ________________________________________________________ comparisons

    @jit.elidable
    def _compare(self, other):
        if self.sign != other.sign:
            return -1 if self.sign < other.sign else 1
        return self.sign * limbs.compare(self._digits, 0, self.size, other._digits, 0, other.size)

    @jit.elidable
    def _int_compare(self, n):
        sign = 1 if n > 0 else (-1 if n < 0 else 0)
        if self.sign != sign:
            return -1 if self.sign < sign else 1
        if sign == 0:
            return 0
        if self.size > 1:
            return sign
        digit = self._digits[0]
        magnitude = r_uint(n) if n > 0 else r_uint(0) - r_uint(n)
        if digit == magnitude:
            return 0
        return sign if digit > magnitude else -sign

    def eq(self, other):
        return self._compare(other) == 0

    def int_eq(self, n):
        return self._int_compare(n) == 0

    def ne(self, other):
        return not self.eq(other)

    def int_ne(self, n):
        return not self.int_eq(n)

    def lt(self, other):
        return self._compare(other) < 0

    def int_lt(self, n):
        return self._int_compare(n) < 0

    def le(self, other):
        return not other.lt(self)

    def int_le(self, n):
        return self._int_compare(n) <= 0

    def gt(self, other):
        return other.lt(self)

    def int_gt(self, n):
        return not self.int_le(n)

    def ge(self, other):
        return not self.lt(other)

    def int_ge(self, n):
        return not self.int_lt(n)

    # ________________________________________________________ sums

    def neg(self):
        return rbigint(self._digits, -self.sign, self.size)

    def abs(self):
        return self if self.sign >= 0 else self.neg()

    def invert(self):
        return self.int_add(1).neg()

    @jit.elidable
    def add(self, other):
        return _sum(self._digits, self.size, self.sign, other._digits, other.size, other.sign)

    @jit.elidable
    def int_add(self, n):
        return self.add(rbigint.fromint(n))

    @jit.elidable
    def sub(self, other):
        return _sum(self._digits, self.size, self.sign, other._digits, other.size, -other.sign)

    @jit.elidable
    def int_sub(self, n):
        return self.sub(rbigint.fromint(n))

    # ________________________________________________________ products and quotients

    @jit.elidable
    def mul(self, other):
        a, b = self, other
        if a.size < b.size:
            a, b = b, a
        if b.size == 0:
            return NULLRBIGINT
        digits = limbs.new(a.size + b.size)
        multiply(digits, 0, a._digits, 0, a.size, b._digits, 0, b.size)
        return made(digits, len(digits), a.sign * b.sign)

    @jit.elidable
    def int_mul(self, n):
        if n == 0 or self.size == 0:
            return NULLRBIGINT
        size = self.size
        digits = limbs.new(size + 1)
        magnitude = r_uint(n) if n > 0 else r_uint(0) - r_uint(n)
        digits[size] = limbs.mul_1(digits, 0, self._digits, 0, size, magnitude)
        return made(digits, size + 1, self.sign if n > 0 else -self.sign)

    @jit.elidable
    def divmod(self, other):
        """Rounded down; ZeroDivisionError."""
        if other.sign == 0:
            raise ZeroDivisionError("integer division or modulo by zero")
        if self.size < other.size:
            quotient, remainder = NULLRBIGINT, self
        else:
            q, r = divide(self._digits, self.size, other._digits, other.size)
            quotient = made(q, len(q), self.sign * other.sign)
            remainder = made(r, other.size, self.sign)
        if remainder.sign != 0 and remainder.sign != other.sign:
            return quotient.int_sub(1), remainder.add(other)
        return quotient, remainder

    def int_divmod(self, n):
        return self.divmod(rbigint.fromint(n))

    @jit.elidable
    def floordiv(self, other):
        if self.size < other.size:
            if self.sign == 0 or self.sign == other.sign:
                return NULLRBIGINT
            return ONENEGATIVERBIGINT
        if other.sign == 0:
            raise ZeroDivisionError("integer division or modulo by zero")
        q, r = divide(self._digits, self.size, other._digits, other.size)
        quotient = made(q, len(q), self.sign * other.sign)
        if self.sign != other.sign and limbs.trimmed(r, 0, other.size) > 0:
            # Rounded down.
            return quotient.int_sub(1)
        return quotient

    def div(self, other):
        return self.floordiv(other)

    def int_floordiv(self, n):
        return self.floordiv(rbigint.fromint(n))

    @jit.elidable
    def mod(self, other):
        """The remainder has the sign of the other number."""
        if self.size < other.size:
            if self.sign == 0 or self.sign == other.sign:
                return self
            return self.add(other)
        if other.sign == 0:
            raise ZeroDivisionError("integer division or modulo by zero")
        if other.size == 1:
            rest = mod_1(self._digits, 0, self.size, other._digits[0])
            remainder = made([rest], 1, self.sign)
        else:
            _, r = divide(self._digits, self.size, other._digits, other.size)
            remainder = made(r, other.size, self.sign)
        if remainder.sign != 0 and remainder.sign != other.sign:
            return remainder.add(other)
        return remainder

    def int_mod(self, n):
        return rbigint.fromint(self.int_mod_int_result(n))

    @jit.elidable
    def int_mod_int_result(self, n):
        if n == 0:
            raise ZeroDivisionError("integer division or modulo by zero")
        magnitude = r_uint(n) if n > 0 else r_uint(0) - r_uint(n)
        rest = mod_1(self._digits, 0, self.size, magnitude)
        if rest != 0 and (self.sign < 0) != (n < 0):
            rest = magnitude - rest
        return intmask(rest) if n > 0 else intmask(r_uint(0) - rest)

    @jit.elidable
    def truediv(self, other):
        """The nearest float to the quotient; ZeroDivisionError, or OverflowError if it is too large."""
        return convert.true_quotient(self, other)

    @jit.elidable
    def pow(self, exponent, modulus=None):
        """ValueError for a negative exponent without modulus, for the modulus 0, and where there is no inverse."""
        return power.power(self, exponent, modulus)

    def int_pow(self, exponent, modulus=None):
        return self.pow(rbigint.fromint(exponent), modulus)

    @jit.elidable
    def gcd(self, other):
        return greatest_common_divisor(self, other)

    @jit.elidable
    def isqrt(self):
        """The root rounded down; ValueError for negative numbers."""
        return power.isqrt(self)

    # ________________________________________________________ bits

    @jit.elidable
    def lshift(self, count):
        if count < 0:
            raise ValueError("negative shift count")
        if self.size == 0:
            return NULLRBIGINT
        words = count >> 6
        size = self.size + words + 1
        digits = limbs.new(size)
        digits[size - 1] = limbs.lshift(digits, words, self._digits, 0, self.size, count & 63)
        return made(digits, size, self.sign)

    def lqshift(self, count):
        return self.lshift(count)

    @jit.elidable
    def rshift(self, count):
        """Rounded down."""
        if count < 0:
            raise ValueError("negative shift count")
        words = count >> 6
        if self.sign < 0:
            return self.invert().rshift(count).invert()
        if words >= self.size:
            return NULLRBIGINT
        size = self.size - words
        digits = limbs.new(size)
        limbs.rshift(digits, 0, self._digits, words, size, count & 63)
        return made(digits, size, 1)

    def rqshift(self, count):
        return self.rshift(count)

    @jit.elidable
    def abs_rshift_and_mask(self, count, mask):
        """`(abs(self) >> count) & mask` for a mask of at most 63 bits."""
        i = count >> 6
        offset = count & 63
        if i >= self.size:
            return 0
        digit = self._digits[i] >> offset
        if offset > 0 and i + 1 < self.size:
            digit |= self._digits[i + 1] << (64 - offset)
        return intmask(digit) & mask

    @jit.elidable
    def and_(self, other):
        return _bitwise(self, other, "&")

    def int_and_(self, n):
        return self.and_(rbigint.fromint(n))

    @jit.elidable
    def or_(self, other):
        return _bitwise(self, other, "|")

    def int_or_(self, n):
        return self.or_(rbigint.fromint(n))

    @jit.elidable
    def xor(self, other):
        return _bitwise(self, other, "^")

    def int_xor(self, n):
        return self.xor(rbigint.fromint(n))

    @jit.elidable
    def bit_length(self):
        return bit_length(self._digits, self.size)

    @jit.elidable
    def bit_count(self):
        """The bits of the magnitude that are set."""
        count = 0
        i = 0
        while i < self.size:
            count += limbs.bit_count(self._digits[i])
            i += 1
        return count

    @jit.elidable
    def log(self, base):
        """To this base, 0.0 for e; ValueError for numbers that are not positive."""
        return convert.logarithm(self, base)

    def __repr__(self):
        return "<rbigint " + self.str() + ">"


NULLRBIGINT = rbigint()
ONERBIGINT = rbigint([r_uint(1)], 1, 1)
ONENEGATIVERBIGINT = rbigint([r_uint(1)], -1, 1)


def _sum(a, an, a_sign, b, bn, b_sign):
    if an < bn:
        a, b = b, a
        an, bn = bn, an
        a_sign, b_sign = b_sign, a_sign
    if a_sign == b_sign:
        digits = limbs.new(an + 1)
        digits[an] = limbs.add(digits, 0, a, 0, an, b, 0, bn)
        return made(digits, an + 1, a_sign)
    digits = limbs.new(an)
    if an == bn and limbs.compare(a, 0, an, b, 0, bn) < 0:
        limbs.sub(digits, 0, b, 0, bn, a, 0, an)
        return made(digits, an, b_sign)
    limbs.sub(digits, 0, a, 0, an, b, 0, bn)
    return made(digits, an, a_sign)


def _two_complement(a, n):
    """n digits, for n > a.size."""
    digits = limbs.new(n)
    limbs.copy(digits, 0, a._digits, 0, a.size)
    if a.sign < 0:
        limbs.negate(digits, 0, digits, 0, n)
    return digits


def _bitwise(a, b, op):
    n = max(a.size, b.size) + 1
    x = _two_complement(a, n)
    y = _two_complement(b, n)
    i = 0
    while i < n:
        if op == "&":
            x[i] = x[i] & y[i]
        elif op == "|":
            x[i] = x[i] | y[i]
        else:
            x[i] = x[i] ^ y[i]
        i += 1
    if x[n - 1] >> 63 == 0:
        return made(x, n, 1)
    limbs.negate(x, 0, x, 0, n)
    return made(x, n, -1)
