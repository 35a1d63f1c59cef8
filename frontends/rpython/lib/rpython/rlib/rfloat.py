"""Floats: constants, tests, formatting with a precision that is not constant, rounding."""

import math

from rpython._special import special

INFINITY = float("inf")
NAN = float("nan")
DBL_MAX = 1.7976931348623157e308
DBL_MIN = 2.2250738585072014e-308
DBL_EPSILON = 2.220446049250313e-16
DBL_DIG = 15
DBL_MANT_DIG = 53

DTSF_STR_PRECISION = 12

DTSF_SIGN = 0x1
DTSF_ADD_DOT_0 = 0x2
DTSF_ALT = 0x4
DTSF_CUT_EXP_0 = 0x8


@special("formatd")
def formatd(x, code, precision, flags=0):
    """x by one of the codes `e E f F g G r`; flags are of the DTSF_ constants."""
    if code == "r":
        s = repr(x)
        if not flags & DTSF_ADD_DOT_0 and s.endswith(".0"):
            s = s[:-2]
        if flags & DTSF_SIGN and x >= 0.0:
            s = "+" + s
        return s
    start = "%"
    if flags & DTSF_SIGN:
        start += "+"
    if flags & DTSF_ALT:
        start += "#"
    s = (start + "." + str(precision) + code) % (x,)
    if flags & DTSF_ADD_DOT_0 and s.lstrip("+-").isdigit():
        s += ".0"
    return s


def string_to_float(s):
    """ValueError if it is not a number."""
    return float(s)


def float_to_string(x):
    return str(x)


def isnan(x):
    return x != x


def isinf(x):
    return x == INFINITY or x == -INFINITY


def isfinite(x):
    return x - x == 0.0


def copysign(x, y):
    return math.copysign(x, y)


def round_away(x):
    """To the nearest whole number, halves away from zero."""
    magnitude = math.fabs(x)
    r = math.copysign(float_floor(magnitude), x) if isfinite(x) else x
    if math.fabs(x - r) >= 0.5:
        return r + math.copysign(1.0, x)
    return r


def float_floor(x):
    """The largest whole number that is not above x, as a float."""
    # Beyond 2**52 a float has no fraction, and an int might be too small for it.
    if isfinite(x) and math.fabs(x) < 4503599627370496.0:
        return float(math.floor(x))
    return x


def round_double(x, ndigits, half_even=False):
    """x rounded to this many digits after the point."""
    if ndigits < 0:
        factor = 1.0
        for i in range(-ndigits):
            factor *= 10.0
        return _round(x / factor, half_even) * factor
    return float(formatd(x, "f", ndigits)) if half_even else _round_decimal(x, ndigits)


def _round(x, half_even):
    r = round_away(x)
    if half_even and math.fabs(x - r) == 0.5:
        r = 2.0 * round_away(x / 2.0)
    return r


def _round_decimal(x, ndigits):
    """Halves go away from zero. A float is only halfway between two decimals if it has no bits beyond those of the half."""
    factor = 1.0
    binary = x * 2.0
    for i in range(ndigits):
        factor *= 10.0
        binary *= 2.0
    scaled = x * factor
    if not isfinite(scaled):
        return x
    if float_floor(binary) == binary and math.fabs(scaled - float_floor(scaled)) == 0.5:
        return round_away(scaled) / factor
    return float(formatd(x, "f", ndigits))
