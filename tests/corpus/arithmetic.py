"""Corners of arithmetic: overflow, rounding, shifts, conversions and comparisons of numbers."""

from rpython.rlib.rarithmetic import intmask, ovfcheck, r_uint
from rpython.testing import case

MAXINT = 9223372036854775807
MININT = -MAXINT - 1


def sign_of_overflow(a, b):
    result = ""
    try:
        ovfcheck(a + b)
        result += "+"
    except OverflowError:
        result += "p"
    try:
        ovfcheck(a - b)
        result += "-"
    except OverflowError:
        result += "m"
    try:
        ovfcheck(a * b)
        result += "*"
    except OverflowError:
        result += "t"
    return result


@case((MAXINT, 1))
@case((MININT, 1))
@case((MININT, -1))
@case((MAXINT, MAXINT))
@case((MININT, MININT))
@case((3037000500, 3037000500))
@case((-3037000500, 3037000499))
@case((0, MININT))
@case((1 << 32, 1 << 31))
@case((1 << 32, -(1 << 31)))
def overflow(a, b):
    return sign_of_overflow(a, b)


@case((MININT, -1))
@case((7, -2))
@case((-7, 2))
@case((0, 5))
def checked_division(a, b):
    try:
        q = ovfcheck(a // b)
    except OverflowError:
        q = 12345
    try:
        m = ovfcheck(a % b)
    except OverflowError:
        m = 54321
    return q, m


@case((1, 62))
@case((1, 63))
@case((-1, 63))
@case((3, 62))
@case((0, 63))
@case((5, 0))
def checked_shift(a, n):
    try:
        return ovfcheck(a << n)
    except OverflowError:
        return -99


@case((MININT,))
@case((5,))
def checked_negation(a):
    try:
        n = ovfcheck(-a)
    except OverflowError:
        n = 1
    try:
        m = ovfcheck(abs(a))
    except OverflowError:
        m = 2
    return n, m


@case((7, 3))
@case((-7, 3))
@case((7, -3))
@case((-7, -3))
@case((6, -3))
@case((-6, 3))
@case((MININT, 2))
@case((MININT, 3))
@case((MAXINT, -1))
def floor_division(a, b):
    return a // b, a % b, divmod(a, b), (a // b) * b + a % b == a


@case((-17,))
@case((17,))
@case((MININT,))
def division_by_constants(a):
    return a // 8, a % 8, a // -8, a % -8, a // 7, a % 7, a // 10, a % -10, a // 1, a % 1


@case((-1, 1))
@case((MININT, 63))
@case((-256, 4))
@case((255, 4))
def right_shifts(a, n):
    return a >> n, a >> 0, (a >> 1) >> 1, a & 0xFF, a | 1, a ^ -1, ~a


@case((7.5, 2.0))
@case((-7.5, 2.0))
@case((7.5, -2.0))
@case((-0.0, 3.0))
@case((1e300, 7.0))
def float_division(a, b):
    return a // b, a % b, a / b, a - b * (a // b)


@case((1.0, 0.0), raises=ZeroDivisionError)
@case((0.0, 0.0), raises=ZeroDivisionError)
def float_division_by_zero(a, b):
    return a / b


@case((5, 0), raises=ZeroDivisionError)
def floor_division_by_zero(a, b):
    return a // b


@case((5, 0), raises=ZeroDivisionError)
def modulo_by_zero(a, b):
    return a % b


@case((0.1, 0.2))
@case((1e22, 1.0))
@case((1e16, -0.5))
@case((123456789.125, 1e-5))
@case((-0.0, 5e-324))
@case((1e308, 10.0))
def float_text(a, b):
    return str(a), repr(b), str(a + b), str(a * b), "%.3f" % a, "%e" % b, "%g" % (a * 3)


@case((float("inf"),))
@case((float("-inf"),))
@case((float("nan"),))
def not_finite(x):
    return str(x), x == x, x > 1.0, x != x, "%f" % x, x + 1.0 == x, -x < 0.0, str(-x)[0]


@case((2.5,))
@case((3.5,))
@case((-2.5,))
@case((0.49999999999999994,))
def rounding(x):
    return round(x), int(x), int(-x), x // 1.0, abs(x), int(x * 1e10)


@case((3,))
@case((-3,))
def mixed_numbers(n):
    return n + 0.5, n * True, True + n, n == float(n), n < 2.5, float(n) / 2, max(n, 1), min(n, 1) * 1.5, -n, +n, not n


@case((5, -1))
def unsigned(a, b):
    x = r_uint(a)
    y = r_uint(b)
    return intmask(x - r_uint(7)), y > x, intmask(y >> r_uint(60)), intmask(y * y), intmask(y // r_uint(10)), intmask(~x)


@case(("0x1f", 16))
@case(("1f", 16))
@case(("-101", 2))
@case(("zz", 36))
@case(("0b11", 0))
@case((" 12 ", 10))
@case(("", 10))
@case(("9", 8))
@case(("1_000", 10))
def parsing_ints(s, base):
    try:
        return int(s, base)
    except ValueError:
        return -1


@case(("1.5",))
@case(("1e3",))
@case((" -2 ",))
@case(("abc",))
@case(("inf",))
@case((".5",))
@case(("1_0.5",))
@case((".",))
def parsing_floats(s):
    try:
        return float(s)
    except ValueError:
        return -1.0


@case((255,))
@case((-255,))
@case((0,))
@case((MININT,))
def bases(n):
    return hex(n), oct(n), bin(n), "%x" % n, "%o" % n, str(n)


def collatz(n, steps=0):
    if n == 1:
        return steps
    return collatz(n // 2 if n % 2 == 0 else 3 * n + 1, steps + 1)


@case((27,))
@case((97,))
def deep_recursion(n):
    return collatz(n), down(300)


def down(n):
    return 0 if n == 0 else down(n - 1) + n % 3


@case((1,))
def wrapping(n):
    x = intmask(MAXINT + n)
    h = 0
    for c in "hash me":
        h = intmask(intmask(h * 1000003) ^ ord(c))
    return x, h, intmask(n << 63), intmask(MAXINT * 2)


@case((10,))
def power_by_squaring(n):
    base = 3
    result = 1
    while n:
        if n & 1:
            result *= base
        base *= base
        n >>= 1
    return result
