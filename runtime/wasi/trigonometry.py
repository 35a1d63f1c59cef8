"""Sine, cosine, tangent and their inverses, in pairs of floats.

Arguments are reduced with as many bits of 2 / pi as they need (Payne and Hanek, "Radian reduction for trigonometric functions", 1983),
then come Taylor series. The inverse tangent is that of the nearest sixteenth and a series."""

import struct

from rpython.lltype import (
    Char,
    Float,
    float_abs,
    float_bits,
    float_floor,
    int_mul_high,
    int_truncmod,
    itemaddress,
    llstr,
    raw_load,
)
from rpython.rlib.rarithmetic import intmask, r_uint
from rpython_wasi.doubles import (
    add,
    constant,
    divide,
    exponent,
    multiply,
    real,
    root,
    scaled,
    two_product,
    two_sum,
    whole,
    with_sign,
)

INF = float("inf")
NAN = INF - INF
# The square of a smaller number adds nothing to one.
SMALL = 2.0**-28
# One number is nothing beside another.
FAR = 2.0**-60
HUGE = 2.0**300


def _arc_tangent(numerator, denominator, bits):
    """Before translation: `2**bits * atan(numerator / denominator)`, by Euler's series."""
    square = numerator * numerator
    whole = square + denominator * denominator
    term = (numerator * denominator << bits) // whole
    total = 0
    n = 1
    while term:
        total += term
        term = term * 2 * n * square // ((2 * n + 1) * whole)
        n += 1
    return total


