"""Arithmetic of floats, also with ints; zeros, rounding of // and %."""

for a in (7.5, -7.5, 0.1, -0.1, 3.0):
    for b in (2.0, -2.0, 0.3, 3):
        print(a, b, a + b, a - b, a * b, a / b, a // b, a % b)
print(0.1 + 0.2, 0.1 * 3, 1.1 + 2.2, 1e16 + 1, 1e16 + 2.0, 0.1 + 0.7, 1 / 3, 2 / 3, 10 / 4, 1e308 * 10, -1e308 * 10)
print(2.0 ** 0.5, 2 ** 0.5, 2.0 ** -1, 2.5 ** 2, (-8.0) ** 2, (-8.0) ** 3, 0.0 ** 0, 4 ** 0.5, 1e200 ** 1.5)
print(divmod(7.5, 2), divmod(-7.5, 2), divmod(7.5, -2), divmod(1e20, 3.0))
print(-0.0, 0.0 == -0.0, 0.0 * -1, abs(-0.0), -0.0 + 0, 5 % -3.0, -5 % 3.0, 6.0 % 3, -6.0 % 3, 6.0 % -3)
x = 1.5
x += 1
print(x)
x *= 2
print(x)
x -= 0.5
print(x)
x /= 3
print(x)
x //= 1
print(x)
x **= 3
print(x)
x %= 1
print(x)
for f in (lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: divmod(1.0, 0.0), lambda: 0.0 ** -1, lambda: 1e200 ** 2,
          lambda: 1.5 + "x", lambda: "x" + 1.5, lambda: -"x", lambda: 1.5 << 1):
    try:
        print(f())
    except (ArithmeticError, TypeError) as e:
        print(type(e).__name__, e)
total = 0.0
for i in range(10):
    total += 0.1
print(total, total == 1.0, sum([0.1] * 10))
