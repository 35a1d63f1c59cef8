"""Arithmetic of ints: signs, precedence, rounding of // and %."""

for a in (-7, -6, -1, 0, 1, 6, 7):
    for b in (-3, -2, 2, 3):
        print(a, b, a + b, a - b, a * b, a // b, a % b, divmod(a, b))

for a in (7, -7, 100, -100, 0):
    print(a / 2, a / -4, -a, +a, ~a, abs(a))

print(2 + 3 * 4, (2 + 3) * 4, 2 ** 3 ** 2, (2 ** 3) ** 2, -2 ** 2, (-2) ** 2, 2 ** -1, 2 ** -2)
print(10 - 4 - 3, 100 // 7 // 2, 100 % 7 % 3, 7 - -7, 7 - - -7)
print(1 if 3 > 2 else 0, not 1, not 0, not not 5)
x = 5
x += 3
print(x)
x -= 10
print(x)
x *= -7
print(x)
x //= 4
print(x)
x %= 2
print(x)
x **= 5
print(x)
x = 100
x /= 8
print(x)
for f in (lambda: 1 // 0, lambda: 1 % 0, lambda: 1 / 0, lambda: divmod(1, 0), lambda: 0 ** -1):
    try:
        print(f())
    except ZeroDivisionError as e:
        print("ZeroDivisionError:", e)
