"""Shifts and bit operations of big ints, with negative ones as two's complement."""

a = 0x123456789abcdef0123456789abcdef
b = 0xfedcba9876543210fedcba987654321
for x in (a, -a):
    for y in (b, -b, 255, -256):
        print(hex(x & y), hex(x | y), hex(x ^ y))
print(hex(~a), hex(~-a), ~a == -a - 1)
for n in (0, 1, 7, 31, 32, 33, 63, 64, 65, 100):
    print(n, hex(a << n), hex(a >> n), hex(-a >> n))
print(1 << 100, (1 << 100) >> 98, -1 << 100, (-1 << 100) >> 98, -1 >> 100, 1 >> 100)
print((1 << 64) - 1 & (1 << 63), (1 << 64) | 1, ((1 << 64) - 1) ^ ((1 << 32) - 1))
print([(1 << n).bit_length() for n in range(60, 70)], ((1 << 64) - 1).bit_length(), (-(1 << 64)).bit_length())
mask = (1 << 128) - 1
h = 0xcbf29ce484222325
for c in b"hello world":
    h ^= c
    h = h * 0x100000001b3 & 0xffffffffffffffff
    print(hex(h))
print(hex((h * h * h) & mask))
print(bin(a)[:20], oct(a)[:20], len(bin(a)), len(oct(a)), len(str(a)))
x = a
x &= mask >> 3
x |= 1 << 127
x ^= 0xff
x <<= 5
x >>= 9
print(hex(x))
