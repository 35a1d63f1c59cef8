"""Natural numbers of bounded size, changed in place: what exact conversion of floats needs and no more. Digits are in base
2**30, so that a digit times a small number fits a word. The caller bounds the size when it makes a number."""

from rpython.lltype import GcArray, GcStruct, Signed, malloc

BITS = 30
MASK = (1 << BITS) - 1
DIGITS = GcArray(Signed)
BIG = GcStruct("bignum", ("size", Signed), ("digits", DIGITS))


def new(bits, value):
    """Room for `bits`, and a value that is not negative."""
    digits = malloc(DIGITS, bits // BITS + 3)
    big = malloc(BIG)
    big.digits = digits
    n = 0
    while value > 0:
        digits[n] = value & MASK
        value = value >> BITS
        n += 1
    big.size = n
    return big


def mul_small(a, m):
    """`a *= m` for 0 < m < 2**30."""
    carry = 0
    digits = a.digits
    n = a.size
    i = 0
    while i < n:
        carry += digits[i] * m
        digits[i] = carry & MASK
        carry = carry >> BITS
        i += 1
    if carry > 0:
        digits[n] = carry
        a.size = n + 1


def mul_pow10(a, n):
    while n >= 9:
        mul_small(a, 1000000000)
        n -= 9
    while n > 0:
        mul_small(a, 10)
        n -= 1


def add_small(a, v):
    digits = a.digits
    i = 0
    while v > 0:
        if i == a.size:
            digits[i] = 0
            a.size = i + 1
        v += digits[i]
        digits[i] = v & MASK
        v = v >> BITS
        i += 1


def shl(a, n):
    """`a <<= n`"""
    if a.size == 0:
        return
    digits = a.digits
    whole = n // BITS
    bits = n % BITS
    i = a.size - 1
    digits[a.size + whole] = 0
    while i >= 0:
        d = digits[i] << bits
        digits[i + whole + 1] |= d >> BITS
        digits[i + whole] = d & MASK
        i -= 1
    i = 0
    while i < whole:
        digits[i] = 0
        i += 1
    a.size += whole
    if digits[a.size] != 0:
        a.size += 1


def compare(a, b):
    """Negative, zero or positive."""
    if a.size != b.size:
        return a.size - b.size
    i = a.size - 1
    while i >= 0:
        d = a.digits[i] - b.digits[i]
        if d != 0:
            return d
        i -= 1
    return 0


def compare_sum(a, b, c):
    """`a + b` with `c`. The borrow from above never needs more than a few units: beyond that the answer is known."""
    n = a.size
    if b.size > n:
        n = b.size
    if c.size > n:
        n = c.size
    rest = 0
    i = n - 1
    while i >= 0:
        rest = (rest << BITS) + _digit(a, i) + _digit(b, i) - _digit(c, i)
        if rest > 0:
            return 1
        if rest < -2:
            return -1
        i -= 1
    return rest


def _digit(a, i):
    if i < a.size:
        return a.digits[i]
    return 0


def sub(a, b):
    """`a -= b` for b <= a."""
    x = a.digits
    y = b.digits
    borrow = 0
    i = 0
    while i < a.size:
        borrow += x[i]
        if i < b.size:
            borrow -= y[i]
        x[i] = borrow & MASK
        borrow = borrow >> BITS
        i += 1
    n = a.size
    while n > 0 and x[n - 1] == 0:
        n -= 1
    a.size = n


def quotient_digit(a, b):
    """`a // b`, which is below 10, leaving the remainder in `a`."""
    q = 0
    while compare(a, b) >= 0:
        sub(a, b)
        q += 1
    return q


def bit_length(a):
    if a.size == 0:
        return 0
    n = (a.size - 1) * BITS
    top = a.digits[a.size - 1]
    while top > 0:
        top = top >> 1
        n += 1
    return n
