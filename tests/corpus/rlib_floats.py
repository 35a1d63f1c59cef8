"""Formatting of floats with codes and precisions that are not constant, and rounding."""

from rpython.rlib.rfloat import DTSF_ADD_DOT_0, DTSF_SIGN, formatd, round_away, round_double, string_to_float
from rpython.testing import case


@case((1.5, "f", 3))
@case((12345.678, "e", 2))
@case((12345.678, "g", 4))
@case((-0.1, "r", 0))
@case((1e20, "g", 3))
@case((1e20, "G", 3))
@case((-12.5, "E", 1))
@case((float("inf"), "F", 1))
def formatted(x, code, precision):
    return formatd(x, code, precision), formatd(x, code, precision, DTSF_SIGN)


@case((2.0,))
def with_point(x):
    return formatd(x, "r", 0, DTSF_ADD_DOT_0), formatd(x, "g", 5, DTSF_ADD_DOT_0), formatd(x, "g", 5)


@case((2.675, 2))
@case((-1.25, 1))
@case((12345.0, -2))
@case((1e300, 5))
def rounded(x, digits):
    return round_double(x, digits), round_double(x, digits, True)


@case((2.5,))
@case((-0.5,))
@case((1e17,))
def away(x):
    return round_away(x), string_to_float("1.5") + x
