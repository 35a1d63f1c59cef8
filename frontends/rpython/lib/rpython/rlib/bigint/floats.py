"""Natural numbers to floats, rounded to the nearest, halves to even."""

from rpython.rlib.bigint import limbs
from rpython.rlib.longlong2float import longlong2float
from rpython.rlib.rarithmetic import intmask, r_uint
from rpython.rlib.rfloat import INFINITY

MANTISSA = 53
# Floats are less than 2**HIGHEST; a normal one is at least 2**(LOWEST - 1); all are multiples of 2**SMALLEST.
HIGHEST = 1024
LOWEST = -1021
SMALLEST = -1074


def power_of_two(n):
    """2.0 to the power of n, for SMALLEST <= n < HIGHEST."""
    if n < LOWEST - 1:
        return longlong2float(1 << (n - SMALLEST))
    return longlong2float((n + 1023) << 52)


def bit_length(a, n):
    """Of n digits without zeros at the top."""
    if n == 0:
        return 0
    return 64 * n - limbs.leading_zeros(a[n - 1])


def bits_at(a, n, start, count):
    """The `count` < 64 bits from `start` on."""
    if count == 0:
        return 0
    i = start >> 6
    offset = start & 63
    digit = a[i] >> offset
    if offset + count > 64 and i + 1 < n:
        digit |= a[i + 1] << (64 - offset)
    return intmask(digit & ((r_uint(1) << count) - 1))


def any_bit_below(a, stop):
    i = 0
    while i < stop >> 6:
        if a[i] != 0:
            return True
        i += 1
    rest = stop & 63
    return rest > 0 and (a[stop >> 6] & ((r_uint(1) << rest) - 1)) != 0


def nearest(a, n, exponent, more):
    """The float nearest to a * 2**exponent, infinity if it is too large. `more` says that the number meant is not a, but greater by
    less than 1; then a has more than 54 bits."""
    bits = bit_length(a, n)
    if bits == 0:
        return 0.0
    end = bits + exponent
    if end > HIGHEST:
        return INFINITY
    keep = MANTISSA
    if end < LOWEST:
        keep = max(end - SMALLEST, -1)
    if keep < 0:
        return 0.0
    drop = bits - keep
    if drop <= 0:
        return float(bits_at(a, n, 0, bits)) * power_of_two(exponent)
    mantissa = bits_at(a, n, drop, keep)
    if bits_at(a, n, drop - 1, 1) and (mantissa & 1 or more or any_bit_below(a, drop - 1)):
        mantissa += 1
    return float(mantissa) * power_of_two(exponent + drop)
