"""Numbers: sieves, factors, perfect, amicable, digits, bases, continued fractions, pascal, josephus."""


def sieve(n):
    flags = [True] * (n + 1)
    flags[0:2] = [False, False]
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            flags[i * i::i] = [False] * len(flags[i * i::i])
    return [i for i, f in enumerate(flags) if f]


def factors(n):
    out, d = {}, 2
    while d * d <= n:
        while n % d == 0:
            out[d] = out.get(d, 0) + 1
            n //= d
        d += 1
    if n > 1:
        out[n] = 1
    return out


def divisors(n):
    return sorted({d for i in range(1, int(n ** 0.5) + 1) if n % i == 0 for d in (i, n // i)})


def base(n, b):
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    out = ""
    while n:
        n, d = divmod(n, b)
        out = digits[d] + out
    return out or "0"


def extended(a, b):
    if b == 0:
        return a, 1, 0
    g, x, y = extended(b, a % b)
    return g, y, x - a // b * y


def fraction(a, b):
    out = []
    while b:
        out.append(a // b)
        a, b = b, a % b
    return out


def crt(remainders, moduli):
    x, m = 0, 1
    for r, n in zip(remainders, moduli):
        g, p, q = extended(m, n)
        x = (x + (r - x) * p % n * m) % (m * n)
        m *= n
    return x


def josephus(n, k):
    people, i, out = list(range(1, n + 1)), 0, []
    while people:
        i = (i + k - 1) % len(people)
        out.append(people.pop(i))
    return out


print(sieve(100), len(sieve(10000)), [factors(n) for n in (1, 2, 12, 97, 360, 9999, 2 ** 20, 600851475143)], [divisors(n) for n in (1, 12, 36, 97)])
print([base(255, b) for b in (2, 3, 8, 16, 36)], all(int(base(n, 7), 7) == n for n in range(300)), extended(240, 46), fraction(649, 200), crt([2, 3, 2], [3, 5, 7]), josephus(7, 3))
print([n for n in range(2, 1300) if (lambda s: s != n and s > 0 and sum(divisors(s)[:-1]) == n)(sum(divisors(n)[:-1]))], [n for n in range(100, 1000) if n == sum(int(d) ** 3 for d in str(n))])
print([sum(1 for k in range(1, n + 1) if __import__("math").gcd(n, k) == 1) for n in range(1, 20)], [n for n in range(1, 200) if str(n * n).endswith(str(n))], [(n, str(2 ** n)) for n in (10, 50, 100)])
happy = []
for n in range(1, 60):
    seen, m = set(), n
    while m != 1 and m not in seen:
        seen.add(m)
        m = sum(int(c) ** 2 for c in str(m))
    if m == 1:
        happy.append(n)
print(happy)
print([(lambda s: 10 - s % 10 if s % 10 else 0)(sum(sum(divmod(int(c) * (2 if i % 2 == 0 else 1), 10)) for i, c in enumerate(reversed(n)))) for n in ("7992739871", "123456", "0")])
goldbach = {n: next((p, n - p) for p in sieve(n) if n - p in sieve(n)) for n in range(4, 40, 2)}
print(goldbach)
n, d = 3, 7
digits, seen = "", {}
r = n % d
while r and r not in seen:
    seen[r] = len(digits)
    r *= 10
    digits += str(r // d)
    r %= d
print(f"{n}/{d} = 0.({digits})")
magic = [[0] * 5 for _ in range(5)]
i, j = 0, 2
for k in range(1, 26):
    magic[i][j] = k
    ni, nj = (i - 1) % 5, (j + 1) % 5
    if magic[ni][nj]:
        ni, nj = (i + 1) % 5, j
    i, j = ni, nj
for row in magic:
    print(" ".join("%2d" % x for x in row), sum(row))
