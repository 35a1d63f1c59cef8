"""Floats to decimal digits and back, correctly rounded, by exact arithmetic.

The shortest digits that read back as the same float are found with Steele and White's method: the float is R/S, and M+ and
M- are half the distances to its neighbours over S; digits are generated until the rest is within them. Text is read as a
quotient of two natural numbers, of which 64 bits and whether there is a rest decide the float."""

from rpython.lltype import (
    Char,
    Float,
    GcArray,
    GcStruct,
    Signed,
    bits_float,
    cast_primitive,
    float_bits,
    float_floor,
    malloc,
)

from . import rbignum as big
from .errors import VALUE_ERROR

CHARS = GcArray(Char)

# 0.DIGITS times ten to the power of `point`.
DECIMAL = GcStruct("decimal", ("count", Signed), ("point", Signed), ("digits", CHARS))

SHORTEST = 0
# `n` significant digits.
SIGNIFICANT = 1
# `n` digits after the point.
FIXED = 2

HIDDEN = 1 << 52


def decimal(f, mode, n):
    """The digits of a finite float, without its sign. Zero has none."""
    bits = float_bits(f) & 0x7FFFFFFFFFFFFFFF
    mantissa = bits & (HIDDEN - 1)
    exponent = bits >> 52
    if exponent == 0:
        exponent = 1
    else:
        mantissa |= HIDDEN
    exponent -= 1075
    d = malloc(DECIMAL)
    if mode == SHORTEST:
        room = 20
    elif mode == SIGNIFICANT:
        room = n + 2
    else:
        room = n + 312
    d.digits = malloc(CHARS, room)
    if mantissa == 0:
        return d
    if mode == SHORTEST:
        _shortest(d, mantissa, exponent)
    else:
        _rounded(d, mantissa, exponent, mode, n)
    return d


def _put(d, digit):
    d.digits[d.count] = cast_primitive(Char, 48 + digit)
    d.count += 1


def _log10_estimate(mantissa, exponent):
    """The decimal point's place, or one less."""
    while mantissa > 0:
        mantissa = mantissa >> 1
        exponent += 1
    x = cast_primitive(Float, exponent - 1) * 0.30102999566398114 - 1e-10
    return cast_primitive(Signed, -float_floor(-x))


def _shortest(d, mantissa, exponent):
    r = big.new(1200, mantissa)
    s = big.new(1200, 1)
    above = big.new(1200, 1)
    below = big.new(1200, 1)
    # The float below a power of two is nearer than the one above.
    extra = 1 if mantissa == HIDDEN and exponent > -1074 else 0
    if exponent >= 0:
        big.shl(r, exponent + 1 + extra)
        big.shl(s, 1 + extra)
        big.shl(above, exponent + extra)
        big.shl(below, exponent)
    else:
        big.shl(r, 1 + extra)
        big.shl(s, 1 + extra - exponent)
        big.shl(above, extra)
    k = _log10_estimate(mantissa, exponent)
    if k >= 0:
        big.mul_pow10(s, k)
    else:
        big.mul_pow10(r, -k)
        big.mul_pow10(above, -k)
        big.mul_pow10(below, -k)
    # Reading rounds to even, so that the limits belong to an even mantissa.
    limit = 0 if mantissa & 1 == 0 else 1
    if big.compare_sum(r, above, s) >= limit:
        k += 1
    else:
        big.mul_small(r, 10)
        big.mul_small(above, 10)
        big.mul_small(below, 10)
    d.point = k
    while True:
        digit = big.quotient_digit(r, s)
        low = big.compare(below, r) >= limit
        high = big.compare_sum(r, above, s) >= limit
        if low or high:
            break
        _put(d, digit)
        big.mul_small(r, 10)
        big.mul_small(above, 10)
        big.mul_small(below, 10)
    if high:
        if low:
            half = big.compare_sum(r, r, s)
            if half > 0 or (half == 0 and digit & 1 == 1):
                digit += 1
        else:
            digit += 1
    _put(d, digit)


