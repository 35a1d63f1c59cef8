"""Division of big ints: signs, exactness, by digits of every size, against multiplication."""

numbers = [1, -1, 7, -7, 2 ** 31, 2 ** 32 + 1, -2 ** 32, 2 ** 63 - 1, -2 ** 63, 2 ** 64, 10 ** 19, -10 ** 25, 3 ** 100, -7 ** 60, 2 ** 200 - 1, 12345678901234567890123456789]
bad = 0
for a in numbers:
    for b in numbers:
        q, r = divmod(a, b)
        if q * b + r != a or q != a // b or r != a % b or r and (r < 0) != (b < 0) or abs(r) >= abs(b):
            bad += 1
print("wrong:", bad)
for a in numbers[8:]:
    print(a, [a // b for b in (3, -3, 2 ** 33, -10 ** 18)], [a % b for b in (3, -3, 2 ** 33, -10 ** 18)])
print([a / b for a, b in ((10 ** 30, 10 ** 10), (2 ** 200, 3 ** 100), (-10 ** 25, 7), (1, 3 ** 100), (10 ** 400, 10 ** 399), (2 ** 1100, 2 ** 1099 + 1))])
n, digits = 3 ** 200, []
while n:
    n, d = divmod(n, 1000)
    digits.append(d)
print(digits[:10], len(digits))
a = 10 ** 50
for p in (2, 3, 7, 11, 13):
    k = a
    count = 0
    while k % p == 0:
        k //= p
        count += 1
    print(p, count, k % 1000007)
x, y = 3 ** 150 * 5 ** 40, 3 ** 90 * 7 ** 50
while y:
    x, y = y, x % y
print(x == 3 ** 90)
h = sum(1 for a in numbers for b in numbers if a % b == 0)
print(h, (10 ** 40) // (10 ** 39 + 1), (-10 ** 40) // (10 ** 39 + 1), (10 ** 40) % -(10 ** 39 + 1), 2 ** 128 // (2 ** 64 - 1), 2 ** 128 % (2 ** 64 - 1), (2 ** 128 - 1) // (2 ** 64 + 1))
for f in (lambda: 10 ** 30 // 0, lambda: 10 ** 30 % 0, lambda: 10 ** 30 / 0, lambda: divmod(10 ** 30, 0)):
    try:
        f()
    except ZeroDivisionError as e:
        print("ZeroDivisionError:", e)
print(pow(10 ** 30, 5, 10 ** 9 + 7), pow(-10 ** 30, 5, 97), pow(2, 10 ** 6, 10 ** 20), (10 ** 30) ** 3 % 99991)
