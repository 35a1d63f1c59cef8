"""Rounding to digits by format, round and %, ties and long expansions."""

values = [0.5, 1.5, 2.5, 0.25, 0.35, 0.45, 1.005, 2.675, 1e-7, 123.456, 999.9999, 0.1, -0.5, -1.25, 1e16 + 2, 5e-324, 0.0]
for v in values:
    print(repr(v), [f"{v:.{n}f}" for n in (0, 1, 2, 3)], [round(v, n) for n in (0, 1, 2, 3)], round(v), "%.1f" % v, "%.3e" % v, "%.3g" % v)
print([round(x / 10) for x in range(-25, 30, 5)], [round(x * 0.05, 1) for x in range(10)], [round(1234.5678, n) for n in range(-5, 6)])
print(f"{1 / 3:.30f}", f"{2 / 3:.17g}", f"{0.1:.55f}", f"{1e23:f}", f"{1e-10:.12f}", f"{123456.789:.2e}", f"{0.00001234:g}", f"{1e5:g} {1e6:g} {123456789:g}")
print([f"{10.0 ** n:g}" for n in range(-6, 9)], [repr(10.0 ** n) for n in (-5, -4, 15, 16, 17)], [str(1.0 * 10 ** n) for n in (20, 21, 22, 23)])
print(sum(round(x / 100, 1) for x in range(100)), round(2.5) + round(3.5), int(2.999999999999999999), int(-2.5), round(-2.5), round(0.49999999999999994), round(4503599627370497.5))
for d in range(1, 18):
    print(f"{3.141592653589793:.{d}g}", end=" ")
print()
money = [19.99, 5.01, 0.1, 0.2, 100]
total = sum(money)
print(total, f"{total:.2f}", round(total, 2), f"{total * 0.19:.2f}", f"{total / 7:,.4f}", "%010.2f|%-10.1f|%+.0f" % (total, total, total))
x = 0.1
for _ in range(12):
    x = x * 3 - 0.2
    print(x, end=" ")
print()
