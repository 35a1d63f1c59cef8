"""Every operator between ints, bools, floats and big ints: type and value."""

values = [True, 3, -7, 2.5, -0.5, 10 ** 20, 1e10]
ops = [("+", lambda a, b: a + b), ("-", lambda a, b: a - b), ("*", lambda a, b: a * b), ("/", lambda a, b: a / b), ("//", lambda a, b: a // b), ("%", lambda a, b: a % b)]
for name, op in ops:
    for a in values:
        print(name, a, [(type(r).__name__[0], r) for r in (op(a, b) for b in values)])
for a in (2, 2.0, -2, 0.5, True):
    print("**", a, [a ** b for b in (0, 1, 2, -1, 0.5, 3.0, True) if not (a == -2 and b == 0.5)])
for a in values:
    print(a, -a, +a, abs(a), round(a), int(a), float(a), bool(a), divmod(a, 3), a == int(a), hash(a) == hash(int(a)) or a != int(a))
print(7 // 2.0, -7 // 2.0, 7 % -2.5, -7 % 2.5, 7.5 // 0.5, 1e20 // 3, 0.3 // 0.1, 0.3 % 0.1, -1 // 1e20, -1 % 1e20, 5 // float("inf"), -5 // float("inf"))
print(sum([1, 2.5, True]), sum([0.1] * 10), sum([10 ** 20, 0.5]), max(1, 2.5, True), sorted([3, 1.5, True, -2]))
print((1 << 70) * 1.0, (1 << 70) / (1 << 69), 3 / 10 ** 20, 10 ** 20 / 3, 1.5 * 10 ** 20, 10 ** 20 - 1e20, (10 ** 20 + 1) % 7.0)
x = 5
x /= 2
x += 1
x //= 1
x -= True
x *= 10 ** 3
print(x, type(x).__name__)
