"""Ints digit by digit: reversal, palindromes, bases, checks, gray codes, popcounts, square roots."""


def digits(n, base=10):
    out = []
    while n:
        n, d = divmod(n, base)
        out.append(d)
    return out[::-1] or [0]


def undigits(ds, base=10):
    n = 0
    for d in ds:
        n = n * base + d
    return n


for n in (0, 7, 10, 12345, 2 ** 40):
    print(n, digits(n), digits(n, 2)[:12], digits(n, 16), undigits(digits(n, 7), 7) == n, int(str(n)[::-1]), str(n) == str(n)[::-1])
print([n for n in range(1000) if str(n) == str(n)[::-1] and bin(n)[2:] == bin(n)[:1:-1]], max(a * b for a in range(90, 100) for b in range(90, 100) if str(a * b) == str(a * b)[::-1]))
print([n ^ n >> 1 for n in range(16)], [bin(n).count("1") for n in range(20)], [n & -n for n in range(1, 17)], [n for n in range(1, 300) if n & (n - 1) == 0], [n.bit_length() for n in (0, 1, 255, 256)])


def isqrt(n):
    x = n
    y = (x + 1) // 2
    while y < x:
        x, y = y, (y + n // y) // 2
    return x


print([isqrt(n) for n in (1, 2, 15, 16, 99, 10 ** 18, 10 ** 30)], all(isqrt(n) ** 2 <= n < (isqrt(n) + 1) ** 2 for n in range(1, 500)))


def reverse_bits(n, width=8):
    out = 0
    for _ in range(width):
        out, n = out << 1 | n & 1, n >> 1
    return out


print([reverse_bits(n) for n in (0, 1, 2, 128, 255, 0b10110000)], [n << 3 & 0xff | n >> 5 for n in (1, 0x80, 0xff, 0x21)])
isbn = lambda s: sum(i * int(d) for i, d in zip(range(10, 0, -1), s)) % 11 == 0
print(isbn("0306406152"), isbn("0306406153"))
print(sum(n for n in range(1000) if sum(int(d) ** len(str(n)) for d in str(n)) == n), [n for n in range(10, 100) if n == int(str(n)[0]) * int(str(n)[1]) * 2 or n == sum(map(int, str(n))) * 3])
print([(-7) // 2, -7 % 2, -7 >> 1, -7 & 1, ~-7, -(-7 // 2), int(-7 / 2), abs(-7) // 2 * -1], [divmod(a, b) for a in (-7, 7) for b in (-2, 2)])
x = 12345678
h = 0
while x:
    h = (h << 5 ^ h >> 2 ^ x & 0xff) & 0xffff
    x >>= 8
print(h, 0xff ^ 0x0f, 0b1010 | 0b0101, 6 & 3, 1 << 10, 1023 >> 3, ~0, -1 >> 5, -1 << 5)
state, seen = 1, 0
while True:
    bit = (state ^ state >> 2 ^ state >> 3 ^ state >> 5) & 1
    state = state >> 1 | bit << 15
    seen += 1
    if state == 1 or seen > 70000:
        break
print(seen)
