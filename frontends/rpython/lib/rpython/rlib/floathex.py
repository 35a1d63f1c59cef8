"""Floats as hexadecimal text, which has all their bits: 0x1.8p+1."""

from rpython.rlib.bigint import radix
from rpython.rlib.bigint.floats import nearest
from rpython.rlib.bigint.limbs import trimmed
from rpython.rlib.longlong2float import float2longlong
from rpython.rlib.rfloat import INFINITY, NAN, isfinite
from rpython.rlib.rstring import StringBuilder

HEX = "0123456789abcdef"


def float_hex(x):
    if not isfinite(x):
        if x != x:
            return "nan"
        return "inf" if x > 0.0 else "-inf"
    bits = float2longlong(x)
    sign = "-" if bits < 0 else ""
    exponent = (bits >> 52) & 0x7FF
    if x == 0.0:
        return sign + "0x0.0p+0"
    builder = StringBuilder(30)
    builder.append(sign)
    builder.append("0x0." if exponent == 0 else "0x1.")
    shift = 48
    while shift >= 0:
        builder.append(HEX[(bits >> shift) & 15])
        shift -= 4
    if exponent == 0:
        exponent = 1
    exponent -= 1023
    builder.append("p+" if exponent >= 0 else "p")
    builder.append(str(exponent))
    return builder.build()


# Larger exponents are read as one that is not less than this.
MOST_EXPONENT = 1 << 40


def float_fromhex(s):
    """ValueError for what is no such text, OverflowError if it is too large. Spaces around it may be there."""
    start = 0
    end = len(s)
    while start < end and is_space(s[start]):
        start += 1
    while end > start and is_space(s[end - 1]):
        end -= 1
    i = start
    negative = False
    if i < end and (s[i] == "-" or s[i] == "+"):
        negative = s[i] == "-"
        i += 1
    x = _magnitude(s, i, end)
    return -x if negative else x


def is_space(c):
    return c == " " or ("\t" <= c and c <= "\r")


def _magnitude(s, i, end):
    word = s[i:end].lower()
    if word == "inf" or word == "infinity":
        return INFINITY
    if word == "nan":
        return NAN
    if word.startswith("0x"):
        i += 2
    builder = StringBuilder(end - i)
    after_point = 0
    seen_point = False
    while i < end:
        if s[i] == "." and not seen_point:
            seen_point = True
        elif radix.digit_value(s[i]) < 16:
            builder.append(s[i])
            if seen_point:
                after_point += 1
        else:
            break
        i += 1
    digits = builder.build()
    if len(digits) == 0:
        raise ValueError("invalid hexadecimal floating-point string")
    exponent = 0
    if i < end:
        if s[i] != "p" and s[i] != "P":
            raise ValueError("invalid hexadecimal floating-point string")
        exponent = _exponent(s, i + 1, end)
    a = radix.from_text(digits, 16)
    x = nearest(a, trimmed(a, 0, len(a)), exponent - 4 * after_point, False)
    if x == INFINITY:
        raise OverflowError("hexadecimal value too large to represent as a float")
    return x


def _exponent(s, i, end):
    negative = False
    if i < end and (s[i] == "-" or s[i] == "+"):
        negative = s[i] == "-"
        i += 1
    if i == end:
        raise ValueError("invalid hexadecimal floating-point string")
    value = 0
    while i < end:
        digit = radix.digit_value(s[i])
        if digit > 9:
            raise ValueError("invalid hexadecimal floating-point string")
        if value < MOST_EXPONENT:
            value = value * 10 + digit
        i += 1
    return -value if negative else value
