"""Powers, also modulo a number, and square roots."""

import math

from rpython.rlib import rbigint as numbers
from rpython.rlib.bigint import limbs


def power(base, exponent, modulus):
    if modulus is None:
        if exponent.sign < 0:
            raise ValueError("negative exponent")
        return _plain_power(base, exponent)
    if modulus.sign == 0:
        raise ValueError("pow() 3rd argument cannot be 0")
    size = modulus.abs()
    base = base.mod(size)
    if exponent.sign < 0:
        base = _inverse(base, size)
        exponent = exponent.neg()
    result = _modular_power(base, exponent, size)
    if modulus.sign < 0 and result.sign > 0:
        result = result.add(modulus)
    return result


def _plain_power(base, exponent):
    if exponent.sign == 0:
        return numbers.ONERBIGINT
    if base.sign == 0 or (base.size == 1 and base.digit(0) == 1):
        # Its exponent may be of any size.
        return base if exponent.is_odd() else base.mul(base)
    twos = _trailing_zeros(base)
    times = exponent.toint()
    if twos > 0:
        # The shift is done at once, and the factors are smaller.
        odd = base.rshift(twos) if base.sign > 0 else base.neg().rshift(twos).neg()
        return _plain_power(odd, exponent).lshift(twos * times)
    result = base
    bit = exponent.bit_length() - 2
    while bit >= 0:
        result = result.mul(result)
        if (times >> bit) & 1:
            result = result.mul(base)
        bit -= 1
    return result


def _trailing_zeros(a):

    i = 0
    while a.digit(i) == 0:
        i += 1
    return 64 * i + limbs.trailing_zeros(a.digit(i))


# Bits of the exponent that are taken together, if it is long enough for a table.
WINDOW = 4
LONG_EXPONENT = 80


def _modular_power(base, exponent, modulus):
    """For 0 <= base < modulus."""
    one = numbers.ONERBIGINT.mod(modulus)
    bits = exponent.bit_length()
    if bits < LONG_EXPONENT:
        result = one
        bit = bits - 1
        while bit >= 0:
            result = result.mul(result).mod(modulus)
            if exponent.abs_rshift_and_mask(bit, 1):
                result = result.mul(base).mod(modulus)
            bit -= 1
        return result
    table = [one]
    i = 1
    while i < 1 << WINDOW:
        table.append(table[i - 1].mul(base).mod(modulus))
        i += 1
    result = one
    at = (bits + WINDOW - 1) // WINDOW * WINDOW - WINDOW
    while at >= 0:
        i = 0
        while i < WINDOW:
            result = result.mul(result).mod(modulus)
            i += 1
        index = exponent.abs_rshift_and_mask(at, (1 << WINDOW) - 1)
        if index != 0:
            result = result.mul(table[index]).mod(modulus)
        at -= WINDOW
    return result


def _inverse(a, modulus):
    x, y = numbers.ONERBIGINT, numbers.NULLRBIGINT
    rest = modulus
    while rest.sign != 0:
        quotient, remainder = a.divmod(rest)
        a, rest = rest, remainder
        x, y = y, x.sub(quotient.mul(y))
    if not a.int_eq(1):
        raise ValueError("base is not invertible for the given modulus")
    return x.mod(modulus)


# ____________________________________________________________ square roots


def isqrt(a):
    if a.sign < 0:
        raise ValueError("isqrt() argument must be nonnegative")
    # With an even number of bits more, so that the upper quarter has one of its two upper bits set.
    bits = a.bit_length()
    if bits <= 62:
        return numbers.rbigint.fromint(_small_root(a.toint()))
    root, _ = _root(a, bits + (bits & 1))
    return root


def _small_root(n):
    """For n < 2**62."""
    root = int(math.sqrt(float(n)))
    while root * root > n:
        root -= 1
    while (root + 1) * (root + 1) <= n:
        root += 1
    return root


def _root(a, bits):
    """The root and the rest, for a number of at most `bits` (even) bits with one of the upper two set: from the root of the upper half,
    and a division for the lower (Zimmermann, "Karatsuba square root")."""
    if bits <= 62:
        n = a.toint()
        root = _small_root(n)
        return numbers.rbigint.fromint(root), numbers.rbigint.fromint(n - root * root)
    quarter = bits >> 2
    upper, rest = _root(a.rshift(2 * quarter), bits - 2 * quarter)
    mask = numbers.ONERBIGINT.lshift(quarter).int_sub(1)
    middle = rest.lshift(quarter).add(a.rshift(quarter).and_(mask))
    quotient, rest = middle.divmod(upper.lshift(1))
    root = upper.lshift(quarter).add(quotient)
    rest = rest.lshift(quarter).add(a.and_(mask)).sub(quotient.mul(quotient))
    if rest.sign < 0:
        rest = rest.add(root.lshift(1).int_sub(1))
        root = root.int_sub(1)
    return root, rest
