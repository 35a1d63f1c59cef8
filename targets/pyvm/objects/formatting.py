"""Numbers and strs by format specifications, and texts of floats."""

from rpython.rlib import rutf8
from rpython.rlib.floathex import float_hex as hex_of_float
from rpython.rlib.floathex import float_fromhex as float_of_hex
from rpython.rlib.rbigint import rbigint
from rpython.rlib.rfloat import copysign, formatd, isfinite

from objects.base import error, value_error
from objects.formatspec import SpecError, layout_float, layout_number, padded, parse_spec, uppercase
from objects.space import export, space

DIGITS = "0123456789abcdef"


@export
def float_text(value):
    if not isfinite(value):
        if value != value:
            return "nan"
        return "inf" if value > 0.0 else "-inf"
    return formatd(value, "r", 0, 2)


# ____________________________________________________________ by a specification


@export
def format_int(w_int, text):
    try:
        spec = parse_spec(text, w_int.type_name(), True)
        if spec.code != "" and spec.code in "eEfFgG%":
            return layout_float(w_int.float_w(), spec)
        spec.check_code("bcdoxXn", w_int.type_name())
        if spec.precision >= 0:
            raise SpecError("Precision not allowed in integer format specifier")
        if spec.no_negative_zero:
            raise SpecError("Negative zero coercion (z) not allowed in integer format specifier")
        if spec.code == "c":
            return format_character(w_int, spec)
        return format_digits(w_int.bigint(), spec)
    except SpecError as e:
        raise value_error(e.message)


def format_character(w_int, spec):
    if spec.sign != "":
        raise SpecError("Sign not allowed with integer format specifier 'c'")
    if spec.alternate:
        raise SpecError("Alternate form (#) not allowed with integer format specifier 'c'")
    return padded(character(w_int), spec, ">")


def character(w_int):
    """The code point of this number."""
    big = w_int.bigint()
    if not big.fits_int():
        raise error(space.w_OverflowError, "Python int too large to convert to C long")
    if big.sign < 0 or big.int_gt(0x10FFFF):
        raise error(space.w_OverflowError, "%c arg not in range(0x110000)")
    return rutf8.unichr_as_utf8(big.toint(), True)


def base_prefix(code):
    """The base of a code, and what stands before its digits in the alternate form."""
    if code == "x" or code == "X":
        return 16, "0" + code
    if code == "o":
        return 8, "0o"
    if code == "b":
        return 2, "0b"
    return 10, ""


def int_digits(big, code):
    """Of the magnitude."""
    base, _ = base_prefix(code)
    if base == 10:
        return space.newlong(big.abs()).repr()
    text = big.abs().format(DIGITS[:base])
    return uppercase(text) if code == "X" else text


def format_digits(big, spec):
    base, prefix = base_prefix(spec.code)
    if not spec.alternate:
        prefix = ""
    return layout_number(spec, big.sign < 0, prefix, int_digits(big, spec.code), "", 3 if base == 10 else 4)


@export
def format_float(value, text):
    try:
        spec = parse_spec(text, "float", True)
        spec.check_code("eEfFgGn%", "float")
        return layout_float(value, spec)
    except SpecError as e:
        raise value_error(e.message)


@export
def format_str(value, text):
    try:
        spec = parse_spec(text, "str", False)
        spec.check_code("s", "str")
        if spec.sign != "":
            raise SpecError(
                "Space not allowed in string format specifier"
                if spec.sign == " "
                else "Sign not allowed in string format specifier"
            )
        if spec.no_negative_zero:
            raise SpecError("Negative zero coercion (z) not allowed in string format specifier")
        if spec.alternate:
            raise SpecError("Alternate form (#) not allowed in string format specifier")
        if spec.align == "=":
            raise SpecError("'=' alignment not allowed in string format specifier")
        if spec.grouping != "":
            raise SpecError("Cannot specify '" + spec.grouping + "' with 's'.")
        return padded(truncated(value, spec.precision), spec, "<")
    except SpecError as e:
        raise value_error(e.message)


def truncated(text, length):
    """The first code points, all for a negative length."""
    if length < 0 or length >= len(text):
        return text
    end = 0
    while length > 0 and end < len(text):
        end = rutf8.next_codepoint_pos(text, end)
        length -= 1
    return text[:end]


# ____________________________________________________________ floats


@export
def parse_float_text(text):
    """What float() accepts, without spaces around it; else ValueError."""
    underscores = 0
    for i in range(len(text)):
        c = text[i]
        if c == "_":
            if i == 0 or i + 1 == len(text) or not is_digit(text[i - 1]) or not is_digit(text[i + 1]):
                raise ValueError
            underscores += 1
        elif ord(c) <= 32 or ord(c) >= 127:
            raise ValueError
    if underscores > 0:
        text = "".join([c for c in text if c != "_"])
    return float(text)


def is_digit(c):
    return "0" <= c and c <= "9"


# Beyond these numbers of digits a float is itself, or zero.
MOST_DIGITS = 323
LEAST_DIGITS = -308


@export
def round_float(value, ndigits):
    """To this many digits after the point, halves of the exact value to even digits."""
    if not isfinite(value) or ndigits > MOST_DIGITS:
        return value
    if ndigits < LEAST_DIGITS:
        return copysign(0.0, value)
    if ndigits >= 0:
        return float(formatd(value, "f", ndigits, 0))
    whole = rbigint.fromfloat(value).abs()
    ten = rbigint.fromint(10).int_pow(-ndigits)
    quotient, rest = whole.divmod(ten)
    twice = rest.lshift(1)
    if twice.gt(ten) or (twice.eq(ten) and (quotient.is_odd() or whole.tofloat() != abs(value))):
        quotient = quotient.int_add(1)
    try:
        return copysign(quotient.mul(ten).tofloat(), value)
    except OverflowError:
        raise error(space.w_OverflowError, "rounded value too large to represent")


@export
def float_hex(value):
    return hex_of_float(value)


@export
def float_fromhex(text):
    try:
        return float_of_hex(text)
    except OverflowError:
        raise error(space.w_OverflowError, "hexadecimal value too large to represent as a float")
