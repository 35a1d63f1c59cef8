"""`exp`, `log`, `pow` and their kin: in pairs of floats all the way, so that results are rounded correctly but for one in a hundred
thousand or so.

`exp` is a power of two, and a Taylor series after the argument is divided by 64; `log` is the series of the inverse hyperbolic
tangent."""

from rpython.lltype import float_abs, float_bits, float_floor
from rpython_wasi.doubles import (
    add,
    constant,
    divide,
    exponent,
    multiply,
    quick_sum,
    real,
    scaled,
    two_sum,
    whole,
    with_sign,
)

INF = float("inf")
NAN = INF - INF
# What a number's square adds to it, or to one, is nothing.
TINY = 2.0**-54
SMALL = 2.0**-28
# Some way above the numbers that have fewer digits.
NOT_NORMAL = 2.0**-960


def _inverse_tangents(n, bits):
    """Before translation: `2**bits * atanh(1 / n)`."""
    term = (1 << bits) // n
    total = 0
    k = 1
    while term:
        total += term // k
        term //= n * n
        k += 2
    return total


_BITS = 300
_LN2 = 18 * _inverse_tangents(26, _BITS) - 2 * _inverse_tangents(4801, _BITS) + 8 * _inverse_tangents(8749, _BITS)
_LN10 = 46 * _inverse_tangents(31, _BITS) + 34 * _inverse_tangents(49, _BITS) + 20 * _inverse_tangents(161, _BITS)
# A part with few enough digits that its products with exponents are exact, and the rest.
LN2_0 = (_LN2 >> (_BITS - 40)) / (1 << 40)
LN2_1, LN2_2 = constant(_LN2 - ((_LN2 >> (_BITS - 40)) << (_BITS - 40)), 1 << _BITS)
LN2 = constant(_LN2, 1 << _BITS)
LN10 = constant(_LN10, 1 << _BITS)
PER_LN2 = (1 << _BITS) / _LN2
THIRD = constant(1, 3)
FIFTH = constant(1, 5)
ROOT_2 = 2.0**0.5


def _exp(xh, xl):
    """`(k, eh, el)` with `exp(x) = 2**k * (1 + e)`. x is not larger than a thousand."""
    k = float_floor(xh * PER_LN2 + 0.5)
    h, l = two_sum(xh, -k * LN2_0)
    h, l = add(h, l, -k * LN2_1, xl - k * LN2_2)
    h *= 0.015625
    l *= 0.015625
    sh, sl = multiply(h, l, h, l)
    rest = h * (1.0 / 5040.0 + h * (1.0 / 40320.0 + h * (1.0 / 362880.0)))
    rest = h * sh * (1.0 / 6.0 + h * (1.0 / 24.0 + h * (1.0 / 120.0 + h * (1.0 / 720.0 + rest))))
    sh, sl = add(0.5 * sh, 0.5 * sl, rest, 0.0)
    h, l = add(h, l, sh, sl)
    i = 0
    while i < 6:
        # (1 + e)**2 - 1
        sh, sl = multiply(h, l, h, l)
        h, l = add(2.0 * h, 2.0 * l, sh, sl)
        i += 1
    return whole(k), h, l


def _exp_float(xh, xl):
    if xh > 710.0:
        return INF
    if xh < -746.0:
        return 0.0
    k, h, l = _exp(xh, xl)
    h, l = add(1.0, 0.0, h, l)
    return scaled(h, k)


def exp(x):
    if x != x:
        return x
    return _exp_float(x, 0.0)


def _expm1(x):
    """As a pair. |x| is not larger than 100."""
    k, h, l = _exp(x, 0.0)
    if k == 0:
        return h, l
    power = scaled(1.0, k)
    sh, sl = two_sum(power, -1.0)
    return add(sh, sl, h * power, l * power)


def expm1(x):
    if x != x or float_abs(x) < TINY:
        return x
    if x > 100.0:
        return _exp_float(x, 0.0)
    if x < -100.0:
        return -1.0
    return _expm1(x)[0]


def _log(xh, xl):
    """`(k, h, l)`: the logarithm is `k * ln(2)` and the pair. x is positive."""
    k = 0
    if xh < NOT_NORMAL:
        xh *= 1.0 / TINY
        xl *= 1.0 / TINY
        k = -54
    e = exponent(xh)
    m = scaled(xh, -e)
    if m > ROOT_2:
        e += 1
        m *= 0.5
    fh, fl = two_sum(m - 1.0, scaled(xl, -e))
    h, l = add(2.0, 0.0, fh, fl)
    sh, sl = divide(fh, fl, h, l)
    zh, zl = multiply(sh, sl, sh, sl)
    rest = 0.0
    n = 29.0
    while n > 6.0:
        rest = rest * zh + 1.0 / n
        n -= 2.0
    h, l = multiply(zh, zl, FIFTH[0], FIFTH[1])
    h, l = add(THIRD[0], THIRD[1], h, l)
    h, l = add(h, l, zh * zh * rest, 0.0)
    h, l = multiply(h, l, zh, zl)
    h, l = multiply(h, l, sh, sl)
    h, l = add(h, l, sh, sl)
    return k + e, 2.0 * h, 2.0 * l


