"""The greatest common divisor, by Lehmer's method: the first steps of Euclid's algorithm are those of the upper bits, and as many as these
decide are done on the numbers at once."""

from rpython.rlib import rbigint as numbers
from rpython.rlib.bigint import limbs
from rpython.rlib.bigint.floats import bit_length, bits_at
from rpython.rlib.rarithmetic import r_uint, uint_mul_high

# Bits that steps are decided by: sums of two such numbers are ints.
UPPER_BITS = 62


def gcd(a, b):
    a = a.abs()
    b = b.abs()
    if a.lt(b):
        a, b = b, a
    if b.size > 1:
        a, b = _reduced(a, b)
    if b.sign == 0:
        return a
    x = b.uintmask()
    y = a.mod(b).uintmask()
    while y != 0:
        x, y = y, x % y
    return numbers.rbigint.fromuint(x)


def _reduced(a, b):
    """Two numbers of the same divisors, a >= b, of which b has one digit at most."""
    # Numbers of the same size, in lists that are changed.
    a, b = b, a.mod(b)
    n = a.size
    x = limbs.new(n)
    y = limbs.new(n)
    limbs.copy(x, 0, a._digits, 0, n)
    limbs.copy(y, 0, b._digits, 0, b.size)
    next_x = limbs.new(n)
    next_y = limbs.new(n)
    yn = b.size
    while yn > 1:
        shift = bit_length(x, n) - UPPER_BITS
        xa, xb, ya, yb = _steps(bits_at(x, n, shift, UPPER_BITS), _upper(y, yn, shift))
        if xb == 0:
            # The quotient is long, or the upper bits do not tell it.
            rest = numbers.made(x, n, 1).mod(numbers.made(y, yn, 1))
            x, y = y, x
            n = yn
            limbs.clear(y, 0, n)
            limbs.copy(y, 0, rest._digits, 0, rest.size)
            yn = rest.size
            continue
        limbs.clear(y, yn, n - yn)
        if xb < 0:
            _combine(next_x, next_y, x, y, n, r_uint(xa), r_uint(-xb), r_uint(-ya), r_uint(yb))
        else:
            _combine(next_y, next_x, x, y, n, r_uint(ya), r_uint(-yb), r_uint(-xa), r_uint(xb))
        x, next_x = next_x, x
        y, next_y = next_y, y
        n = limbs.trimmed(x, 0, n)
        yn = limbs.trimmed(y, 0, n)
    return numbers.made(x, n, 1), numbers.made(y, yn, 1)


def _upper(y, yn, shift):
    if shift >= 64 * yn:
        return 0
    return bits_at(y, yn, shift, UPPER_BITS)


def _steps(x, y):
    """Coefficients of two sums of x and y: what they are after steps that are right whatever the lower bits are."""
    xa, xb, ya, yb = 1, 0, 0, 1
    while y + ya != 0 and y + yb != 0:
        q = (x + xa) // (y + ya)
        if q != (x + xb) // (y + yb):
            break
        x, y = y, x - q * y
        xa, ya = ya, xa - q * ya
        xb, yb = yb, xb - q * yb
    return xa, xb, ya, yb


def _combine(z, w, x, y, n, a, b, c, d):
    """z = a * x - b * y and w = d * y - c * x, which are not negative and not longer than x, in one pass: their carries have a sign, and
    are of the size of the factors, less than a half of a digit."""
    z_carry = r_uint(0)
    w_carry = r_uint(0)
    i = 0
    while i < n:
        p = x[i]
        q = y[i]
        plus = a * p
        minus = b * q
        low = plus - minus
        high = uint_mul_high(a, p) - uint_mul_high(b, q) - r_uint(low > plus)
        result = low + z_carry
        # The carry's sign is its upper digit.
        z_carry = high - (z_carry >> 63) + r_uint(result < low)
        z[i] = result
        plus = d * q
        minus = c * p
        low = plus - minus
        high = uint_mul_high(d, q) - uint_mul_high(c, p) - r_uint(low > plus)
        result = low + w_carry
        w_carry = high - (w_carry >> 63) + r_uint(result < low)
        w[i] = result
        i += 1
