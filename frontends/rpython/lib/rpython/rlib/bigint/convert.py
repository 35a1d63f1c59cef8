"""Numbers with a sign to and from texts, bytes and floats."""

import math

from rpython.rlib import rbigint as numbers
from rpython.rlib.bigint import limbs, radix
from rpython.rlib.bigint.floats import bit_length, nearest
from rpython.rlib.bigint.quotient import divide
from rpython.rlib.longlong2float import float2longlong
from rpython.rlib.rarithmetic import r_uint
from rpython.rlib.rfloat import INFINITY
from rpython.rlib.rstring import NumberStringParser, StringBuilder

DECIMAL = "0123456789"


# ____________________________________________________________ texts


def from_decimal(s):
    sign = -1 if s[0] == "-" else 1
    if s[0] == "-" or s[0] == "+":
        s = s[1:]
    digits = radix.from_text(s, 10)
    return numbers.made(digits, len(digits), sign)


def from_string(s, base, allow_underscores, max_str_digits):
    parser = NumberStringParser(s, s, base, "int", allow_underscores, True)
    return from_parser(parser, max_str_digits)


def from_parser(parser, max_str_digits):
    parser.rewind()
    builder = StringBuilder(len(parser.s))
    while parser.next_digit() != -1:
        builder.append(parser.s[parser.i - 1])
    text = builder.build()
    if radix.shift_of_base(parser.base) == 0:
        _check_length(len(text), max_str_digits, "value has " + str(len(text)) + " digits")
    # In the base 1, which a zero at the start of a text without a base has, all digits are zeros.
    digits = radix.from_text(text, max(parser.base, 2))
    return numbers.made(digits, len(digits), parser.sign)


def _check_length(count, max_str_digits, what):
    if max_str_digits > 0 and count > max_str_digits:
        raise numbers.MaxIntError(
            "Exceeds the limit (" + str(max_str_digits) + " digits) for integer string conversion"
            if what == ""
            else "Exceeds the limit (" + str(max_str_digits) + " digits) for integer string conversion: " + what
        )


def to_decimal(a, max_str_digits):
    if a.size <= 1 and max_str_digits <= 0:
        if a.size == 0:
            return "0"
        return "-" + str(a.digit(0)) if a.sign < 0 else str(a.digit(0))
    return to_base(a, DECIMAL, "", "", max_str_digits)


def to_base(a, alphabet, prefix, suffix, max_str_digits):
    if a.size == 0:
        return prefix + alphabet[0] + suffix
    limited = max_str_digits > 0 and radix.shift_of_base(len(alphabet)) == 0
    # A number far beyond the limit is not converted at all: a decimal digit has less than 3.33 bits.
    if limited and a.bit_length() // 10 > max_str_digits // 3 + 1:
        _check_length(max_str_digits + 1, max_str_digits, "")
    if a.sign < 0:
        prefix = "-" + prefix
    text = radix.to_text(a._digits, a.size, alphabet, prefix, suffix)
    if limited:
        _check_length(len(text) - len(prefix) - len(suffix), max_str_digits, "")
    return text


# ____________________________________________________________ bytes


def from_bytes(s, byteorder, signed):
    if byteorder != "big" and byteorder != "little":
        raise numbers.InvalidEndiannessError
    n = len(s)
    size = (n >> 3) + 1
    digits = limbs.new(size)
    negative = False
    i = 0
    while i < n:
        byte = ord(s[n - 1 - i]) if byteorder == "big" else ord(s[i])
        digits[i >> 3] |= r_uint(byte) << (8 * (i & 7))
        negative = signed and byte >= 128
        i += 1
    if negative:
        while i < 8 * size:
            digits[i >> 3] |= r_uint(255) << (8 * (i & 7))
            i += 1
        limbs.negate(digits, 0, digits, 0, size)
    return numbers.made(digits, size, -1 if negative else 1)


def to_bytes(a, nbytes, byteorder, signed):
    if byteorder != "big" and byteorder != "little":
        raise numbers.InvalidEndiannessError
    if a.sign < 0 and not signed:
        raise numbers.InvalidSignednessError
    bits = a.bit_length()
    if signed and a.sign != 0:
        # With a bit for the sign; a negative power of two has it in its magnitude.
        bits = (a.invert().bit_length() if a.sign < 0 else bits) + 1
    if bits > 8 * nbytes:
        raise OverflowError("int too big to convert")
    size = (nbytes >> 3) + 1
    digits = limbs.new(max(size, a.size))
    limbs.copy(digits, 0, a._digits, 0, a.size)
    if a.sign < 0:
        limbs.negate(digits, 0, digits, 0, size)
    builder = StringBuilder(nbytes)
    i = 0
    while i < nbytes:
        at = nbytes - 1 - i if byteorder == "big" else i
        builder.append(chr(int((digits[at >> 3] >> (8 * (at & 7))) & r_uint(255))))
        i += 1
    return builder.build()


# ____________________________________________________________ floats


def from_float(x):
    """Of a finite float."""
    bits = float2longlong(x)
    exponent = ((bits >> 52) & 0x7FF) - 1075
    mantissa = (bits & ((1 << 52) - 1)) | (1 << 52)
    if exponent < -53:
        return numbers.rbigint.fromint(0)
    a = numbers.rbigint.fromint(-mantissa if x < 0.0 else mantissa)
    if exponent >= 0:
        return a.lshift(exponent)
    return a.abs().rshift(-exponent).neg() if x < 0.0 else a.rshift(-exponent)


# Bits of a quotient that is rounded to a float; the remainder says whether there would be more.
QUOTIENT_BITS = 66


def true_quotient(a, b):
    if b.sign == 0:
        raise ZeroDivisionError("division by zero")
    negative = (a.sign < 0) != (b.sign < 0)
    if a.sign == 0:
        return -0.0 if negative else 0.0
    a = a.abs()
    b = b.abs()
    difference = a.bit_length() - b.bit_length()
    x = 0.0
    if difference > 1024:
        x = INFINITY
    elif difference >= -1076:
        shift = QUOTIENT_BITS - difference
        if shift >= 0:
            a = a.lshift(shift)
        else:
            b = b.lshift(-shift)
        quotient, remainder = divide(a._digits, a.size, b._digits, b.size)
        n = limbs.trimmed(quotient, 0, len(quotient))
        x = nearest(quotient, n, -shift, limbs.trimmed(remainder, 0, b.size) > 0)
    if x == INFINITY:
        raise OverflowError("integer division result too large for a float")
    return -x if negative else x


def logarithm(a, base):
    if a.sign <= 0:
        raise ValueError("math domain error")
    exponent = 0
    x = nearest(a._digits, a.size, 0, False)
    if x == INFINITY:
        # The mantissa from 0.5 on.
        exponent = bit_length(a._digits, a.size)
        x = nearest(a._digits, a.size, -exponent, False)
        if x == 1.0:
            x = 0.5
            exponent += 1
    if base == 10.0:
        return math.log10(x) + math.log10(2.0) * exponent
    if base == 2.0:
        return math.log2(x) + exponent
    result = math.log(x) + math.log(2.0) * exponent
    if base != 0.0:
        result /= math.log(base)
    return result
