"""Floats."""

import math

from rpython.rlib.longlong2float import float2longlong
from rpython.rlib.rarithmetic import intmask
from rpython.rlib.rfloat import INFINITY, NAN, copysign, isfinite
from rpython.rlib.rstring import strip_spaces

from objects.base import OperationError, W_Root, error, type_error, value_error
from objects.int import HASH_MODULUS, W_AbstractInt, W_Int
from objects.ops import ABS, ADD, DIVMOD, EQ, FLOORDIV, GE, GT, INVERT, LE, LT, MOD, MUL, NE, NEG, POW, SUB, TRUEDIV
from objects.slots import make_type
from objects.space import export, space
from objects.unicode import ascii_decimals


@export
class W_Float(W_Root):
    _immutable_fields_ = ["floatval"]
    OPERATORS = "add sub mul truediv floordiv mod pow divmod"
    UNARY = "neg pos abs"

    def __init__(self, floatval):
        self.floatval = floatval

    def getclass(self):
        return space.w_float

    def float_w(self):
        return self.floatval

    def is_true(self):
        return self.floatval != 0.0

    def repr(self):
        return float_repr(self.floatval)

    def str(self):
        # Of a subclass with a __repr__ of its own: that.
        return self.repr()

    def format(self, spec):
        if len(spec) == 0:
            return self.str()
        return space.format_float(self.floatval, spec)

    def hash(self):
        return hash_float(self.floatval)

    def is_same(self, w_other):
        if type(w_other) is not W_Float or type(self) is not W_Float:
            return False
        return float2longlong(self.floatval) == float2longlong(w_other.floatval)

    def identity(self):
        return intmask(float2longlong(self.floatval) << 4 | 3)

    def unary(self, op):
        if op == NEG:
            return W_Float(-self.floatval)
        if op == ABS:
            return W_Float(math.fabs(self.floatval))
        if op == INVERT:
            return W_Root.unary(self, op)
        return W_Float(self.floatval)

    def binop(self, w_other, op):
        if isinstance(w_other, W_Float):
            return float_binop(self.floatval, w_other.floatval, op)
        if isinstance(w_other, W_AbstractInt):
            return float_binop(self.floatval, w_other.float_w(), op)
        return space.w_NotImplemented

    def rbinop(self, w_left, op):
        if isinstance(w_left, W_AbstractInt):
            return float_binop(w_left.float_w(), self.floatval, op)
        if isinstance(w_left, W_Float):
            return float_binop(w_left.floatval, self.floatval, op)
        return space.w_NotImplemented

    def compare(self, w_other, op):
        if isinstance(w_other, W_Float):
            return space.newbool(compare_floats(self.floatval, w_other.floatval, op))
        if isinstance(w_other, W_Int):
            b = w_other.intval
            if -9007199254740992 <= b and b <= 9007199254740992:
                return space.newbool(compare_floats(self.floatval, float(b), op))
        if isinstance(w_other, W_AbstractInt):
            return space.newbool(compare_with_int(self.floatval, w_other, op))
        return space.w_NotImplemented

    # ---- methods

    def m_is_integer(self):
        f = self.floatval
        return space.newbool(isfinite(f) and whole(f) == f)

    def m_conjugate(self):
        return W_Float(self.floatval)

    def m_hex(self):
        return space.newstr(space.float_hex(self.floatval))

    def m_as_integer_ratio(self):
        f = self.floatval
        if not isfinite(f):
            if f != f:
                raise value_error("cannot convert NaN to integer ratio")
            raise error(space.w_OverflowError, "cannot convert Infinity to integer ratio")
        exponent = 0
        while whole(f) != f:
            f *= 2.0
            exponent += 1
        w_one = W_Int(1)
        return space.newtuple([space.float_to_int(f), space.binary(w_one, W_Int(exponent), space.LSHIFT)])

    def m___int__(self):
        return space.float_to_int(self.floatval)

    def m___trunc__(self):
        return space.float_to_int(self.floatval)

    def m___floor__(self):
        return space.float_to_int(float_floor(self.floatval))

    def m___ceil__(self):
        return space.float_to_int(-float_floor(-self.floatval))

    def m___round__(self, w_ndigits=None):
        f = self.floatval
        if w_ndigits is None or w_ndigits is space.w_None:
            return space.float_to_int(round_half_even(f))
        return W_Float(space.round_float(f, w_ndigits.int_w()))

    def m___getnewargs__(self):
        return space.newtuple([W_Float(self.floatval)])


