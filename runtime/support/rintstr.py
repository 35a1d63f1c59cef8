"""Integers to strings and back. Works on the magnitude as a negative number, whose range is one larger."""

from rpython.lltype import STR, Char, Signed, Unsigned, cast_primitive, int_truncdiv, int_truncmod, malloc

from .errors import OVERFLOW_ERROR, VALUE_ERROR
from .rstr import ll_char_isspace

_DIGITS = "0123456789abcdef"
MININT = -0x8000000000000000


def ll_int2dec(i):
    negative = i < 0
    n = 1 if negative else 0
    if not negative:
        i = -i
    rest = i
    while True:
        n += 1
        rest = int_truncdiv(rest, 10)
        if rest == 0:
            break
    s = malloc(STR, n)
    if negative:
        s[0] = "-"
    while True:
        n -= 1
        s[n] = cast_primitive(Char, 48 - int_truncmod(i, 10))
        i = int_truncdiv(i, 10)
        if i == 0:
            break
    return s


def ll_uint2dec(u):
    """Of an Unsigned."""
    ten = cast_primitive(Unsigned, 10)
    n = 0
    rest = u
    while True:
        n += 1
        rest = rest // ten
        if not rest:
            break
    s = malloc(STR, n)
    while True:
        n -= 1
        s[n] = cast_primitive(Char, 48 + cast_primitive(Signed, u % ten))
        u = u // ten
        if not u:
            break
    return s


def ll_int2hex(i):
    return ll_int_in_base(i, 4, True, "x")


def ll_int2oct(i):
    return ll_int_in_base(i, 3, True, "o")


def ll_int2bin(i):
    return ll_int_in_base(i, 1, True, "b")


def ll_int_in_base(i, shift, prefix, letter):
    """Digits of `shift` bits each, with `-` and, if wanted, `0x`, `0o`, `0b`."""
    negative = i < 0
    start = 1 if negative else 0
    if prefix:
        start += 2
    # The magnitude's bits: as an Unsigned the most negative number is its own magnitude.
    u = cast_primitive(Unsigned, -i if negative else i)
    return _put_digits(u, shift, negative, prefix, letter, start)


def ll_uint_in_base(u, shift, prefix, letter):
    return _put_digits(u, shift, False, prefix, letter, 2 if prefix else 0)


def _put_digits(u, shift, negative, prefix, letter, start):
    n = start
    rest = u
    while True:
        n += 1
        rest = rest >> shift
        if not rest:
            break
    s = malloc(STR, n)
    if negative:
        s[0] = "-"
    if prefix:
        s[start - 2] = "0"
        s[start - 1] = letter
    mask = (1 << shift) - 1
    while True:
        n -= 1
        s[n] = _DIGITS[cast_primitive(Signed, u) & mask]
        u = u >> shift
        if not u:
            break
    return s


def _digit(c):
    """The value of a digit, or 99."""
    if c >= "0" and c <= "9":
        return ord(c) - 48
    if c >= "a" and c <= "z":
        return ord(c) - 87
    if c >= "A" and c <= "Z":
        return ord(c) - 55
    return 99


def ll_str2int(s, base):
    """`int(s, base)`: ValueError if it is not a number, OverflowError if it does not fit."""
    if not s or base < 0 or base == 1 or base > 36:
        raise VALUE_ERROR
    end = len(s)
    i = 0
    while i < end and ll_char_isspace(s[i]):
        i += 1
    while end > i and ll_char_isspace(s[end - 1]):
        end -= 1
    negative = False
    if i < end and (s[i] == "-" or s[i] == "+"):
        negative = s[i] == "-"
        i += 1
    underscore = False
    if i + 1 < end and s[i] == "0":
        prefix = _prefix_base(s[i + 1])
        if prefix != 0 and (base == 0 or base == prefix):
            base = prefix
            i += 2
            # `0x_ff` is a number.
            underscore = True
    strict_zero = False
    if base == 0:
        base = 10
        strict_zero = i < end and s[i] == "0"
    if i < end and s[i] == "_" and underscore:
        i += 1
    if i >= end:
        raise VALUE_ERROR
    return _parse_digits(s, i, end, base, negative, strict_zero)


def _prefix_base(c):
    if c == "x" or c == "X":
        return 16
    if c == "o" or c == "O":
        return 8
    if c == "b" or c == "B":
        return 2
    return 0


def _parse_digits(s, i, end, base, negative, strict_zero):
    value = 0
    # Below this the next digit cannot fit.
    limit = int_truncdiv(MININT, base)
    overflow = False
    previous_digit = False
    while i < end:
        c = s[i]
        i += 1
        if c == "_":
            if not previous_digit or i == end:
                raise VALUE_ERROR
            previous_digit = False
            continue
        digit = _digit(c)
        if digit >= base:
            raise VALUE_ERROR
        previous_digit = True
        if overflow:
            continue
        if value < limit or value * base < MININT + digit:
            overflow = True
            continue
        value = value * base - digit
    if strict_zero and value != 0:
        # Without a base, a number has no leading zeros.
        raise VALUE_ERROR
    if not negative:
        if value == MININT:
            overflow = True
        value = -value
    if overflow:
        raise OVERFLOW_ERROR
    return value
