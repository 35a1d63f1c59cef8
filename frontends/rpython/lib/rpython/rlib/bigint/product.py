"""Products of natural numbers: by the schoolbook, and by Karatsuba's method for long ones."""

from rpython.rlib.bigint import limbs
from rpython.rlib.rarithmetic import r_uint, uint_mul_high

# Factors of fewer digits are multiplied by the schoolbook.
KARATSUBA = 40
KARATSUBA_SQUARE = 60


def multiply(z, zo, a, ao, an, b, bo, bn):
    """a * b in an + bn digits, for an >= bn. z is not in a or b."""
    if a is b and ao == bo and an == bn:
        square(z, zo, a, ao, an)
    elif bn < KARATSUBA:
        _schoolbook(z, zo, a, ao, an, b, bo, bn)
    elif 2 * bn <= an + 1:
        _lopsided(z, zo, a, ao, an, b, bo, bn)
    else:
        _karatsuba(z, zo, a, ao, an, b, bo, bn)


def square(z, zo, a, ao, n):
    """a * a in 2 * n digits."""
    if n >= KARATSUBA_SQUARE:
        _karatsuba_square(z, zo, a, ao, n)
        return
    # The products of different digits, which occur twice, then those of each digit with itself.
    limbs.clear(z, zo, 2 * n)
    i = 0
    while i < n - 1:
        z[zo + n + i] = limbs.addmul_1(z, zo + 2 * i + 1, a, ao + i + 1, n - 1 - i, a[ao + i])
        i += 1
    carry = r_uint(0)
    above = r_uint(0)
    i = 0
    while i < n:
        x = a[ao + i]
        low = x * x
        high = uint_mul_high(x, x)
        y = z[zo + 2 * i]
        twice = (y << 1) | above
        above = y >> 63
        twice += carry
        carry = r_uint(twice < carry)
        twice += low
        carry += r_uint(twice < low)
        z[zo + 2 * i] = twice
        y = z[zo + 2 * i + 1]
        twice = (y << 1) | above
        above = y >> 63
        high += carry
        carry = r_uint(high < carry)
        twice += high
        carry += r_uint(twice < high)
        z[zo + 2 * i + 1] = twice
        i += 1


def _schoolbook(z, zo, a, ao, an, b, bo, bn):
    if bn == 0:
        limbs.clear(z, zo, an)
        return
    z[zo + an] = limbs.mul_1(z, zo, a, ao, an, b[bo])
    i = 1
    while i < bn:
        z[zo + i + an] = limbs.addmul_1(z, zo + i, a, ao, an, b[bo + i])
        i += 1


def _lopsided(z, zo, a, ao, an, b, bo, bn):
    """b with each part of a that has as many digits."""
    limbs.clear(z, zo, an + bn)
    product = limbs.new(2 * bn)
    i = 0
    while i < an:
        n = min(bn, an - i)
        multiply(product, 0, b, bo, bn, a, ao + i, n)
        # The sum of what is there and the product fits: no carry can go beyond it.
        limbs.add(z, zo + i, product, 0, bn + n, z, zo + i, bn)
        i += n


def _karatsuba(z, zo, a, ao, an, b, bo, bn):
    """With the lower and upper halves of both: (a0 + a1) * (b0 + b1) - a0 * b0 - a1 * b1 is the sum of the other two products."""
    h = (an + 1) >> 1
    multiply(z, zo, a, ao, h, b, bo, h)
    multiply(z, zo + 2 * h, a, ao + h, an - h, b, bo + h, bn - h)
    sums = limbs.new(2 * h + 2)
    sums[h] = limbs.add(sums, 0, a, ao, h, a, ao + h, an - h)
    sums[2 * h + 1] = limbs.add(sums, h + 1, b, bo, h, b, bo + h, bn - h)
    middle = limbs.new(2 * h + 2)
    multiply(middle, 0, sums, 0, h + 1, sums, h + 1, h + 1)
    _add_middle(z, zo, an + bn, middle, h)


def _karatsuba_square(z, zo, a, ao, n):
    h = (n + 1) >> 1
    square(z, zo, a, ao, h)
    square(z, zo + 2 * h, a, ao + h, n - h)
    sums = limbs.new(h + 1)
    sums[h] = limbs.add(sums, 0, a, ao, h, a, ao + h, n - h)
    middle = limbs.new(2 * h + 2)
    square(middle, 0, sums, 0, h + 1)
    _add_middle(z, zo, 2 * n, middle, h)


def _add_middle(z, zo, zn, middle, h):
    """z, of zn digits, has the lower and the upper product; adds middle less these, which begins at the h-th digit."""
    limbs.sub(middle, 0, middle, 0, 2 * h + 2, z, zo, 2 * h)
    limbs.sub(middle, 0, middle, 0, 2 * h + 2, z, zo + 2 * h, zn - 2 * h)
    n = limbs.trimmed(middle, 0, 2 * h + 2)
    limbs.add(z, zo + h, z, zo + h, zn - h, middle, 0, n)