@export
def newfloat(value):
    return W_Float(value)


def float_repr(value):
    return space.float_text(value)


def whole(f):
    if f >= 4503599627370496.0 or f <= -4503599627370496.0:
        return f
    return float(int(f))


@export
def float_floor(f):
    if not isfinite(f):
        return f
    t = whole(f)
    if t > f:
        return t - 1.0
    return t


@export
def round_half_even(f):
    if not isfinite(f):
        return f
    low = float_floor(f)
    rest = f - low
    if rest > 0.5 or (rest == 0.5 and math.fmod(low, 2.0) != 0.0):
        return low + 1.0
    return low


def hash_float(f):
    if not isfinite(f):
        if f != f:
            return 0
        return 314159 if f > 0.0 else -314159
    if whole(f) == f:
        return space.float_to_int(f).hash()
    mantissa = f
    exponent = 0
    negative = f < 0.0
    if negative:
        mantissa = -f
    while mantissa >= 1.0:
        mantissa *= 0.5
        exponent += 1
    while mantissa < 0.5:
        mantissa *= 2.0
        exponent -= 1
    # 28 bits at a time, as the modulus is 2**61 - 1.
    x = 0
    while mantissa != 0.0:
        x = ((x << 28) & HASH_MODULUS) | (x >> 33)
        mantissa *= 268435456.0
        exponent -= 28
        y = int(mantissa)
        mantissa -= float(y)
        x += y
        if x >= HASH_MODULUS:
            x -= HASH_MODULUS
    exponent = exponent % 61
    x = ((x << exponent) & HASH_MODULUS) | (x >> (61 - exponent))
    if negative:
        x = -x
    if x == -1:
        return -2
    return x


def compare_floats(a, b, op):
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


def compare_with_int(f, w_int, op):
    """Exactly, where the int may have no float of its value."""
    if not isfinite(f):
        return compare_floats(f, 0.0, op) if f == f else op == NE
    low = float_floor(f)
    big = space.float_to_int(low).bigint()
    other = w_int.bigint()
    if big.lt(other):
        return op == LT or op == LE or op == NE
    if other.lt(big) or low != f:
        return op == GT or op == GE or op == NE
    return op == EQ or op == LE or op == GE


def float_binop(a, b, op):
    if op == ADD:
        return W_Float(a + b)
    if op == SUB:
        return W_Float(a - b)
    if op == MUL:
        return W_Float(a * b)
    if op == TRUEDIV:
        if b == 0.0:
            raise error(space.w_ZeroDivisionError, "float division by zero")
        return W_Float(a / b)
    if op == FLOORDIV:
        if b == 0.0:
            raise error(space.w_ZeroDivisionError, "float floor division by zero")
        quotient, remainder = divide(a, b)
        return W_Float(quotient)
    if op == MOD:
        if b == 0.0:
            raise error(space.w_ZeroDivisionError, "float modulo")
        quotient, remainder = divide(a, b)
        return W_Float(remainder)
    if op == DIVMOD:
        if b == 0.0:
            raise error(space.w_ZeroDivisionError, "float divmod()")
        quotient, remainder = divide(a, b)
        return space.newtuple([W_Float(quotient), W_Float(remainder)])
    if op == POW:
        if a < 0.0 and isfinite(a) and isfinite(b) and float_floor(b) != b:
            return space.complex_power(a, b)
        return W_Float(float_power(a, b))
    return space.w_NotImplemented


