"""Division of natural numbers: by one digit, by the schoolbook, and recursively by halves for long quotients.

A divisor's top bit is set (the caller shifts both numbers). A machine divides 64 by 64 bits; two digits are divided by one with
the divisor's reciprocal, which is computed once (Moeller and Granlund, "Improved division by invariant integers"). Long quotients
are computed by halves from the upper halves of the operands (Burnikel and Ziegler, "Fast recursive division"), so that their
time is that of products."""

from rpython.rlib.bigint import limbs
from rpython.rlib.bigint.product import multiply
from rpython.rlib.rarithmetic import r_uint, uint_mul_high

# Quotients of fewer digits are computed by the schoolbook.
RECURSIVE = 60


def reciprocal(d):
    """(2**128 - 1) // d - 2**64 for a digit with its top bit set."""
    # The quotient of the digits ~d and 2**64 - 1 by d, in two steps of 32 bits each.
    d_high = d >> 32
    d_low = d & r_uint(0xFFFFFFFF)
    first, rest = _half_step(~d, r_uint(0xFFFFFFFF), d, d_high, d_low)
    second, rest = _half_step(rest, r_uint(0xFFFFFFFF), d, d_high, d_low)
    return (first << 32) | second


def _half_step(high, next, d, d_high, d_low):
    """high * 2**32 + next by d, for high < d and next < 2**32: a quotient of 32 bits and the rest."""
    q = high // d_high
    rest = high - q * d_high
    # q may be too large by 2: the divisor's lower half was not looked at.
    while q >> 32 != 0 or q * d_low > ((rest << 32) | next):
        q -= 1
        rest += d_high
        if rest >> 32 != 0:
            break
    return q, ((high << 32) | next) - q * d


# Of so many digits a quotient by half a digit is computed by a machine's division, without a reciprocal.
SHORT = 3


def divrem_1(q, qo, a, ao, n, d):
    """The n digits of a // d for any digit d but 0; the remainder."""
    if n <= SHORT and d >> 32 == 0:
        return _divrem_half(q, qo, a, ao, n, d)
    shift = limbs.leading_zeros(d)
    d = d << shift
    v = reciprocal(d)
    rest = r_uint(0)
    if shift > 0 and n > 0:
        rest = a[ao + n - 1] >> (64 - shift)
    i = n - 1
    while i >= 0:
        low = a[ao + i] << shift
        if shift > 0 and i > 0:
            low |= a[ao + i - 1] >> (64 - shift)
        # rest and low by d.
        q_low = v * rest + low
        q_high = uint_mul_high(v, rest) + rest + r_uint(q_low < low) + 1
        r = low - q_high * d
        if r > q_low:
            q_high -= 1
            r += d
        if r >= d:
            q_high += 1
            r -= d
        q[qo + i] = q_high
        rest = r
        i -= 1
    return rest >> shift


def _divrem_half(q, qo, a, ao, n, d):
    rest = r_uint(0)
    i = n - 1
    while i >= 0:
        x = a[ao + i]
        if rest == 0:
            high = x // d
            q[qo + i] = high
            rest = x - high * d
        else:
            part = (rest << 32) | (x >> 32)
            high = part // d
            part = ((part - high * d) << 32) | (x & r_uint(0xFFFFFFFF))
            low = part // d
            q[qo + i] = (high << 32) | low
            rest = part - low * d
        i -= 1
    return rest


def mod_1(a, ao, n, d):
    """a % d for any digit d but 0."""
    shift = limbs.leading_zeros(d)
    d = d << shift
    v = reciprocal(d)
    rest = r_uint(0)
    if shift > 0 and n > 0:
        rest = a[ao + n - 1] >> (64 - shift)
    i = n - 1
    while i >= 0:
        low = a[ao + i] << shift
        if shift > 0 and i > 0:
            low |= a[ao + i - 1] >> (64 - shift)
        q_low = v * rest + low
        q_high = uint_mul_high(v, rest) + rest + r_uint(q_low < low) + 1
        r = low - q_high * d
        if r > q_low:
            r += d
        if r >= d:
            r -= d
        rest = r
        i -= 1
    return rest >> shift


def divrem(q, qo, a, ao, an, d, do, dn):
    """a, of an digits, by d: an - dn digits of quotient go to q, the remainder stays in the lowest dn digits of a, which are 0
    above. The quotient must fit: the upper dn digits of a are less than d. dn >= 2."""
    qn = an - dn
    # From the top, in parts that are not longer than the divisor.
    while qn > dn:
        part = qn % dn
        if part == 0:
            part = dn
        qn -= part
        _divrem(q, qo + qn, a, ao + qn, part, d, do, dn)
    if qn > 0:
        _divrem(q, qo, a, ao, qn, d, do, dn)


