"""Arithmetic of ints: on machine words while the result is one, else on rbigints; how many decimal digits they may have."""

from rpython.rlib.rarithmetic import ovfcheck
from rpython.rlib.rbigint import rbigint

from objects.base import error, type_error, value_error
from objects.int import HASH_MODULUS, W_AbstractInt, W_Int, as_int, newlong
from objects.ops import (
    ADD, AND, DIVMOD, EQ, FLOORDIV, GT, LE, LSHIFT, LT, MOD, MUL, NE, OR, POW, RSHIFT, SUB, TRUEDIV, XOR,
)  # fmt: skip
from objects.space import export, space


@export
def hash_int(value):
    """As CPython's: modulo 2**61 - 1, with the sign of the number, and never -1."""
    magnitude = value if value >= 0 else -value
    if magnitude < 0:
        result = 4
    else:
        result = magnitude % HASH_MODULUS
    if value < 0:
        result = -result
    if result == -1:
        return -2
    return result


@export
def compare_ints(a, b, op):
    if op == LT:
        return a < b
    if op == LE:
        return a <= b
    if op == EQ:
        return a == b
    if op == NE:
        return a != b
    if op == GT:
        return a > b
    return a >= b


@export
def compare_longs(a, b, op):
    if op == LT:
        return a.lt(b)
    if op == LE:
        return a.le(b)
    if op == EQ:
        return a.eq(b)
    if op == NE:
        return not a.eq(b)
    if op == GT:
        return b.lt(a)
    return b.le(a)


def zero_division(text):
    return error(space.w_ZeroDivisionError, text)


@export
def int_binop(w_a, w_b, op):
    a = w_a.intval
    b = w_b.intval
    try:
        if op == ADD:
            return W_Int(ovfcheck(a + b))
        if op == SUB:
            return W_Int(ovfcheck(a - b))
        if op == MUL:
            return W_Int(ovfcheck(a * b))
        if op == FLOORDIV:
            if b == 0:
                raise zero_division("integer division or modulo by zero")
            return W_Int(ovfcheck(a // b))
        if op == MOD:
            if b == 0:
                raise zero_division("integer modulo by zero")
            if b == -1:
                return W_Int(0)
            return W_Int(a % b)
        if op == AND:
            return W_Int(a & b)
        if op == OR:
            return W_Int(a | b)
        if op == XOR:
            return W_Int(a ^ b)
        if op == LSHIFT:
            if b < 0:
                raise value_error("negative shift count")
            if b < 64:
                return W_Int(ovfcheck(a << b))
            if a == 0:
                return W_Int(0)
        elif op == RSHIFT:
            if b < 0:
                raise value_error("negative shift count")
            if b >= 64:
                return W_Int(-1 if a < 0 else 0)
            return W_Int(a >> b)
        elif op == POW and b >= 0:
            return W_Int(int_power(a, b))
        elif op == TRUEDIV:
            if b == 0:
                raise zero_division("division by zero")
            if exact(a) and exact(b):
                return space.newfloat(float(a) / float(b))
    except OverflowError:
        pass
    return long_binop(w_a.bigint(), w_b.bigint(), op)


def exact(a):
    """Whether a float has this value exactly."""
    return -9007199254740992 <= a and a <= 9007199254740992


def int_power(a, b):
    """OverflowError if the result is not a word."""
    result = 1
    while b > 0:
        if b & 1:
            result = ovfcheck(result * a)
        b >>= 1
        if b > 0:
            a = ovfcheck(a * a)
    return result


@export
def long_binop(a, b, op):
    try:
        if op == ADD:
            return newlong(a.add(b))
        if op == SUB:
            return newlong(a.sub(b))
        if op == MUL:
            return newlong(a.mul(b))
        if op == FLOORDIV:
            return newlong(a.floordiv(b))
        if op == MOD:
            return newlong(a.mod(b))
        if op == DIVMOD:
            quotient, remainder = a.divmod(b)
            return space.newtuple([newlong(quotient), newlong(remainder)])
        if op == AND:
            return newlong(a.and_(b))
        if op == OR:
            return newlong(a.or_(b))
        if op == XOR:
            return newlong(a.xor(b))
        if op == TRUEDIV:
            return space.newfloat(a.truediv(b))
        if op == LSHIFT or op == RSHIFT:
            return shift(a, b, op)
        if op == POW:
            return power(a, b)
    except ZeroDivisionError:
        if op == MOD:
            raise zero_division("integer modulo by zero")
        if op == TRUEDIV:
            raise zero_division("division by zero")
        raise zero_division("integer division or modulo by zero")
    except OverflowError:
        raise error(space.w_OverflowError, "integer division result too large for a float")
    return space.w_NotImplemented


def shift(a, b, op):
    if b.sign < 0:
        raise value_error("negative shift count")
    if not b.fits_int():
        if op == LSHIFT and a.sign != 0:
            raise error(space.w_OverflowError, "too many digits in integer")
        return W_Int(-1 if a.sign < 0 else 0)
    count = b.toint()
    if op == LSHIFT:
        if count > 1 << 40 and a.sign != 0:
            raise error(space.w_MemoryError, "")
        return newlong(a.lshift(count))
    return newlong(a.rshift(count))


def power(a, b):
    if b.sign < 0:
        return space.newfloat(newlong(a).float_w()).binop(space.newfloat(newlong(b).float_w()), POW)
    return newlong(a.pow(b))


@export
def power_modulo(w_a, w_b, w_c):
    """pow(a, b, c)."""
    if not isinstance(w_a, W_AbstractInt) or not isinstance(w_b, W_AbstractInt) or not isinstance(w_c, W_AbstractInt):
        raise type_error("pow() 3rd argument not allowed unless all arguments are integers")
    a = w_a.bigint()
    b = w_b.bigint()
    c = w_c.bigint()
    if c.sign == 0:
        raise value_error("pow() 3rd argument cannot be 0")
    try:
        return newlong(a.pow(b, c))
    except ValueError:
        raise value_error("base is not invertible for the given modulus")


class Limit(object):
    """How many digits an int may have whose decimal digits are asked for; 0: any."""

    def __init__(self):
        self.digits = 4300


limit = Limit()


@export
def digit_limit():
    """The limit as a number of the VM."""
    return limit.digits


@export
def set_max_digits(digits):
    if digits != 0 and digits < 640:
        raise value_error("maxdigits must be 0 or larger than 640")
    limit.digits = digits


@export
def get_max_digits():
    return limit.digits


@export
def check_digits(big):
    # Three bits are less than a digit.
    digits = limit.digits
    if digits != 0 and big.bit_length() > 3 * digits and big.abs().ge(rbigint.fromint(10).pow(rbigint.fromint(digits))):
        raise value_error(
            "Exceeds the limit ("
            + str(digits)
            + " digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit"
        )


@export
def round_int(w_int, ndigits):
    """To a multiple of a power of ten, halves to even ones."""
    if ndigits >= 0:
        return as_int(w_int)
    ten = rbigint.fromint(10).pow(rbigint.fromint(-ndigits))
    value = w_int.bigint()
    quotient, remainder = value.divmod(ten)
    twice = remainder.lshift(1)
    if ten.lt(twice) or (ten.eq(twice) and quotient.and_(rbigint.fromint(1)).sign != 0):
        quotient = quotient.add(rbigint.fromint(1))
    return newlong(quotient.mul(ten))
