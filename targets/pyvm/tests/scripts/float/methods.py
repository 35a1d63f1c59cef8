"""Methods of floats, rounding, conversions."""

for x in (0.0, 0.5, 1.0, 1.5, -2.25, 1e20, 0.1):
    print(x, x.is_integer(), x.as_integer_ratio(), x.hex(), int(x))
print(float.fromhex("0x1.8p+1"), float.fromhex("-0x.8p0"), float.fromhex("1p-2"))
for n in (None, 0, 1, 2, 3, -1, -2):
    print(n, [round(x, n) if n is not None else round(x) for x in (2.5, 3.5, -2.5, 0.125, 2.675, 1234.5678, 1e15, 0.05, 55.55)])
print(round(0.5), round(1.5), round(2.5), round(-0.5), round(-1.5), type(round(1.5)), type(round(1.5, 0)))
print((1.5).real, (1.5).imag, (1.5).conjugate(), 1.5.__class__, (2.0).__eq__(2), isinstance(1.0, float), isinstance(1, float))
print(1.0 == 1, 1.5 == 3 / 2, 0.1 + 0.2 == 0.3, 1.0 != None, 1e3 == 1000, 2.0 ** 53 == 2 ** 53)
print([float(i) / 4 for i in range(-4, 5)], [i / 10 for i in range(11)])
print(max(1.5, 2, 1), min(1.5, 2, 1), abs(-1.5), pow(2.0, 3), pow(2, 0.5), divmod(5.5, 2), sum([0.5, 1, 2.25]), sum([1, 2], 0.0))
print(hash(0.5) == hash(0.5), hash(1.0), hash(0.0), hash(-0.0), hash(float("inf")), hash(2.0 ** 61), hash(0.5), hash(1.5), hash(-2.75))
import math
print(math.floor(2.7), math.floor(-2.7), math.ceil(2.1), math.ceil(-2.1), math.trunc(-2.9), math.fabs(-3), math.fmod(-7, 3), math.modf(2.25), math.modf(-2.25))