_BITS = 1600
_PI = 16 * _arc_tangent(1, 5, _BITS) - 4 * _arc_tangent(1, 239, _BITS)
PI = constant(_PI, 1 << _BITS)
HALF_PI = constant(_PI, 2 << _BITS)
# Bits of 2 / pi behind 64 zeros, as characters.
_AFTER = 1272
_BITS_2_PI = (2 << (_BITS + _AFTER)) // _PI
TWO_OVER_PI = "\0" * 8 + "".join([chr((_BITS_2_PI >> (_AFTER - 8 - 8 * i)) & 255) for i in range(_AFTER // 8)])
# By sixteenths.
TANGENTS = "".join(
    [chr(c) for i in range(17) for c in struct.pack("<dd", *constant(_arc_tangent(i, 16, 200), 1 << 200))]
)
THIRD = constant(1, 3)
SIXTH = constant(1, 6)
IN_24 = constant(1, 24)
IN_120 = constant(1, 120)
IN_720 = constant(1, 720)
IN_5040 = constant(1, 5040)


def _bits(at):
    """64 bits of 2 / pi."""
    table = itemaddress(llstr(TWO_OVER_PI), 0) + (at >> 3)
    word = r_uint(0)
    i = 0
    while i < 8:
        word = (word << 8) | r_uint(ord(raw_load(Char, table, i)))
        i += 1
    shift = at & 7
    return (word << shift) | (r_uint(ord(raw_load(Char, table, 8))) >> (8 - shift))


def _reduce(x):
    """`(quadrant, h, l)`: x is the pair and a multiple of pi / 2. x is positive."""
    if x < 0.7853981633974483:
        return 0, x, 0.0
    e = exponent(x) - 52
    m = r_uint((float_bits(x) & ((1 << 52) - 1)) | (1 << 52))
    # The bits from which on the product is not a multiple of 4: three words of the product modulo 2**192.
    at = e - 2 + 64
    w0, w1, w2 = _bits(at), _bits(at + 64), _bits(at + 128)
    p2 = m * w2
    low = m * w1
    p1 = low + int_mul_high(m, w2)
    p0 = m * w0 + int_mul_high(m, w1)
    if p1 < low:
        p0 += r_uint(1)
    # Two bits are the quadrant, the others a fraction: from one half on it is negative, and the quadrant the next one.
    quadrant = intmask(p0 >> 62)
    a = (p0 << 2) | (p1 >> 62)
    b = (p1 << 2) | (p2 >> 62)
    sign = 1.0
    if intmask(a) < 0:
        quadrant += 1
        sign = -1.0
        a = ~a
        b = ~b
    n = 0
    while intmask(a) >= 0 and n < 64:
        a = (a << 1) | (b >> 63)
        b = b << 1
        n += 1
    h = real(intmask(a >> 11))
    l = real(intmask(((a & r_uint(2047)) << 42) | (b >> 22)))
    h, l = multiply(sign * scaled(h, -53 - n), sign * scaled(l, -106 - n), HALF_PI[0], HALF_PI[1])
    return quadrant & 3, h, l


def _sine(rh, rl):
    zh, zl = multiply(rh, rl, rh, rl)
    rest = 1.0 / 121645100408832000.0 - zh * (1.0 / 51090942171709440000.0)
    rest = 1.0 / 6227020800.0 - zh * (1.0 / 1307674368000.0 - zh * (1.0 / 355687428096000.0 - zh * rest))
    rest = zh * (1.0 / 362880.0 - zh * (1.0 / 39916800.0 - zh * rest))
    h, l = add(-IN_5040[0], -IN_5040[1], rest, 0.0)
    h, l = multiply(h, l, zh, zl)
    h, l = add(IN_120[0], IN_120[1], h, l)
    h, l = multiply(h, l, zh, zl)
    h, l = add(-SIXTH[0], -SIXTH[1], h, l)
    h, l = multiply(h, l, zh, zl)
    h, l = multiply(h, l, rh, rl)
    return add(rh, rl, h, l)


def _cosine(rh, rl):
    zh, zl = multiply(rh, rl, rh, rl)
    rest = 1.0 / 6402373705728000.0 - zh * (1.0 / 2432902008176640000.0 - zh * (1.0 / 1124000727777607680000.0))
    rest = 1.0 / 479001600.0 - zh * (1.0 / 87178291200.0 - zh * (1.0 / 20922789888000.0 - zh * rest))
    rest = zh * (1.0 / 40320.0 - zh * (1.0 / 3628800.0 - zh * rest))
    h, l = add(-IN_720[0], -IN_720[1], rest, 0.0)
    h, l = multiply(h, l, zh, zl)
    h, l = add(IN_24[0], IN_24[1], h, l)
    h, l = multiply(h, l, zh, zl)
    h, l = add(-0.5, 0.0, h, l)
    h, l = multiply(h, l, zh, zl)
    return add(1.0, 0.0, h, l)


def _turned(quadrant, h, l):
    """The sine in a quadrant."""
    if quadrant & 1 == 1:
        h, l = _cosine(h, l)
    else:
        h, l = _sine(h, l)
    if quadrant & 2 == 2:
        return -h, -l
    return h, l


def sin(x):
    a = float_abs(x)
    if not a < INF:
        return x - x
    if a < SMALL:
        return x
    quadrant, h, l = _reduce(a)
    h, l = _turned(quadrant, h, l)
    if x < 0.0:
        return -h
    return h


def cos(x):
    a = float_abs(x)
    if not a < INF:
        return x - x
    if a < SMALL:
        return 1.0
    quadrant, h, l = _reduce(a)
    return _turned(quadrant + 1, h, l)[0]


def tan(x):
    a = float_abs(x)
    if not a < INF:
        return x - x
    if a < SMALL:
        return x
    quadrant, h, l = _reduce(a)
    sh, sl = _turned(quadrant, h, l)
    ch, cl = _turned(quadrant + 1, h, l)
    h, l = divide(sh, sl, ch, cl)
    if x < 0.0:
        return -h
    return h


# ____________________________________________________________ inverses


def _angle(nh, nl, dh, dl):
    """`atan(n / d)` as a pair; n is not negative and not larger than d."""
    i = whole(float_floor(nh / dh * 16.0 + 0.5))
    c = real(i) * 0.0625
    h, l = multiply(dh, dl, c, 0.0)
    th, tl = add(nh, nl, -h, -l)
    h, l = multiply(nh, nl, c, 0.0)
    h, l = add(dh, dl, h, l)
    th, tl = divide(th, tl, h, l)
    zh, zl = multiply(th, tl, th, tl)
    rest = 1.0 / 9.0 - zh * (1.0 / 11.0 - zh * (1.0 / 13.0 - zh * (1.0 / 15.0)))
    rest = zh * (1.0 / 5.0 - zh * (1.0 / 7.0 - zh * rest))
    h, l = add(-THIRD[0], -THIRD[1], rest, 0.0)
    h, l = multiply(h, l, zh, zl)
    h, l = multiply(h, l, th, tl)
    h, l = add(th, tl, h, l)
    table = itemaddress(llstr(TANGENTS), 0) + i * 16
    return add(raw_load(Float, table, 0), raw_load(Float, table, 8), h, l)


def _direction(yh, yl, xh, xl):
    """The angle of a point with y not negative, as a pair."""
    ah = xh
    al = xl
    if xh < 0.0:
        ah = -xh
        al = -xl
    if yh <= ah:
        h, l = _angle(yh, yl, ah, al)
    else:
        h, l = _angle(ah, al, yh, yl)
        h, l = add(HALF_PI[0], HALF_PI[1], -h, -l)
    if xh < 0.0:
        return add(PI[0], PI[1], -h, -l)
    return h, l


def atan(x):
    a = float_abs(x)
    if x != x or a < SMALL:
        return x
    if a > 1.0 / FAR:
        return with_sign(HALF_PI[0], x)
    return with_sign(_direction(a, 0.0, 1.0, 0.0)[0], x)


def atan2(y, x):
    if x != x or y != y:
        return x + y
    b = float_abs(y)
    a = float_abs(x)
    negative = float_bits(x) < 0
    if a == INF and b == INF:
        a = 1.0
        b = 1.0
    elif a == INF or b == 0.0:
        a = 1.0
        b = 0.0
    elif b == INF:
        return with_sign(HALF_PI[0], y)
    while a < 1e-200 and b < 1e-200:
        a *= HUGE
        b *= HUGE
    while a > 1e200 or b > 1e200:
        a /= HUGE
        b /= HUGE
    if b <= a * FAR:
        if negative:
            return with_sign(PI[0], y)
        if b == 0.0:
            return with_sign(0.0, y)
        return y / x
    if a <= b * FAR:
        return with_sign(HALF_PI[0], y)
    if negative:
        a = -a
    return with_sign(_direction(b, 0.0, a, 0.0)[0], y)


def _other_leg(x):
    """`sqrt(1 - x * x)`"""
    h, l = two_sum(1.0, x)
    oh, ol = two_sum(1.0, -x)
    h, l = multiply(h, l, oh, ol)
    return root(h, l)


def asin(x):
    a = float_abs(x)
    if x != x or a < SMALL:
        return x
    if a > 1.0:
        return NAN
    h, l = _other_leg(a)
    return with_sign(_direction(a, 0.0, h, l)[0], x)


def acos(x):
    a = float_abs(x)
    if x != x:
        return x
    if a > 1.0:
        return NAN
    h, l = _other_leg(a)
    return _direction(h, l, x, 0.0)[0]


def hypot(x, y):
    a = float_abs(x)
    b = float_abs(y)
    if a == INF or b == INF:
        return INF
    if a != a or b != b:
        return a + b
    if a < b:
        a, b = b, a
    if b == 0.0 or b < a * FAR:
        return a + b
    k = 0
    if a > HUGE:
        k = 600
    elif b < 1.0 / HUGE:
        k = -600
    a = scaled(a, -k)
    b = scaled(b, -k)
    h, l = two_product(a, a)
    oh, ol = two_product(b, b)
    h, l = add(h, l, oh, ol)
    return scaled(root(h, l)[0], k)


def fmod(x, y):
    """The remainder with the sign of x, exact: a division of integers, some bits at a time."""
    b = float_abs(y)
    a = float_abs(x)
    if x != x or y != y or a == INF or b == 0.0:
        return NAN
    if a < b:
        return x
    rest, e = _parts(a)
    divisor, low = _parts(b)
    rest = int_truncmod(rest, divisor)
    while e > low:
        n = min(e - low, 10)
        rest = int_truncmod(rest << n, divisor)
        e -= n
    return with_sign(scaled(real(rest), low), x)


def _parts(f):
    """`(m, e)`: f is `m * 2**e`, and e does not fall as f grows."""
    bits = float_bits(f)
    if bits < 1 << 52:
        return bits, -1074
    return (bits & ((1 << 52) - 1)) | (1 << 52), (bits >> 52) - 1075
