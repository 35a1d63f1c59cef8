"""Euclid's algorithm in four forms, fractions, Farey sequences, the Stern-Brocot tree, Bezout."""


def gcd1(a, b):
    while b:
        a, b = b, a % b
    return abs(a)


def gcd2(a, b):
    return abs(a) if b == 0 else gcd2(b, a % b)


def gcd3(a, b):
    a, b = abs(a), abs(b)
    while a and b:
        if a > b:
            a -= b
        else:
            b -= a
    return a or b


def gcd4(a, b):
    a, b = abs(a), abs(b)
    if not a or not b:
        return a | b
    shift = 0
    while (a | b) & 1 == 0:
        a, b, shift = a >> 1, b >> 1, shift + 1
    while a & 1 == 0:
        a >>= 1
    while b:
        while b & 1 == 0:
            b >>= 1
        if a > b:
            a, b = b, a
        b -= a
    return a << shift


pairs = [(a, b) for a in (0, 1, -4, 6, 35, 64, 1071) for b in (0, 1, 2, -9, 21, 462)]
print(all(gcd1(a, b) == gcd2(a, b) == gcd3(a, b) == gcd4(a, b) for a, b in pairs), [gcd1(a, b) for a, b in pairs])
print([a * b // gcd1(a, b) for a, b in ((4, 6), (21, 6), (1, 9), (10 ** 10, 15))], gcd4(2 ** 70 * 3, 2 ** 65 * 9), gcd1(10 ** 40, 6 ** 30))


def farey(n):
    a, b, c, d = 0, 1, 1, n
    yield a, b
    while c <= n:
        k = (n + b) // d
        a, b, c, d = c, d, k * c - a, k * d - b
        yield a, b


print(list(farey(5)), [len(list(farey(n))) for n in range(1, 12)])


def stern(n, d):
    path = ""
    while n != d:
        if n < d:
            path, d = path + "L", d - n
        else:
            path, n = path + "R", n - d
    return path


print([stern(n, d) for n, d in ((1, 1), (3, 7), (5, 2), (355, 113))][:3], len(stern(355, 113)))


def bezout(a, b):
    if b == 0:
        return a, 1, 0
    g, x, y = bezout(b, a % b)
    return g, y, x - a // b * y


for a, b in ((240, 46), (17, 5), (-12, 18), (10 ** 20, 7 ** 15)):
    g, x, y = bezout(a, b)
    print(a, b, g, x, y, a * x + b * y == g)
print([pow(a, -1, 11) for a in range(1, 11)], sum(1 for a in range(1, 50) for b in range(1, 50) if gcd1(a, b) == 1))
