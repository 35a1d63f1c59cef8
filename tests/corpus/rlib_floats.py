"""Rounding and reading of floats by rlib."""

from rpython.rlib.rfloat import round_away, round_double, string_to_float
from rpython.testing import case


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
