"""r_uint, r_int32, r_singlefloat and the bits of floats."""

from rpython.rlib.longlong2float import float2longlong, longlong2float
from rpython.rlib.rarithmetic import byteswap, intmask, mulmod, r_int32, r_singlefloat, r_uint, r_uint32, uint_mul_high
from rpython.testing import case

MASK = r_uint(0xFFFF)
LARGE = r_uint(0xFFFFFFFFFFFFFFFF)


@case((-1,))
@case((5,))
def shift_right(n):
    return intmask(r_uint(n) >> 1), intmask(r_uint(n) >> 60)


@case((-1, 1))
@case((3, 7))
def compare(a, b):
    x = r_uint(a)
    y = r_uint(b)
    return x < y, x <= y, x > y, x >= y, x == y, x != y


@case((-1, 10))
@case((100, 7))
@case((-8, -3))
def divide(a, b):
    return intmask(r_uint(a) // r_uint(b)), intmask(r_uint(a) % r_uint(b))


@case((1, 0), raises=ZeroDivisionError)
def divide_by_zero(a, b):
    return intmask(r_uint(a) // r_uint(b))


@case((0,))
@case((9223372036854775807,))
def wrap(n):
    x = r_uint(n)
    return intmask(x - r_uint(1)), intmask(x + r_uint(1)), intmask(x * r_uint(3)), intmask(-x), intmask(~x)


@case((0x12345678,))
@case((-2,))
def prebuilt_masks(n):
    return intmask(r_uint(n) & MASK), intmask(r_uint(n) ^ LARGE), intmask(LARGE >> 4)


@case((305419896,))
def fnv(n):
    h = r_uint(0x811C9DC5)
    for i in range(4):
        h = (h ^ r_uint((n >> (8 * i)) & 255)) * r_uint(16777619)
        h = h & r_uint(0xFFFFFFFF)
    return intmask(h)


@case((42,))
def xorshift(seed):
    x = r_uint(seed)
    for i in range(20):
        x ^= x << 13
        x ^= x >> 7
        x ^= x << 17
    return intmask(x)


@case((-1, -1))
@case((4611686018427387904, 12345))
def high_product(a, b):
    return intmask(uint_mul_high(r_uint(a), r_uint(b)))


@case((9223372036854775800, 9223372036854775801, 9223372036854775807))
@case((3, 4, 5))
def modular_product(a, b, c):
    return mulmod(a, b, c)


@case((1,))
@case((0x0102030405060708,))
def swap(n):
    return byteswap(n)


@case((-1,))
@case((7,))
def as_text(n):
    return str(r_uint(n))


@case((2147483648,))
@case((-1,))
@case((4294967297,))
def small_ints(n):
    return intmask(r_int32(n)), intmask(r_uint32(n))


@case((0,))
@case((9,))
def truth(n):
    x = r_uint(n)
    if x:
        return "some"
    return "none"


@case((1.0,))
@case((0.1,))
@case((-2.5,))
def single(x):
    return float(r_singlefloat(x))


@case((1.0,))
@case((-0.0,))
@case((3.14159,))
def float_bits(x):
    n = float2longlong(x)
    return n, longlong2float(n) == x


@case((5,))
def in_a_list(n):
    items = [r_uint(1)]
    for i in range(n):
        items.append(items[-1] * r_uint(10))
    total = r_uint(0)
    for x in items:
        total += x
    return intmask(total)
