"""Functions of rlib that are RPython themselves: numbers in strings, splitting, UTF-8."""

from rpython.rlib import rstring, rutf8
from rpython.rlib.rarithmetic import int_c_div, next_power_of_two, ovfcheck_float_to_int, string_to_int
from rpython.rlib.rstring import InvalidBaseError, ParseStringError, ParseStringOverflowError, StringBuilder
from rpython.testing import case


@case((" -12 ", 10))
@case(("0xff", 16))
@case(("0b11", 0))
@case(("-9223372036854775808", 10))
@case(("12x", 10), raises=ParseStringError)
@case(("", 10), raises=ParseStringError)
@case(("1", 1), raises=InvalidBaseError)
@case(("9223372036854775808", 10), raises=ParseStringOverflowError)
def parse_int(s, base):
    return string_to_int(s, base)


@case(("77q",))
@case(("99999999999999999999",))
def parse_caught(s):
    try:
        return str(string_to_int(s))
    except ParseStringError as e:
        return e.msg
    except ParseStringOverflowError as e:
        e.parser.rewind()
        return "first digit " + str(e.parser.next_digit())


@case(("aXbXc", "X", "--", -1))
@case(("aXbXc", "X", "", 1))
@case(("abc", "", "-", -1))
def replace(s, old, new, most):
    return rstring.replace(s, old, new, most)


@case(("hello", "he", "lo"))
@case(("", "", "x"))
def starts_and_ends(s, a, b):
    return rstring.startswith(s, a), rstring.endswith(s, b), rstring.startswith(s, a, 1), rstring.endswith(s, b, 0, 3)


@case((0x41,))
@case((0xE9,))
@case((0x20AC,))
@case((0x1F600,))
@case((0xD800,), raises=ValueError)
@case((-1,), raises=ValueError)
def utf8_of_code_point(code):
    s = rutf8.unichr_as_utf8(code)
    return s, rutf8.codepoint_at_pos(s, 0), rutf8.check_utf8(s + "x")


@case(("a\xc3\xa4\xe2\x82\xacb",))
@case(("",))
def utf8_positions(s):
    pos = 0
    codes = []
    while pos < len(s):
        codes.append(str(rutf8.codepoint_at_pos(s, pos)))
        pos = rutf8.next_codepoint_pos(s, pos)
    return ",".join(codes), rutf8.codepoints_in_utf8(s), rutf8.reverse(s)


@case(("ok\x80",))
@case(("\xc0\x80",))
@case(("a\xed\xa0\x80",))
@case(("fine",))
def utf8_errors(s):
    try:
        return rutf8.check_utf8(s)
    except rutf8.Utf8CheckError as e:
        return -1 - e.pos


@case((1e18,))
@case((1e19,), raises=OverflowError)
def checked_float_to_int(x):
    return ovfcheck_float_to_int(x)


@case((100,))
def powers(n):
    return next_power_of_two(n), int_c_div(-n, 7)


@case((10,))
def appended_code_points(n):
    b = StringBuilder()
    for i in range(n):
        rutf8.unichr_as_utf8_append(b, 0x7C + i)
    return b.build()