def _rounded(d, mantissa, exponent, mode, n):
    r = big.new(1200, mantissa)
    s = big.new(1200, 1)
    if exponent >= 0:
        big.shl(r, exponent)
    else:
        big.shl(s, -exponent)
    k = _log10_estimate(mantissa, exponent)
    if k >= 0:
        big.mul_pow10(s, k)
    else:
        big.mul_pow10(r, -k)
    if big.compare(r, s) >= 0:
        k += 1
    else:
        big.mul_small(r, 10)
    d.point = k
    if mode == FIXED:
        n += k
        if n < 0:
            return
        if n == 0:
            # All digits are beyond the last one wanted: more than half rounds up to it (half itself to even, zero).
            big.mul_small(s, 5)
            if big.compare(r, s) > 0:
                _put(d, 1)
                d.point = k + 1
            return
    digit = 0
    i = 0
    while i < n:
        if i > 0:
            big.mul_small(r, 10)
        digit = big.quotient_digit(r, s)
        _put(d, digit)
        i += 1
    half = big.compare_sum(r, r, s)
    if half > 0 or (half == 0 and digit & 1 == 1):
        _increment(d)


def _increment(d):
    i = d.count - 1
    digits = d.digits
    while i >= 0 and digits[i] == "9":
        digits[i] = "0"
        i -= 1
    if i >= 0:
        digits[i] = cast_primitive(Char, ord(digits[i]) + 1)
    else:
        # All nines: a one, and one more place before the point.
        digits[0] = "1"
        d.point += 1


# ____________________________________________________________ reading


INFINITY_BITS = 0x7FF << 52
# Of a whole number of 53 bits that a power of two is multiplied with.
LARGEST_EXPONENT = 971
MAX_DIGITS = 800


def assemble(digits, count, point):
    """The float nearest to 0.DIGITS times ten to the power of `point`. The first digit is not 0. More than `MAX_DIGITS`
    are never needed but for whether they are all zero, which the caller sees to."""
    if count == 0 or point < -330:
        return 0.0
    if point > 310:
        return bits_float(INFINITY_BITS)
    exponent = point - count
    if count <= 15 and exponent >= -22 and exponent <= 22:
        return _exact(digits, count, exponent)
    bits = 4 * count + 1300
    if exponent < 0:
        bits -= 4 * exponent
    num = big.new(bits, 0)
    den = big.new(bits, 1)
    i = 0
    while i < count:
        if num.size > 0:
            big.mul_small(num, 10)
        big.add_small(num, ord(digits[i]) - 48)
        i += 1
    if exponent >= 0:
        big.mul_pow10(num, exponent)
    else:
        big.mul_pow10(den, -exponent)
    return _nearest(num, den)


def _exact(digits, count, exponent):
    """Digits and power of ten are floats, so that one operation rounds once."""
    value = 0
    i = 0
    while i < count:
        value = value * 10 + ord(digits[i]) - 48
        i += 1
    power = 1.0
    i = exponent if exponent >= 0 else -exponent
    while i > 0:
        power *= 10.0
        i -= 1
    f = cast_primitive(Float, value)
    if exponent >= 0:
        return f * power
    return f / power


def _nearest(num, den):
    """The float nearest to `num / den`, which is not zero."""
    # The quotient gets 56 or 57 bits: at least three more than the mantissa.
    shift = 56 - (big.bit_length(num) - big.bit_length(den))
    if shift >= 0:
        big.shl(num, shift)
    else:
        big.shl(den, -shift)
    quotient = 0
    big.shl(den, 57)
    i = 0
    while i < 58:
        quotient = quotient << 1
        if big.compare(num, den) >= 0:
            big.sub(num, den)
            quotient |= 1
        big.shl(num, 1)
        i += 1
    sticky = num.size > 0
    return _round(quotient, -shift, sticky)


