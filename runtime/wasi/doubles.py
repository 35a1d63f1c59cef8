"""Arithmetic on unevaluated sums of two floats, which are as exact as about 105 bits.

Dekker, "A floating-point technique for extending the available precision" (1971), and Shewchuk, "Adaptive precision floating-point
arithmetic" (1997). A sum is a pair `(high, low)`: high is the sum rounded."""

from rpython.lltype import Float, Signed, bits_float, cast_primitive, float_bits, float_sqrt

# Multiplied with it, the upper half of a float's digits is left.
SPLIT = 134217729.0
SIGN = -(2**63)


def constant(numerator, denominator):
    """Before translation: a fraction of ints as a pair."""
    high = numerator / denominator
    a, b = high.as_integer_ratio()
    return high, (numerator * b - a * denominator) / (denominator * b)


def two_sum(a, b):
    s = a + b
    t = s - a
    return s, (a - (s - t)) + (b - t)


def quick_sum(a, b):
    """`b` is not larger than `a`."""
    s = a + b
    return s, b - (s - a)


def two_product(a, b):
    p = a * b
    t = SPLIT * a
    ah = t - (t - a)
    al = a - ah
    t = SPLIT * b
    bh = t - (t - b)
    bl = b - bh
    return p, ((ah * bh - p) + ah * bl + al * bh) + al * bl


def add(ah, al, bh, bl):
    s, e = two_sum(ah, bh)
    t, f = two_sum(al, bl)
    s, e = quick_sum(s, e + t)
    return quick_sum(s, e + f)


def multiply(ah, al, bh, bl):
    p, e = two_product(ah, bh)
    return quick_sum(p, e + (ah * bl + al * bh))


def divide(ah, al, bh, bl):
    q = ah / bh
    ph, pl = multiply(bh, bl, q, 0.0)
    rh, rl = add(ah, al, -ph, -pl)
    return quick_sum(q, (rh + rl) / bh)


def root(ah, al):
    if ah == 0.0:
        return 0.0, 0.0
    s = float_sqrt(ah)
    ph, pl = two_product(s, s)
    rh, rl = add(ah, al, -ph, -pl)
    return quick_sum(s, (rh + rl) / (2.0 * s))


def with_sign(f, g):
    return bits_float((float_bits(f) & ~SIGN) | (float_bits(g) & SIGN))


def exponent(f):
    """Of a number that is normal: `1.0` has 0."""
    return ((float_bits(f) >> 52) & 0x7FF) - 1023


def power_of_two(k):
    """k is from -1022 to 1023."""
    return bits_float((k + 1023) << 52)


def scaled(f, k):
    """`f * 2**k`"""
    while k > 1023:
        f *= power_of_two(1023)
        k -= 1023
    # In one step where the result is not normal, so that it is rounded once.
    while k < -1022 and exponent(f) + k < -1100:
        f *= power_of_two(-1000)
        k += 1000
        if f == 0.0:
            return f
    if k < -1022:
        f *= power_of_two(-500)
        k += 500
    return f * power_of_two(k)


def whole(f):
    return cast_primitive(Signed, f)


def real(n):
    return cast_primitive(Float, n)


for function in (two_sum, quick_sum, two_product, with_sign, exponent, power_of_two, whole, real):
    function._always_inline_ = True
