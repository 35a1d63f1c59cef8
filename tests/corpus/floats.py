"""Floats: arithmetic, comparison, text, the math module."""

import math

from rpython.rlib.rfloat import INFINITY, NAN, isfinite, isinf, isnan, round_away
from rpython.testing import case


@case((7.5, 2.0))
@case((-7.5, 2.0))
@case((1e300, 1e10))
def arithmetic(a, b):
    return a + b, a - b, a * b, a / b


@case((7.5, 2.0))
@case((-7.5, 2.0))
@case((7.5, -2.0))
def floor_division(a, b):
    return a // b, a % b


@case((1.0, 0.0), raises=ZeroDivisionError)
def divide_by_zero(a, b):
    return a / b


@case((1.0, 0.0), raises=ZeroDivisionError)
def modulo_zero(a, b):
    return a % b


@case((0.0,))
@case((4.0,))
def divide_caught(b):
    try:
        return 1.0 / b
    except ZeroDivisionError:
        return -1.0


@case((3, 2.5))
@case((-1, 0.5))
def mixed_with_ints(n, x):
    return n + x, n * x, x - n, n < x, n == x, float(n) / 2.0


@case((1.5, 2.5))
@case((2.5, 2.5))
def comparisons(a, b):
    return a < b, a <= b, a == b, a != b, a > b, a >= b


@case((-2.5,))
@case((0.0,))
@case((3.0,))
def signs(x):
    return -x, abs(x), bool(x), not x


@case((0.1,))
@case((1.0,))
@case((1e16,))
@case((123456789.125,))
@case((1e-5,))
@case((0.0001,))
@case((-0.0,))
@case((1e22,))
@case((5e-324,))
@case((1.7976931348623157e308,))
@case((0.30000000000000004,))
def to_text(x):
    return str(x), repr(x)


@case((3.14159265,))
@case((-0.5,))
@case((1234567.0,))
@case((2.5,))
@case((0.0,))
def percent_formats(x):
    return "%f" % x, "%.2f" % x, "%10.3f|" % x, "%e" % x, "%g" % x, "%.0f" % x


@case((3.14159265,))
@case((1e10,))
@case((-7.0,))
def f_strings(x):
    return f"{x}", f"{x:.3f}", f"{x:8.1f}|", f"{x:+.1e}", f"{x:g}"


@case(("1.5",))
@case(("  -2e3 ",))
@case((".5",))
@case(("7",))
@case(("1e400",))
@case(("-inf",))
@case(("0.1",))
@case(("123456789012345678901234567890",))
@case(("",), raises=ValueError)
@case(("1.5x",), raises=ValueError)
@case(("e5",), raises=ValueError)
def from_text(s):
    return float(s)


@case(("x",))
@case(("2.25",))
def from_text_caught(s):
    try:
        return float(s)
    except ValueError:
        return 0.0


@case((2.0,))
@case((10.0,))
def roots_and_logs(x):
    return math.sqrt(x), math.log(x) > 0.0, math.exp(0.0), math.pow(x, 3.0)


@case((-1.0,), raises=ValueError)
def root_of_negative(x):
    return math.sqrt(x)


@case((0.0,))
def trigonometry(x):
    return math.sin(x), math.cos(x), math.atan2(x, 1.0), math.tan(x)


@case((2.7,))
@case((-2.7,))
@case((5.0,))
def rounding(x):
    return math.floor(x), math.ceil(x), int(x), round_away(x), math.fabs(x)


@case((2.5,))
@case((3.5,))
@case((-0.6,))
def python_round(x):
    return round(x)


@case((7.5, 2.0))
@case((-7.5, 2.0))
def fmod(a, b):
    return math.fmod(a, b), math.copysign(a, b), math.hypot(3.0, 4.0)


@case((1.0,))
def special_values(x):
    inf = INFINITY * x
    nan = NAN * x
    return inf > 1e308, isinf(inf), isinf(-inf), isnan(nan), nan == nan, isfinite(x), str(inf), str(-inf), str(nan)


@case((10,))
@case((1000,))
def harmonic(n):
    total = 0.0
    for i in range(1, n + 1):
        total += 1.0 / i
    return total


@case((2.0,))
def newton(x):
    guess = x
    for i in range(20):
        guess = (guess + x / guess) / 2.0
    return guess


@case((-0.75, 0.1))
@case((1.0, 1.0))
def mandelbrot(cr, ci):
    zr = 0.0
    zi = 0.0
    n = 0
    while n < 100 and zr * zr + zi * zi < 4.0:
        zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
        n += 1
    return n


@case((4,))
def int_becomes_float(n):
    x = 0
    total = 0.5
    for i in range(n):
        total = total + i
    return total + x, float(n), max(1.5, float(n))


@case((1e30,))
@case((2.0,))
def too_large_for_int(x):
    try:
        if x > 9e18:
            raise OverflowError
        return int(x)
    except OverflowError:
        return -1


@case((NAN, 0.0))
@case((5.5, 2.0))
@case((1.0, 0.0), raises=ValueError)
def c_remainder(a, b):
    r = math.fmod(a, b)
    return isnan(r), r == 1.5


@case(("1e308", "1e309"))
@case(("1.8e308", "2.5e309"))
def too_large(s, t):
    return isinf(float(s)), float(t)
