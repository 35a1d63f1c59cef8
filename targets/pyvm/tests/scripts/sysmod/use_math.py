"""The math module."""

import math

print(math.pi, math.e, math.tau, math.inf, math.nan)
for x in (0.0, 0.5, 1.0, 2.0, 10.0, 100.5):
    print(x, "%.10g %.10g %.10g %.10g %.10g" % (math.sqrt(x), math.sin(x), math.cos(x), math.exp(x / 10), math.atan(x)), math.floor(x), math.ceil(x), math.trunc(x))
for x in (0.5, 1.0, 2.0, 10.0, 1000.0):
    print(x, "%.10g %.10g %.10g %.10g" % (math.log(x), math.log2(x), math.log10(x), math.log1p(x)), "%.8f" % math.log(x, 3))
print("%.10f %.10f %.10f %.10f" % (math.tan(1), math.asin(0.5), math.acos(0.5), math.atan2(1, -1)), "%.8f %.8f %.8f" % (math.sinh(1), math.cosh(1), math.tanh(1)), "%.8f %.8f" % (math.degrees(1), math.radians(180)))
print(math.pow(2, 10), math.pow(2, 0.5), math.fabs(-2), math.fmod(7, 3), math.fmod(-7, 3), math.modf(3.25), math.modf(-3.25), math.frexp(8.0), math.frexp(0.3), math.ldexp(0.5, 4), math.hypot(3, 4), math.copysign(1, -0.0), math.dist((0, 0), (3, 4)))
print(math.gcd(12, 18), math.gcd(0, 5), math.gcd(-4, 6), math.gcd(12, 18, 9), math.gcd(), math.lcm(4, 6), math.factorial(0), math.factorial(20), math.factorial(25), math.isqrt(17), math.isqrt(10 ** 30), math.comb(5, 2), math.perm(5, 2), math.comb(3, 5), math.prod([1, 2, 3, 4]), math.prod([], start=5))
print(math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5), math.floor(10 ** 20), math.floor(1e20), math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1), math.fsum([0.1] * 10), math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(5))
print(type(math.floor(2.5)).__name__, type(math.sqrt(4)).__name__, math.sqrt(16), math.exp(0), math.log(1), math.sin(0), math.cos(0), math.log2(8), math.log10(1000))
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.log(-1), lambda: math.acos(2), lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.sqrt("x"), lambda: math.exp(1000), lambda: math.floor("x"), lambda: math.gcd(1.5, 2), lambda: math.isqrt(-1), lambda: math.pow(0, -1), lambda: math.fmod(1, 0), lambda: math.comb(-1, 2), lambda: math.sqrt()):
    try:
        print(f())
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__ + ":", e)