def _log_pair(xh, xl):
    k, h, l = _log(xh, xl)
    if k == 0:
        return h, l
    f = real(k)
    ph, pl = multiply(LN2[0], LN2[1], f, 0.0)
    return add(ph, pl, h, l)


def _no_log(x):
    """The logarithm where it is no number: of zero, negative numbers, infinity."""
    if x == 0.0:
        return -INF
    if x < 0.0:
        return NAN
    return x


def log(x):
    if x != x or x <= 0.0 or x == INF:
        return _no_log(x)
    return _log_pair(x, 0.0)[0]


def log2(x):
    if x != x or x <= 0.0 or x == INF:
        return _no_log(x)
    k, h, l = _log(x, 0.0)
    h, l = divide(h, l, LN2[0], LN2[1])
    return add(real(k), 0.0, h, l)[0]


def log10(x):
    if x != x or x <= 0.0 or x == INF:
        return _no_log(x)
    h, l = _log_pair(x, 0.0)
    return divide(h, l, LN10[0], LN10[1])[0]


def log1p(x):
    if x != x or float_abs(x) < TINY:
        return x
    if x <= -1.0 or x == INF:
        return _no_log(1.0 + x)
    h, l = two_sum(1.0, x)
    return _log_pair(h, l)[0]


# ____________________________________________________________ powers


def _is_whole(y):
    return float_floor(y) == y


def _is_odd(y):
    if float_abs(y) >= 0.5 / TINY:
        return False
    return _is_whole(y) and whole(y) & 1 == 1


def pow(x, y):
    """As C has it: annex F of the standard."""
    if y == 0.0 or x == 1.0:
        return 1.0
    if x != x or y != y:
        return x + y
    sign = 1.0
    if float_bits(x) < 0 and _is_odd(y):
        sign = -1.0
    a = float_abs(x)
    if y - y != 0.0:
        if a == 1.0:
            return 1.0
        if (a > 1.0) == (y > 0.0):
            return INF
        return 0.0
    if a == 0.0 or a == INF:
        if (a == 0.0) == (y < 0.0):
            return sign * INF
        return sign * 0.0
    if x < 0.0 and not _is_whole(y):
        return NAN
    h, l = _log_pair(a, 0.0)
    if float_abs(h) * float_abs(y) > 1000.0:
        if (h > 0.0) == (y > 0.0):
            return sign * INF
        return sign * 0.0
    if h == 0.0:
        return sign
    if float_abs(y) < NOT_NORMAL:
        # Its product with a logarithm is too small to be split.
        return sign
    h, l = multiply(h, l, y, 0.0)
    return sign * _exp_float(h, l)


# ____________________________________________________________ hyperbolic functions


def _exp_of(x):
    """Of a number from 0 to 100, as a pair."""
    h, l = _expm1(x)
    return add(1.0, 0.0, h, l)


def _half_exp(x):
    """`exp(x) / 2` without an overflow before the result's."""
    if x > 720.0:
        return INF
    h, l = add(x, 0.0, -LN2[0], -LN2[1])
    return _exp_float(h, l)


def sinh(x):
    a = float_abs(x)
    if x != x or a < SMALL:
        return x
    if a > 40.0:
        return with_sign(_half_exp(a), x)
    h, l = _expm1(a)
    eh, el = add(1.0, 0.0, h, l)
    eh, el = divide(h, l, eh, el)
    return with_sign(0.5 * add(h, l, eh, el)[0], x)


def cosh(x):
    a = float_abs(x)
    if x != x:
        return x
    if a > 40.0:
        return _half_exp(a)
    h, l = _exp_of(a)
    eh, el = divide(1.0, 0.0, h, l)
    return 0.5 * add(h, l, eh, el)[0]


def tanh(x):
    a = float_abs(x)
    if x != x or a < SMALL:
        return x
    if a > 22.0:
        return with_sign(1.0, x)
    h, l = _expm1(2.0 * a)
    eh, el = add(2.0, 0.0, h, l)
    return with_sign(divide(h, l, eh, el)[0], x)
