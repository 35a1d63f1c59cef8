"""Big ints and floats together."""

print(float(10 ** 20), float(2 ** 100), float(-3 ** 60), float(2 ** 53 + 1), float(2 ** 54 + 2), float(2 ** 54 + 6))
print(10 ** 20 / 3, 10 ** 20 / 10 ** 19, 10 ** 400 / 10 ** 399, 1 / 10 ** 30, -10 ** 30 / 7, (10 ** 30 + 1) / 10 ** 30)
print(10 ** 20 + 0.5, 10 ** 20 * 1.5, 10 ** 20 - 1e20, 10 ** 20 // 3.0, 10 ** 20 % 7.0, 2.0 ** 70 == 2 ** 70)
print(int(1e20), int(1e22), int(1e23), int(-1e25), int(2.0 ** 80), int(1.7976931348623157e308) % 10 ** 20)
print(10 ** 20 == 1e20, 10 ** 23 == 1e23, 10 ** 22 < 1e23, 10 ** 400 > 1e308, -10 ** 400 < -1e308, 10 ** 20 < float("inf"))
print(10 ** 20 < float("nan"), float("-inf") < -10 ** 500)
print(round(1e20), round(123456789012345678.0), round(10 ** 20, -19), round(15 * 10 ** 20, -21), round(25 * 10 ** 20, -21))
for f in (lambda: float(10 ** 400), lambda: 10 ** 400 / 3, lambda: 10 ** 400 * 1.0, lambda: int(float("inf"))):
    try:
        print(f())
    except OverflowError as e:
        print("OverflowError:", e)
try:
    int(float("nan"))
except ValueError as e:
    print("ValueError:", e)
import math
print(math.sqrt(10 ** 40), math.floor(1e20), math.ceil(-1e20), math.trunc(1e19), math.log(10 ** 50), math.log2(2 ** 300), math.log10(10 ** 200))
print(math.isqrt(10 ** 40), math.isqrt(2 * 10 ** 40), math.gcd(2 ** 100 * 3, 2 ** 90 * 9), math.factorial(30), math.comb(100, 50))
print(hash(10 ** 20) == hash(1e20), hash(2 ** 70) == hash(2.0 ** 70))
