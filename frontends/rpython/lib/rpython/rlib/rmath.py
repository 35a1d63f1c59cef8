"""Functions of floats that `math` has in Python and not in RPython: taking floats apart, hyperbolic inverses, gamma and error functions,
and sums and norms that are rounded once. ValueError where a function is not defined, OverflowError where its value is too large.

What is rounded once is computed with whole numbers: floats are multiples of 2**-1074."""

import math

from rpython.rlib.bigint.floats import SMALLEST, nearest, power_of_two
from rpython.rlib.longlong2float import float2longlong, longlong2float
from rpython.rlib.rbigint import rbigint
from rpython.rlib.rfloat import INFINITY, NAN, copysign, float_floor, isfinite, isinf, isnan

LN2 = 0.6931471805599453
TWO_TO_28 = 268435456.0


def domain_error():
    return ValueError("math domain error")


def range_error():
    return OverflowError("math range error")


# ____________________________________________________________ parts of a float


def frexp(x):
    """x as m * 2**e with 0.5 <= abs(m) < 1; (x, 0) for zeros and what is not finite."""
    if x == 0.0 or not isfinite(x):
        return x, 0
    extra = 0
    if math.fabs(x) < 2.2250738585072014e-308:
        x *= 18014398509481984.0
        extra = -54
    bits = float2longlong(x)
    exponent = (bits >> 52) & 0x7FF
    return longlong2float((bits & ~(0x7FF << 52)) | (1022 << 52)), exponent - 1022 + extra


def ldexp(x, n):
    """x * 2**n, rounded once."""
    if x == 0.0 or not isfinite(x):
        return x
    m, e = frexp(x)
    if n > 4000:
        raise range_error()
    if n < -4000:
        return copysign(0.0, x)
    n += e
    if n > 1024:
        raise range_error()
    if n > -1021:
        # 2**1024 is no float.
        return m * 2.0 * power_of_two(n - 1)
    # The only rounding is the last product's.
    if n < -1080:
        return copysign(0.0, x)
    return m * power_of_two(n + 1000) * power_of_two(-1000)


def modf(x):
    """Fraction and whole part, both of the sign of x."""
    if isinf(x):
        return copysign(0.0, x), x
    if isnan(x):
        return x, x
    whole = copysign(float_floor(math.fabs(x)), x)
    return copysign(x - whole, x), whole


def nextafter(x, y):
    """The float beside x in the direction of y."""
    if isnan(x) or isnan(y):
        return NAN
    if x == y:
        return y
    if x == 0.0:
        return copysign(longlong2float(1), y)
    bits = float2longlong(x)
    return longlong2float(bits + 1 if (x < y) == (x > 0.0) else bits - 1)


def ulp(x):
    """The distance of x to the next float away from zero."""
    x = math.fabs(x)
    if not isfinite(x):
        return x
    above = nextafter(x, INFINITY)
    if isinf(above):
        return x - nextafter(x, 0.0)
    return above - x


def remainder(x, y):
    """x less the multiple of y that is nearest to it, the even one of two."""
    if isnan(x) or isnan(y):
        return NAN
    if isinf(x) or y == 0.0:
        raise domain_error()
    if isinf(y):
        return x
    magnitude = math.fabs(x)
    y = math.fabs(y)
    rest = math.fmod(magnitude, y)
    other = y - rest
    if rest > other or (rest == other and math.fmod(0.5 * (magnitude - rest), y) != 0.0):
        rest -= y
    return copysign(1.0, x) * rest


# ____________________________________________________________ hyperbolic inverses, roots, powers


def asinh(x):
    a = math.fabs(x)
    if not isfinite(x) or a < 1.0 / TWO_TO_28:
        return x
    if a > TWO_TO_28:
        return copysign(math.log(a) + LN2, x)
    if a > 2.0:
        return copysign(math.log(2.0 * a + 1.0 / (math.sqrt(a * a + 1.0) + a)), x)
    square = a * a
    return copysign(math.log1p(a + square / (1.0 + math.sqrt(1.0 + square))), x)


def acosh(x):
    if isnan(x):
        return x
    if x < 1.0:
        raise domain_error()
    if x > TWO_TO_28:
        return x if isinf(x) else math.log(x) + LN2
    if x > 2.0:
        return math.log(2.0 * x - 1.0 / (x + math.sqrt(x * x - 1.0)))
    t = x - 1.0
    return math.log1p(t + math.sqrt(2.0 * t + t * t))


def atanh(x):
    a = math.fabs(x)
    if isnan(x) or a < 1.0 / TWO_TO_28:
        return x
    if a >= 1.0:
        raise domain_error()
    if a < 0.5:
        twice = a + a
        return copysign(0.5 * math.log1p(twice + twice * a / (1.0 - a)), x)
    return copysign(0.5 * math.log1p((a + a) / (1.0 - a)), x)


