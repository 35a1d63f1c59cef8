"""Fast doubling, factorials, binomials, Catalan numbers, digit sums: numbers of hundreds of digits."""


def fib(n):
    if n == 0:
        return 0, 1
    a, b = fib(n // 2)
    c, d = a * (2 * b - a), a * a + b * b
    return (d, c + d) if n % 2 else (c, d)


def product(lo, hi):
    if hi - lo < 3:
        p = 1
        for i in range(lo, hi):
            p *= i
        return p
    mid = (lo + hi) // 2
    return product(lo, mid) * product(mid, hi)


print([fib(n)[0] for n in (0, 1, 2, 10, 90, 93, 94, 100, 500)])
f = fib(3000)[0]
print(len(str(f)), str(f)[:20], str(f)[-20:], f % (10 ** 9 + 7), f.bit_length())
print(product(1, 26), str(product(1, 201))[:30], len(str(product(1, 201))), product(1, 201) % 211)
c = 1
for n in range(60):
    if n % 10 == 0:
        print(n, c)
    c = c * 2 * (2 * n + 1) // (n + 2)
row = [1]
for n in range(80):
    row = [1] + [a + b for a, b in zip(row, row[1:])] + [1]
print(row[40], sum(row) == 2 ** 80, max(row) == row[40])
print(sum(map(int, str(2 ** 1000))), sum(map(int, str(product(1, 101)))), str(7 ** 400)[-12:], 7 ** 400 % 10 ** 12)
n, steps = 196, 0
while str(n) != str(n)[::-1] and steps < 60:
    n += int(str(n)[::-1])
    steps += 1
print(n, steps)
lucas, m = 4, 2 ** 127 - 1
for _ in range(125):
    lucas = (lucas * lucas - 2) % m
print(lucas == 0)
e = [2] + [x for k in range(1, 40) for x in (1, 2 * k, 1)]
num, den = 1, 0
for x in reversed(e[:80]):
    num, den = den + x * num, num
print(num, den, str(num * 10 ** 50 // den))
print(int(str(3 ** 300)[::-1]) % 1000003, hex(3 ** 100), oct(5 ** 50), bin(7 ** 20))