def _divrem(q, qo, a, ao, qn, d, do, dn):
    """As divrem for qn <= dn digits of quotient. Where the upper digits of a are not less than d the quotient has one more bit,
    which is the result."""
    top = r_uint(0)
    if limbs.compare(a, ao + qn, dn, d, do, dn) >= 0:
        limbs.sub(a, ao + qn, a, ao + qn, dn, d, do, dn)
        top = r_uint(1)
    if qn < RECURSIVE:
        _schoolbook(q, qo, a, ao, qn, d, do, dn)
        return top
    k = qn >> 1
    upper = qn - k
    # Each half of the quotient is almost that of the numbers without their lower digits.
    high = _divrem(q, qo + k, a, ao + 2 * k, upper, d, do + k, dn - k)
    high = _corrected(high, q, qo + k, upper, a, ao + k, d, do, dn, k)
    low = _divrem(q, qo, a, ao + k, k, d, do + k, dn - k)
    low = _corrected(low, q, qo, k, a, ao, d, do, dn, k)
    return top + high + limbs.add_1(q, qo + k, q, qo + k, upper, low)


def _corrected(top, q, qo, qn, a, ao, d, do, dn, k):
    """The quotient (top and qn digits) was computed without the k lowest digits of the divisor: takes their product from the
    remainder, and what that shows to be too much from the quotient, of which the new top is the result."""
    product = limbs.new(qn + k)
    if qn >= k:
        multiply(product, 0, q, qo, qn, d, do, k)
    else:
        multiply(product, 0, d, do, k, q, qo, qn)
    borrow = limbs.sub(a, ao, a, ao, dn, product, 0, qn + k)
    if top != 0:
        borrow += limbs.sub(a, ao + qn, a, ao + qn, dn - qn, d, do, k)
    while borrow != 0:
        top -= limbs.sub_1(q, qo, q, qo, qn, r_uint(1))
        borrow -= limbs.add(a, ao, a, ao, dn, d, do, dn)
    return top


def _schoolbook(q, qo, a, ao, qn, d, do, dn):
    d1 = d[do + dn - 1]
    d0 = d[do + dn - 2]
    v = reciprocal(d1)
    j = qn - 1
    while j >= 0:
        u2 = a[ao + j + dn]
        u1 = a[ao + j + dn - 1]
        u0 = a[ao + j + dn - 2]
        # The quotient of the upper two digits by the divisor's first, corrected by its second: too large by 1 at most.
        if u2 >= d1:
            digit = ~r_uint(0)
            rest = u1 + d1
            exact = rest < d1
        else:
            q_low = v * u2 + u1
            digit = uint_mul_high(v, u2) + u2 + r_uint(q_low < u1) + 1
            rest = u1 - digit * d1
            if rest > q_low:
                digit -= 1
                rest += d1
            if rest >= d1:
                digit += 1
                rest -= d1
            exact = False
        while not exact:
            high = uint_mul_high(digit, d0)
            if high < rest or (high == rest and digit * d0 <= u0):
                break
            digit -= 1
            rest += d1
            exact = rest < d1
        borrow = limbs.submul_1(a, ao + j, d, do, dn, digit)
        if u2 < borrow:
            digit -= 1
            limbs.add(a, ao + j, a, ao + j, dn, d, do, dn)
        a[ao + j + dn] = r_uint(0)
        q[qo + j] = digit
        j -= 1


def divide(a, an, b, bn):
    """The an - bn + 1 digits of the quotient, and a list whose lowest bn digits are the remainder, for numbers of an >= bn > 0
    digits without zeros at the top of b."""
    quotient = limbs.new(an - bn + 1)
    if bn == 1:
        remainder = limbs.new(1)
        remainder[0] = divrem_1(quotient, 0, a, 0, an, b[0])
        return quotient, remainder
    shift = limbs.leading_zeros(b[bn - 1])
    divisor = b
    if shift > 0:
        divisor = limbs.new(bn)
        limbs.lshift(divisor, 0, b, 0, bn, shift)
    # With a digit of room at the top, so that the quotient fits.
    remainder = limbs.new(an + 1)
    remainder[an] = limbs.lshift(remainder, 0, a, 0, an, shift)
    divrem(quotient, 0, remainder, 0, an + 1, divisor, 0, bn)
    limbs.rshift(remainder, 0, remainder, 0, bn, shift)
    return quotient, remainder
