"""Loops over the digits of natural numbers: sums, differences, shifts, products and quotients by one digit.

A number is a part of a list of r_uints: the list, the index of its least significant digit, and how many digits it has. The
base is 2**64. Results go to a part of another list, or to the same part as the first operand. Carries are computed without
branches, since a branch would be wrong half of the time, and last, since the next digit waits for them. Nothing here knows signs or allocates."""

from rpython.rlib.rarithmetic import r_uint, uint_mul_high

BITS = 64


def new(n):
    """Room for n digits, all 0."""
    return [r_uint(0)] * n


def copy(z, zo, a, ao, n):
    """Upwards: the parts may be of the same list, if the result is not above."""
    i = 0
    while i < n:
        z[zo + i] = a[ao + i]
        i += 1


def clear(z, zo, n):
    i = 0
    while i < n:
        z[zo + i] = r_uint(0)
        i += 1


def trimmed(a, ao, n):
    """How many of the n digits are left without zeros at the top."""
    while n > 0 and a[ao + n - 1] == 0:
        n -= 1
    return n


def compare(a, ao, an, b, bo, bn):
    """-1, 0 or 1. Neither has zeros at the top, or both have the same length."""
    if an != bn:
        return -1 if an < bn else 1
    i = an - 1
    while i >= 0:
        x = a[ao + i]
        y = b[bo + i]
        if x != y:
            return -1 if x < y else 1
        i -= 1
    return 0


def add(z, zo, a, ao, an, b, bo, bn):
    """a + b in an digits, for an >= bn; the carry."""
    carry = r_uint(0)
    i = 0
    while i < bn:
        x = a[ao + i]
        y = x + b[bo + i]
        over = r_uint(y < x)
        w = y + carry
        carry = over + r_uint(w < y)
        z[zo + i] = w
        i += 1
    while i < an:
        x = a[ao + i] + carry
        carry = r_uint(x < carry)
        z[zo + i] = x
        i += 1
    return carry


def add_1(z, zo, a, ao, n, digit):
    """a + digit in n digits; the carry."""
    i = 0
    while i < n:
        x = a[ao + i] + digit
        digit = r_uint(x < digit)
        z[zo + i] = x
        i += 1
    return digit


def sub(z, zo, a, ao, an, b, bo, bn):
    """a - b in an digits, for an >= bn; the borrow."""
    borrow = r_uint(0)
    i = 0
    while i < bn:
        x = a[ao + i]
        y = x - b[bo + i]
        less = r_uint(y > x)
        w = y - borrow
        borrow = less + r_uint(w > y)
        z[zo + i] = w
        i += 1
    while i < an:
        x = a[ao + i]
        y = x - borrow
        borrow = r_uint(y > x)
        z[zo + i] = y
        i += 1
    return borrow


def sub_1(z, zo, a, ao, n, digit):
    """a - digit in n digits; the borrow."""
    i = 0
    while i < n:
        x = a[ao + i]
        y = x - digit
        digit = r_uint(y > x)
        z[zo + i] = y
        i += 1
    return digit


def negate(z, zo, a, ao, n):
    """The two's complement in n digits."""
    carry = r_uint(1)
    i = 0
    while i < n:
        x = ~a[ao + i] + carry
        carry = r_uint(x < carry)
        z[zo + i] = x
        i += 1


def mul_1(z, zo, a, ao, n, f):
    """a * f in n digits; what is above them."""
    carry = r_uint(0)
    i = 0
    while i < n:
        x = a[ao + i]
        low = x * f
        high = uint_mul_high(x, f)
        low += carry
        carry = high + r_uint(low < carry)
        z[zo + i] = low
        i += 1
    return carry


def addmul_1(z, zo, a, ao, n, f):
    """z += a * f in n digits; what is above them."""
    carry = r_uint(0)
    i = 0
    while i < n:
        x = a[ao + i]
        low = x * f
        high = uint_mul_high(x, f)
        low += carry
        high += r_uint(low < carry)
        y = z[zo + i] + low
        carry = high + r_uint(y < low)
        z[zo + i] = y
        i += 1
    return carry


def submul_1(z, zo, a, ao, n, f):
    """z -= a * f in n digits; what is to be taken from those above."""
    carry = r_uint(0)
    i = 0
    while i < n:
        x = a[ao + i]
        low = x * f
        high = uint_mul_high(x, f)
        low += carry
        high += r_uint(low < carry)
        y = z[zo + i]
        z[zo + i] = y - low
        carry = high + r_uint(y < low)
        i += 1
    return carry


def lshift(z, zo, a, ao, n, count):
    """a << count in n digits for 0 <= count < 64; the bits above. From the top: z may be the same list, not below."""
    if count == 0:
        i = n - 1
        while i >= 0:
            z[zo + i] = a[ao + i]
            i -= 1
        return r_uint(0)
    back = BITS - count
    above = r_uint(0)
    if n > 0:
        above = a[ao + n - 1]
        i = n - 1
        high = above
        while i > 0:
            low = a[ao + i - 1]
            z[zo + i] = (high << count) | (low >> back)
            high = low
            i -= 1
        z[zo] = high << count
    return above >> back


def rshift(z, zo, a, ao, n, count):
    """a >> count in n digits for 0 <= count < 64. From below: z may be the same list, not above."""
    if count == 0:
        copy(z, zo, a, ao, n)
        return
    back = BITS - count
    i = 0
    while i < n - 1:
        z[zo + i] = (a[ao + i] >> count) | (a[ao + i + 1] << back)
        i += 1
    if n > 0:
        z[zo + n - 1] = a[ao + n - 1] >> count


def leading_zeros(x):
    """Of a digit that is not 0."""
    n = 0
    if x >> 32 == 0:
        n += 32
        x = x << 32
    if x >> 48 == 0:
        n += 16
        x = x << 16
    if x >> 56 == 0:
        n += 8
        x = x << 8
    if x >> 60 == 0:
        n += 4
        x = x << 4
    if x >> 62 == 0:
        n += 2
        x = x << 2
    if x >> 63 == 0:
        n += 1
    return n


def trailing_zeros(x):
    """Of a digit that is not 0."""
    return 63 - leading_zeros(x & (~x + 1))


def bit_count(x):
    m1 = r_uint(0x5555555555555555)
    m2 = r_uint(0x3333333333333333)
    m4 = r_uint(0x0F0F0F0F0F0F0F0F)
    x = x - ((x >> 1) & m1)
    x = (x & m2) + ((x >> 2) & m2)
    x = (x + (x >> 4)) & m4
    return int((x * r_uint(0x0101010101010101)) >> 56)
