"""Arithmetic of ints of many words."""

a = 123456789012345678901234567890
b = 987654321098765432109876543210987654321
print(a + b, b + a, a - b, b - a, a * b)
print(b // a, b % a, -b // a, -b % a, b // -a, b % -a, divmod(-b, -a))
print(a // b, a % b, -a // b, -a % b)
print(a + 1, a - 1, 1 - a, a * 0, a * 1, a * -1, 5 * a, a // 7, a % 7, a // 10 ** 15, a % 10 ** 15)
print(b // a * a + b % a == b, (-b) // a * a + (-b) % a == -b)
print(a ** 2, a ** 5, (-a) ** 3, a ** 0)
print(2 ** 200, 3 ** 100, 7 ** 77, (-2) ** 101)
print((2 ** 200) // (3 ** 100), (2 ** 200) % (3 ** 100), (10 ** 50) // (10 ** 30), (10 ** 50 - 1) % (10 ** 30))
print(-a, +a, abs(-a), a - a, a + -a, bool(a - a), bool(a))
x = 1
for i in range(1, 51):
    x *= i
print(x)
y = x
for i in range(50, 40, -1):
    y //= i
print(y)
print(x % 51, x % 53, x % 2 ** 40, x // 2 ** 100)
f, g = 0, 1
for i in range(300):
    f, g = g, f + g
print(f)
print(g * g - f * g - f * f)
