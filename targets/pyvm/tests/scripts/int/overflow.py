"""Machine words overflow silently into big ints, and come back."""

big = 9223372036854775807
print(big, big + 1, -big - 1, -big - 2, big * 2, big * big, big - (-1))
print((big + 1) - 1 == big, (big + 1) // 2, (big + 1) % 10, -(-big - 1), abs(-big - 1))
print((-big - 1) // -1, (-big - 1) * -1, (-big - 1) % -1)
n = 1
steps = 0
while n < big:
    n = n * 3 + 1
    steps += 1
print(n, steps)
n = 1
for i in range(1, 26):
    n *= i
    print(i, n)
for i in range(25, 15, -1):
    n //= i
    print(i, n)
total = 0
for i in range(10):
    total += big
print(total, total // 10 == big, total % big)
print(1 << 62, 1 << 63, (1 << 63) >> 1, (1 << 64) >> 60, -1 << 63, -1 << 64)
print(3037000500 * 3037000500, 3037000499 * 3037000499, -3037000500 * 3037000500)
print(4294967296 * 2147483648, 4294967296 * 2147483647, 4294967296 * -2147483648)
print(type(big + 1), type((big + 1) - 1), (big + 1).bit_length())
print({big + 1: "a"}[9223372036854775808], hash(big + 1) == hash(9223372036854775808))
print([10 ** k for k in range(17, 22)], [-10 ** k for k in range(17, 22)])
print(sum([big, big, big]), max(big, big + 1), sorted([big + 1, big - 1, big, -big - 5]))
