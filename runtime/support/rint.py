"""Integer division as Python defines it, and arithmetic that raises OverflowError."""

from rpython.lltype import int_truncdiv, int_truncmod, unlikely

from .errors import OVERFLOW_ERROR, ZERO_DIVISION_ERROR

MIN = -(2**63)


def ll_overflow():
    raise OVERFLOW_ERROR


def ll_zero_division():
    raise ZERO_DIVISION_ERROR


ll_overflow._cold_ = True
ll_zero_division._cold_ = True


def ll_floordiv_nonneg(a, b):
    if unlikely(b == 0):
        ll_zero_division()
    return int_truncdiv(a, b)


def ll_mod_nonneg(a, b):
    if unlikely(b == 0):
        ll_zero_division()
    return int_truncmod(a, b)


def ll_floordiv(a, b):
    """Rounds down: the truncated quotient, less one if the remainder is not zero and the signs differ."""
    if unlikely(b == 0):
        ll_zero_division()
    q = int_truncdiv(a, b)
    if (a ^ b) < 0 and q * b != a:
        q -= 1
    return q


def ll_mod(a, b):
    """Has the sign of the divisor."""
    if unlikely(b == 0):
        ll_zero_division()
    r = int_truncmod(a, b)
    if (r ^ b) < 0 and r != 0:
        r += b
    return r


def ll_floordiv_ovf(a, b):
    if a == MIN and b == -1:
        ll_overflow()
    return ll_floordiv(a, b)


def ll_neg_ovf(a):
    if unlikely(a == MIN):
        ll_overflow()
    return -a


def ll_abs(a):
    if a < 0:
        return -a
    return a


def ll_abs_ovf(a):
    if a >= 0:
        return a
    return ll_neg_ovf(a)


def ll_lshift_ovf(a, n):
    if a == 0:
        return a
    if unlikely(n < 0 or n > 63):
        ll_overflow()
    result = a << n
    if unlikely((result >> n) != a):
        ll_overflow()
    return result
