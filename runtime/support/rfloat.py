"""Floats: division and powers as Python has them, and the functions of `math`, on the C library."""

from rpython.lltype import (
    Float,
    Signed,
    bits_float,
    cast_primitive,
    extern,
    float_abs,
    float_bits,
    float_ceil,
    float_floor,
    float_sqrt,
    float_trunc,
)

from .errors import OVERFLOW_ERROR, VALUE_ERROR, ZERO_DIVISION_ERROR

c_pow = extern("pow", [Float, Float], Float)
c_fmod = extern("fmod", [Float, Float], Float)
c_exp = extern("exp", [Float], Float)
c_expm1 = extern("expm1", [Float], Float)
c_log = extern("log", [Float], Float)
c_log10 = extern("log10", [Float], Float)
c_log2 = extern("log2", [Float], Float)
c_log1p = extern("log1p", [Float], Float)
c_sin = extern("sin", [Float], Float)
c_cos = extern("cos", [Float], Float)
c_tan = extern("tan", [Float], Float)
c_asin = extern("asin", [Float], Float)
c_acos = extern("acos", [Float], Float)
c_atan = extern("atan", [Float], Float)
c_atan2 = extern("atan2", [Float, Float], Float)
c_sinh = extern("sinh", [Float], Float)
c_cosh = extern("cosh", [Float], Float)
c_tanh = extern("tanh", [Float], Float)
c_hypot = extern("hypot", [Float, Float], Float)


def ll_isnan(f):
    return f != f


def ll_isfinite(f):
    return f - f == 0.0


def ll_isinf(f):
    return f == f and f - f != 0.0


def ll_copysign(f, g):
    return bits_float((float_bits(f) & 0x7FFFFFFFFFFFFFFF) | (float_bits(g) & (-0x7FFFFFFFFFFFFFFF - 1)))


# ____________________________________________________________ division


def ll_truediv(f, g):
    if g == 0.0:
        raise ZERO_DIVISION_ERROR
    return f / g


def ll_mod(f, g):
    """The remainder with the divisor's sign."""
    if g == 0.0:
        raise ZERO_DIVISION_ERROR
    r = c_fmod(f, g)
    if r == 0.0:
        return ll_copysign(0.0, g)
    if (r < 0.0) != (g < 0.0):
        r += g
    return r


def ll_floordiv(f, g):
    if g == 0.0:
        raise ZERO_DIVISION_ERROR
    r = c_fmod(f, g)
    q = (f - r) / g
    if r != 0.0 and (r < 0.0) != (g < 0.0):
        q -= 1.0
    if q == 0.0:
        return ll_copysign(0.0, f / g)
    # The subtraction may have rounded: `q` is within one half of an integer.
    whole = float_floor(q)
    if q - whole > 0.5:
        whole += 1.0
    return whole


def ll_to_int(f):
    """`int(f)`"""
    if f != f:
        raise VALUE_ERROR
    if f >= 9223372036854775808.0 or f < -9223372036854775808.0:
        raise OVERFLOW_ERROR
    return cast_primitive(Signed, f)


# ____________________________________________________________ math


def _checked(result, f, g):
    """An invalid operation is a ValueError, a result too large an OverflowError."""
    if result != result and f == f and g == g:
        raise VALUE_ERROR
    if ll_isinf(result) and ll_isfinite(f) and ll_isfinite(g):
        raise OVERFLOW_ERROR
    return result


def ll_pow(f, g):
    if f == 0.0 and g < 0.0:
        raise VALUE_ERROR
    return _checked(c_pow(f, g), f, g)


def ll_sqrt(f):
    if f < 0.0:
        raise VALUE_ERROR
    return float_sqrt(f)


def ll_log(f):
    if f <= 0.0:
        raise VALUE_ERROR
    return c_log(f)


def ll_log10(f):
    if f <= 0.0:
        raise VALUE_ERROR
    return c_log10(f)


def ll_log2(f):
    if f <= 0.0:
        raise VALUE_ERROR
    return c_log2(f)


def ll_log1p(f):
    if f <= -1.0:
        raise VALUE_ERROR
    return c_log1p(f)


def ll_exp(f):
    return _checked(c_exp(f), f, 0.0)


def ll_expm1(f):
    return _checked(c_expm1(f), f, 0.0)


def ll_sin(f):
    return _checked(c_sin(f), f, 0.0)


def ll_cos(f):
    return _checked(c_cos(f), f, 0.0)


def ll_tan(f):
    return _checked(c_tan(f), f, 0.0)


def ll_asin(f):
    return _checked(c_asin(f), f, 0.0)


def ll_acos(f):
    return _checked(c_acos(f), f, 0.0)


def ll_atan(f):
    return c_atan(f)


def ll_atan2(f, g):
    return c_atan2(f, g)


def ll_sinh(f):
    return _checked(c_sinh(f), f, 0.0)


def ll_cosh(f):
    return _checked(c_cosh(f), f, 0.0)


def ll_tanh(f):
    return c_tanh(f)


def ll_hypot(f, g):
    return _checked(c_hypot(f, g), f, g)


def ll_fmod(f, g):
    if g == 0.0 and f == f:
        raise VALUE_ERROR
    return _checked(c_fmod(f, g), f, g)


def ll_floor(f):
    """`math.floor`, an int."""
    return ll_to_int(float_floor(f))


def ll_ceil(f):
    return ll_to_int(float_ceil(f))


def ll_trunc(f):
    return ll_to_int(float_trunc(f))


def ll_fabs(f):
    return float_abs(f)


def ll_degrees(f):
    return f * 57.29577951308232


def ll_radians(f):
    return f * 0.017453292519943295


def ll_round(f):
    """`round(f)`, an int: halves go to the even neighbour."""
    whole = float_floor(f)
    rest = f - whole
    if rest > 0.5 or (rest == 0.5 and whole - 2.0 * float_floor(whole * 0.5) != 0.0):
        whole += 1.0
    return ll_to_int(whole)
