"""Comparing floats with floats, ints, bools, big ints; sorting; as keys."""

values = [0.0, -0.0, 1.0, 1, True, 1.5, -1.5, 2 ** 53, 2.0 ** 53, 2 ** 53 + 1, 10 ** 20, 1e20, 1e308, 10 ** 308, -10 ** 20, 0.1, 1e-320]
for a in values:
    print(repr(a), "".join("<" if a < b else ">" if a > b else "=" for b in values), "".join(str(int(a == b)) for b in values), "".join(str(int(a <= b)) for b in values))
print(sorted(values), sorted(values, reverse=True)[:3], min(values), max(values))
print(len({v for v in values}), {1.0: "a"}[1], {1: "b"}[1.0], {2 ** 53: "c"}[2.0 ** 53], 0.1 in [0.1, 0.2], 1 in [1.0], [1.0, 2].index(2.0), (0.5, 1).count(1.0))
print(0.1 + 0.2 == 0.3, abs(0.1 + 0.2 - 0.3) < 1e-9, 0.1 + 0.2 > 0.3, 1 / 3 * 3 == 1, 1e16 + 1 == 1e16, 2 ** 53 + 1 == float(2 ** 53 + 1), 2 ** 53 + 1 > float(2 ** 53), 2 ** 1000 > 1e300, 2 ** 1000 < 2.0 ** 1001)
print(1.0 != None, 1.5 != "1.5", 0.0 == False, 1.0 == True, not 0.0, not -0.0, not 1e-320, bool(0.1))
for f in (lambda: 1.0 < "a", lambda: 1.0 >= None, lambda: [1.0] < [None], lambda: max(1.0, "x")):
    try:
        f()
    except TypeError as e:
        print("TypeError:", e)
print(1.5 < 2 < 2.5, 1 < 1.0 < 2, 3.0 == 3 == 3.0, [x for x in (0.5, 1, 1.5, 2) if 1 <= x < 2], sorted([(1.0, "b"), (1, "a"), (0.5, "z")]))
total, n = 0.0, 0
while total < 1:
    total += 0.1
    n += 1
print(n, total)
x, eps = 1.0, 1.0
while 1 + eps / 2 != 1:
    eps /= 2
print(eps, 1 + eps > 1, 1 - eps / 2 < 1)