def cbrt(x):
    if x == 0.0 or not isfinite(x):
        return x
    m, e = frexp(math.fabs(x))
    while e % 3 != 0:
        m *= 0.5
        e += 1
    root = math.pow(m, 1.0 / 3.0)
    # A step of Newton's method, with the error of the cube exact.
    cube = rbigint.fromfloat(ldexp(root, 60)).int_pow(3)
    wanted = rbigint.fromfloat(ldexp(m, 180))
    error = ldexp(wanted.sub(cube).tofloat(), -180)
    return copysign(ldexp(root + error / (3.0 * root * root), e // 3), x)


def exp2(x):
    return math.pow(2.0, x)


# ____________________________________________________________ sums and norms that are rounded once


def scaled(x):
    """The whole number x * 2**1074, for a finite x."""
    m, e = frexp(x)
    return rbigint.fromint(int(ldexp(m, 53))).lshift(e - 53 - SMALLEST) if e >= 53 + SMALLEST else _scaled_small(x)


def _scaled_small(x):
    bits = float2longlong(math.fabs(x))
    return rbigint.fromint(bits if x > 0.0 else -bits)


def unscaled(a, exponent, more):
    """The float nearest to a * 2**exponent; `more`: and a little more, see `nearest`. OverflowError."""
    x = nearest(a._digits, a.size, exponent, more)
    if isinf(x):
        raise range_error()
    return -x if a.sign < 0 else x


def fsum(values):
    """The sum of a list of floats."""
    total = rbigint.fromint(0)
    special = 0.0
    plus_infinity = False
    minus_infinity = False
    for x in values:
        if isfinite(x):
            total = total.add(scaled(x))
        else:
            special += x
            plus_infinity = plus_infinity or x == INFINITY
            minus_infinity = minus_infinity or x == -INFINITY
    if plus_infinity and minus_infinity:
        raise ValueError("-inf + inf in fsum")
    if special != 0.0:
        return special
    try:
        return unscaled(total, SMALLEST, False)
    except OverflowError:
        raise OverflowError("intermediate overflow in fsum")


# Bits of a root, more than a float has.
ROOT_BITS = 70


def norm(values):
    """The square root of the sum of the squares."""
    total = rbigint.fromint(0)
    infinite = False
    undefined = False
    for x in values:
        if isfinite(x):
            a = scaled(x)
            total = total.add(a.mul(a))
        else:
            infinite = infinite or isinf(x)
            undefined = undefined or isnan(x)
    if infinite:
        return INFINITY
    if undefined:
        return NAN
    if total.sign == 0:
        return 0.0
    # An even number of bits more or less.
    shift = max(2 * ROOT_BITS - total.bit_length() + 1, 0) & ~1
    total = total.lshift(shift)
    root = total.isqrt()
    return unscaled(root, SMALLEST - (shift >> 1), not root.mul(root).eq(total))


# ____________________________________________________________ the error function

# Guard bits of series.
GUARD = 80


def erf(x):
    a = math.fabs(x)
    if isnan(x):
        return x
    if a > 6.0:
        return copysign(1.0, x)
    if a < 1e-150:
        return x * 1.1283791670955126
    precision = GUARD + 60 + int(1.5 * a * a) - min(frexp(a)[1], 0)
    return copysign(unscaled(_erf_series(a, precision), -precision, True), x)


def erfc(x):
    if isnan(x):
        return x
    if x > 27.3:
        return 0.0
    if x < -6.0:
        return 2.0
    a = math.fabs(x)
    precision = GUARD + 60 + int(3.0 * a * a)
    series = _erf_series(a, precision)
    one = rbigint.fromint(1).lshift(precision)
    rest = one.sub(series) if x >= 0.0 else one.add(series)
    return unscaled(rest, -precision, True)


def _erf_series(a, precision):
    """erf(a) * 2**precision by its Taylor series: 2 / sqrt(pi) times the sum of (-1)**n a**(2n + 1) / (n! (2n + 1))."""
    x = _fixed(a, precision)
    square = x.mul(x).rshift(precision)
    power = x
    total = x
    n = 0
    while power.sign != 0:
        n += 1
        power = power.mul(square).rshift(precision).int_floordiv(n)
        term = power.int_floordiv(2 * n + 1)
        total = total.sub(term) if n & 1 else total.add(term)
    # 2 / sqrt(pi) is the root of 4 / pi.
    pi = _fixed_pi(precision)
    factor = rbigint.fromint(4).lshift(3 * precision).floordiv(pi).isqrt()
    return total.mul(factor).rshift(precision)


def _fixed(x, precision):
    m, e = frexp(x)
    a = rbigint.fromint(int(ldexp(m, 53)))
    shift = precision + e - 53
    return a.lshift(shift) if shift >= 0 else a.rshift(-shift)


def _fixed_pi(precision):
    """By Machin's formula."""
    one = rbigint.fromint(1).lshift(precision + 16)
    quarter = _inverse_tangent(one, 5).int_mul(4).sub(_inverse_tangent(one, 239))
    return quarter.int_mul(4).rshift(16)


def _inverse_tangent(one, n):
    """Of 1 / n."""
    power = one.int_floordiv(n)
    total = power
    k = 1
    while power.sign != 0:
        power = power.int_floordiv(n * n)
        k += 2
        term = power.int_floordiv(k)
        total = total.add(term) if k & 2 == 0 else total.sub(term)
    return total


# ____________________________________________________________ the gamma function

# The coefficients of Lanczos' approximation with 13 terms that Boost's library of mathematical functions gives for floats of 53 bits.
LANCZOS_G = 6.024680040776729583740234375
NUMERATOR = [
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
]
DENOMINATOR = [
    0.0, 39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0, 2637558.0, 357423.0, 32670.0, 1925.0, 66.0, 1.0,
]  # fmt: skip


def _lanczos_sum(x):
    numerator = 0.0
    denominator = 0.0
    # From the end that is the largest, for rounding.
    if x < 5.0:
        for i in range(12, -1, -1):
            numerator = numerator * x + NUMERATOR[i]
            denominator = denominator * x + DENOMINATOR[i]
    else:
        for i in range(13):
            numerator = numerator / x + NUMERATOR[i]
            denominator = denominator / x + DENOMINATOR[i]
    return numerator / denominator


def _sin_pi(x):
    """sin(pi * x), for x >= 0."""
    y = math.fmod(x, 2.0)
    quadrant = int(float_floor(2.0 * y + 0.5))
    if quadrant == 0:
        return math.sin(math.pi * y)
    if quadrant == 1:
        return math.cos(math.pi * (y - 0.5))
    if quadrant == 2:
        return math.sin(math.pi * (1.0 - y))
    if quadrant == 3:
        return -math.cos(math.pi * (y - 1.5))
    return math.sin(math.pi * (y - 2.0))


def _power(x, y):
    try:
        return math.pow(x, y)
    except OverflowError:
        return INFINITY


def gamma(x):
    if not isfinite(x):
        if x == -INFINITY:
            raise domain_error()
        return x
    if x == 0.0:
        raise domain_error()
    if float_floor(x) == x:
        if x < 0.0:
            raise domain_error()
        if x <= 23.0:
            product = 1.0
            for i in range(2, int(x)):
                product *= float(i)
            return product
    a = math.fabs(x)
    if a < 1e-20:
        result = 1.0 / x
        if isinf(result):
            raise range_error()
        return result
    if a > 200.0:
        if x < 0.0:
            return 0.0 / _sin_pi_signed(x)
        raise range_error()
    g = LANCZOS_G - 0.5
    y = a + g
    # What the sum lost to rounding is put back into the power.
    if a > g:
        lost = (y - a) - g
    else:
        lost = (y - g) - a
    lost = lost * LANCZOS_G / y
    if x < 0.0:
        result = -math.pi / _sin_pi(a) / a * math.exp(y) / _lanczos_sum(a)
        result -= lost * result
        if a < 140.0:
            result /= _power(y, a - 0.5)
        else:
            half = _power(y, a / 2.0 - 0.25)
            result /= half
            result /= half
    else:
        result = _lanczos_sum(a) / math.exp(y)
        result += lost * result
        if a < 140.0:
            result *= _power(y, a - 0.5)
        else:
            half = _power(y, a / 2.0 - 0.25)
            result *= half
            result *= half
    if isinf(result):
        raise range_error()
    return result


def _sin_pi_signed(x):
    return copysign(1.0, x) * _sin_pi(math.fabs(x))


LOG_PI = 1.144729885849400174143427351353058711647


def lgamma(x):
    """The logarithm of the gamma function's absolute value."""
    if isnan(x):
        return x
    if isinf(x):
        return INFINITY
    if float_floor(x) == x and x <= 2.0:
        if x <= 0.0:
            raise domain_error()
        return 0.0
    a = math.fabs(x)
    if a < 1e-20:
        return -math.log(a)
    result = math.log(_lanczos_sum(a)) - LANCZOS_G
    result += (a - 0.5) * (math.log(a + LANCZOS_G - 0.5) - 1.0)
    if x < 0.0:
        result = LOG_PI - math.log(math.fabs(_sin_pi(a))) - math.log(a) - result
    if isinf(result):
        raise range_error()
    return result