def _round(m, e, sticky):
    """The float nearest to `m * 2**e`, a little more if sticky."""
    length = 0
    rest = m
    while rest > 0:
        rest = rest >> 1
        length += 1
    # Bits to drop: to 53, or to what the smallest exponent leaves.
    drop = length - 53
    if e + drop < -1074:
        drop = -1074 - e
    if drop > 60:
        return 0.0
    low = m & ((1 << drop) - 1)
    half = 1 << (drop - 1)
    m = m >> drop
    if low > half or (low == half and (sticky or m & 1 == 1)):
        m += 1
    e += drop
    # A carry into bit 53 leaves the mantissa bits zero, and the addition below raises the exponent.
    if m < HIDDEN:
        return bits_float(m)
    if e > LARGEST_EXPONENT:
        return bits_float(INFINITY_BITS)
    # At most the bits of infinity: those of the largest float and a carry.
    return bits_float(((e + 1075 - 1) << 52) + m)


def ll_str2float(s):
    """`float(s)`"""
    if not s:
        raise VALUE_ERROR
    i = 0
    end = len(s)
    while i < end and _isspace(s[i]):
        i += 1
    while end > i and _isspace(s[end - 1]):
        end -= 1
    negative = False
    if i < end and (s[i] == "-" or s[i] == "+"):
        negative = s[i] == "-"
        i += 1
    if i < end and not _isdigit(s[i]) and s[i] != ".":
        f = _special(s, i, end)
    else:
        f = _number(s, i, end)
    return -f if negative else f


def _special(s, i, end):
    if _is_word(s, i, end, "nan"):
        return bits_float(0x7FF8 << 48)
    if _is_word(s, i, end, "inf") or _is_word(s, i, end, "infinity"):
        return bits_float(INFINITY_BITS)
    raise VALUE_ERROR


def _is_word(s, i, end, word):
    if end - i != len(word):
        return False
    j = 0
    while j < len(word):
        if ord(s[i + j]) | 32 != ord(word[j]):
            return False
        j += 1
    return True


def _number(s, i, end):
    digits = malloc(CHARS, MAX_DIGITS + 1)
    count = 0
    point = 0
    seen = False
    dot = False
    dropped = False
    while i < end:
        c = s[i]
        if c == "." and not dot:
            dot = True
        elif _isdigit(c):
            seen = True
            if count > 0 or c != "0":
                if count < MAX_DIGITS:
                    digits[count] = c
                    count += 1
                elif c != "0":
                    dropped = True
                if not dot:
                    point += 1
            elif dot:
                point -= 1
        elif c == "_" and i > 0 and i + 1 < end and _isdigit(s[i - 1]) and _isdigit(s[i + 1]):
            pass
        else:
            break
        i += 1
    if not seen:
        raise VALUE_ERROR
    if i < end:
        point += _exponent(s, i, end)
    if dropped:
        digits[count] = "1"
        count += 1
    while count > 0 and digits[count - 1] == "0":
        count -= 1
    return assemble(digits, count, point)


def _exponent(s, i, end):
    if s[i] != "e" and s[i] != "E":
        raise VALUE_ERROR
    i += 1
    negative = False
    if i < end and (s[i] == "-" or s[i] == "+"):
        negative = s[i] == "-"
        i += 1
    if i == end:
        raise VALUE_ERROR
    e = 0
    while i < end:
        c = s[i]
        if _isdigit(c):
            # Larger ones change nothing, but that of a text of as many zeros.
            if e < 1000000000000000:
                e = e * 10 + ord(c) - 48
        elif c != "_" or not _isdigit(s[i - 1]) or i + 1 == end or not _isdigit(s[i + 1]):
            raise VALUE_ERROR
        i += 1
    return -e if negative else e


def _isdigit(c):
    return c >= "0" and c <= "9"


def _isspace(c):
    return c == " " or (c >= "\t" and c <= "\r")
