"""Infinities and not-a-number."""

inf = float("inf")
nan = float("nan")
print(inf > 1e308, -inf < -1e308, inf == inf, inf == -inf, inf != inf, nan == nan, nan != nan, nan < 1, nan > 1, nan <= nan)
print(inf + 1, inf + inf, inf - inf, inf * 2, inf * 0, inf / inf, 1 / inf, -1 / inf, inf // 1, 5 % inf, -5 % inf, inf % 5)
print(inf ** 0, inf ** -1, 0.5 ** inf, 2 ** inf, 1 ** nan, nan ** 0, (-1.0) ** inf)
print(nan + 1, nan * 0, abs(nan), abs(-inf), -inf, min(1, nan), min(nan, 1), max(1, nan), max(nan, 1))
x = nan
print(x in [x], [x] == [x], x == x, x is x, [nan].index(nan), [nan].count(nan), {nan: 1}[nan], (nan,) == (nan,))
print(bool(nan), bool(inf), not nan, int(bool(-0.0)))
import math
print(math.isinf(inf), math.isinf(-inf), math.isnan(nan), math.isfinite(1.0), math.isfinite(inf), math.isfinite(nan), math.inf, math.nan, -math.inf)
print(math.copysign(1, -0.0), math.copysign(3, -inf), math.copysign(2, nan))
print("%f %e %g %5.1f" % (inf, -inf, nan, inf), "{:f} {:>8} {:+}".format(inf, -inf, inf), f"{nan:10.2f}|")
print(sorted([3.0, -inf, 1, inf, 0]), sum([inf, 1]), round(2.5), round(-2.5), round(0.5), round(1.5))
for f in (lambda: round(inf), lambda: round(nan), lambda: math.floor(inf), lambda: int(-inf)):
    try:
        print(f())
    except (OverflowError, ValueError) as e:
        print(type(e).__name__, e)
