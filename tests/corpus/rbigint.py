"""Integers of any size: each case works on three digits or more, and is checked against an equation or text."""

from rpython.rlib.rbigint import rbigint
from rpython.testing import case


@case((25,))
@case((60,))
def factorial(n):
    result = rbigint.fromint(1)
    for i in range(2, n + 1):
        result = result.int_mul(i)
    return result.str(), result.hash(), result.bit_length()


@case(("123456789012345678901234567890123456789012345", "-98765432109876543210"))
@case(("-340282366920938463463374607431768211456", "18446744073709551616"))
def divided(s, t):
    a = rbigint.fromdecimalstr(s)
    b = rbigint.fromdecimalstr(t)
    q, r = a.divmod(b)
    return q.str(), r.str(), q.mul(b).add(r).eq(a), a.truediv(b), b.tofloat(), a.gt(b)


@case(("0xfedcba98765432100123456789abcdef", 17))
@case(("-0x8000000000000000", 64))
def bits(s, n):
    a = rbigint.fromstr(s, 0)
    b = a.lshift(n).invert()
    mixed = b.xor(a).or_(a.int_mul(5)).and_(b.int_sub(77))
    return mixed.hex(), b.rshift(n + 3).str(), mixed.sub(b).oct(), a.tobytes(30, "big", True)[14:].find("\0")


@case((3, 200, "1000000007000000000000000000003"))
def powers(base, exponent, modulus):
    a = rbigint.fromint(base).int_pow(exponent)
    m = rbigint.fromstr(modulus, 10)
    short = rbigint.fromint(base).pow(rbigint.fromint(exponent), m)
    inverse = rbigint.fromint(base).pow(rbigint.fromint(-1), m)
    return a.mod(m).eq(short), a.isqrt().str(), a.gcd(m.mul(a.rshift(3))).str(), inverse.int_mul(base).mod(m).toint()


@case(("12345678901234567890",))
@case(("zero",))
@case(("-0",))
def errors(s):
    try:
        a = rbigint.fromstr(s, 10)
    except Exception:
        return "not a number"
    try:
        a.floordiv(rbigint.fromint(0))
    except ZeroDivisionError:
        try:
            return str(a.toint())
        except OverflowError:
            return "too large"
    return "no error"
