"""Shifts and bits, with negative numbers as in infinite two's complement."""

values = [0, 1, 2, 3, 5, 8, 255, 256, -1, -2, -3, -8, -255, -256]
for a in values:
    print(a, [a & b for b in (1, 3, 12, -1, -4)], [a | b for b in (1, 3, 12, -1, -4)], [a ^ b for b in (1, 3, 12, -1, -4)], ~a)
for a in (1, 5, -1, -5, 1000, -1000):
    print(a, [a << n for n in (0, 1, 4, 10, 40)], [a >> n for n in (0, 1, 4, 10, 40, 70)])
x = 0b1010
x &= 0b0110
print(x)
x |= 0x10
print(x)
x ^= 0o77
print(x)
x <<= 3
print(x)
x >>= 2
print(x)
print(1 | 2 ^ 3 & 4 << 1 + 1)
print((1 << 62) - 1 + (1 << 62), -(1 << 63), 1 << 63, 1 << 64)
print([n.bit_length() for n in (0, 1, 2, 3, 4, 7, 8, 255, 256, -1, -128, -129, 1 << 70)])
print([n.bit_count() for n in (0, 1, 3, 255, -255, 1 << 70)])
for f in (lambda: 1 << -1, lambda: 1 >> -1):
    try:
        f()
    except ValueError as e:
        print("ValueError:", e)
try:
    1.5 | 2
except TypeError as e:
    print("TypeError:", e)