def divide(a, b):
    """Quotient, rounded down, and remainder, of the sign of b."""
    if not isfinite(a) or b != b:
        return NAN, NAN
    if not isfinite(b):
        mod = a
    else:
        mod = math.fmod(a, b)
    div = (a - mod) / b
    if mod != 0.0:
        if (b < 0.0) != (mod < 0.0):
            mod += b
            div -= 1.0
    else:
        mod = copysign(0.0, b)
    if div != 0.0:
        floordiv = float_floor(div)
        if div - floordiv > 0.5:
            floordiv += 1.0
    else:
        floordiv = copysign(0.0, a / b)
    return floordiv, mod


def float_power(a, b):
    if b == 2.0:
        square = a * a
        if isfinite(square) or not isfinite(a):
            return square
    if b == 0.0 or a == 1.0:
        return 1.0
    if a == 0.0 and b < 0.0:
        raise error(space.w_ZeroDivisionError, "0.0 cannot be raised to a negative power")
    if not isfinite(a) or not isfinite(b):
        return special_power(a, b)
    try:
        result = math.pow(a, b)
    except OverflowError:
        result = INFINITY
    if not isfinite(result):
        raise OperationError(
            space.new_exception(space.w_OverflowError, [W_Int(34), space.newstr("Numerical result out of range")])
        )
    return result


def special_power(a, b):
    """One of them is infinite or no number."""
    if a != a or b != b:
        return NAN
    if isfinite(b):
        # a is infinite.
        odd = float_floor(b) == b and math.fmod(b, 2.0) != 0.0
        size = INFINITY if b > 0.0 else 0.0
        return -size if a < 0.0 and odd else size
    magnitude = math.fabs(a)
    if magnitude == 1.0:
        return 1.0
    if (magnitude > 1.0) == (b > 0.0):
        return INFINITY
    return 0.0


@export
def to_float(w_value):
    """float(w_value)."""
    if isinstance(w_value, W_Float) and not w_value.getclass().is_heap:
        return w_value.floatval
    if isinstance(w_value, space.W_Str):
        return parse_float(w_value.text, w_value)
    if w_value.is_buffer():
        return parse_float(w_value.buffer_bytes(), w_value)
    if not isinstance(w_value, W_AbstractInt):
        w_type = w_value.getclass()
        if w_type.lookup("__float__") is None and w_type.lookup("__index__") is None:
            raise type_error("float() argument must be a string or a real number, not '" + w_value.type_name() + "'")
    return w_value.float_w()


def parse_float(text, w_source):
    try:
        if isinstance(w_source, space.W_Str):
            stripped = space.strip_unicode_spaces(text)
            if not w_source.is_ascii():
                stripped = ascii_decimals(stripped)
        else:
            stripped = strip_spaces(text)
        return space.parse_float_text(stripped)
    except ValueError:
        raise value_error("could not convert string to float: " + w_source.repr())


def float_new(w_type, args):
    if args.count() > 1:
        raise type_error("float expected at most 1 argument, got " + str(args.count()))
    value = 0.0
    if args.count() == 1:
        value = to_float(args.args_w[0])
    if w_type is space.w_float:
        return W_Float(value)
    w_user = w_type.layout.allocate(w_type)
    assert isinstance(w_user, W_Float)
    w_user.floatval = value
    return w_user


def fromhex(w_type, w_text):
    try:
        return W_Float(space.float_fromhex(w_text.text_w()))
    except ValueError:
        raise value_error("invalid hexadecimal floating-point string")


def setup():
    make_type(
        "float",
        W_Float,
        new=float_new,
        classmethods=[fromhex],
        getsets=[
            ("real", lambda w_self: W_Float(w_self.float_w())),
            ("imag", lambda w_self: W_Float(0.0)),
        ],
    )
