"""Loops over ints that a fast VM must still get right: overflow within loops, mixed types, early exits."""


def mix(n):
    total = 0
    for i in range(n):
        total += i
        if i == 50:
            total = float(total)
        if i == 60:
            total = int(total)
        if i == 70:
            total *= 10 ** 15
        if i == 80:
            total //= 10 ** 15
    return total


print(mix(40), mix(55), mix(65), mix(75), mix(100))


def power_up(limit):
    x, n = 3, 0
    while x < limit:
        x *= x
        n += 1
    return x, n


print(power_up(10), power_up(10 ** 10), power_up(10 ** 40), power_up(2 ** 63), power_up(2 ** 64))


def count(n):
    a = b = c = 0
    for i in range(n):
        if i % 3 == 0:
            a += 1
        elif i % 5 == 0:
            b += i
        else:
            c ^= i
    return a, b, c


print(count(10), count(1000), count(12345))


def lcg(n):
    s, out = 42, []
    for i in range(n):
        s = s * 6364136223846793005 + 1442695040888963407 & 0xffffffffffffffff
        if i % (n // 5) == 0:
            out.append(s >> 33)
    return out, s


print(lcg(1000))


def nested(n):
    total = 0
    for i in range(n):
        for j in range(i):
            if (i + j) % 7 == 0:
                continue
            if j > 20:
                break
            total += i * j
        else:
            total -= 1
    return total


print(nested(5), nested(60))


def types():
    out = []
    x = 1
    for i in range(8):
        out.append((type(x).__name__, x))
        x = x / 2 if i == 2 else x * 2.5 if i == 4 else -x if i == 5 else x * 2 ** 40 if i < 2 else x + 1
    return out


print(types())
total = 0
for i in range(200):
    try:
        total += 1000 // (i % 10 - 5)
    except ZeroDivisionError:
        total -= 1
print(total)
x = 2 ** 62
for i in range(6):
    print(x, x - 2 ** 63, end=" ")
    x += 2 ** 61
print()
i = 0
while True:
    i += 1
    if i & 1:
        continue
    if i * i > 5000:
        break
print(i)
def sums(l):
    s = 0
    for x in l:
        s = s + x
    return s
print(sums(range(100)), sums([0.5] * 10), sums([1, 2.5, True]), sums([2 ** 62] * 4), sums([]))
print([sums([1] * n) for n in (0, 1, 5)], sum(i * j for i in range(30) for j in range(30) if i != j))
