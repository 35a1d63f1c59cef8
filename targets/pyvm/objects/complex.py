"""Complex numbers: two floats."""

import math

from rpython.rlib.rarithmetic import intmask
from rpython.rlib.rfloat import copysign, float_floor, isfinite, isinf, isnan
from rpython.rlib.rstring import strip_spaces

from objects.base import OperationError, W_Root, error, type_error, value_error
from objects.float import W_Float, hash_float, parse_float
from objects.int import W_AbstractInt
from objects.ops import ABS, ADD, EQ, INVERT, MUL, NE, NEG, POW, SUB, TRUEDIV
from objects.slots import make_type
from objects.space import export, space

HASH_IMAGINARY = 1000003


@export
class W_Complex(W_Root):
    _immutable_fields_ = ["real", "imag"]
    OPERATORS = "add sub mul truediv pow"
    UNARY = "neg pos abs"

    def __init__(self, real, imag):
        self.real = real
        self.imag = imag

    def getclass(self):
        return space.w_complex

    def is_true(self):
        return self.real != 0.0 or self.imag != 0.0

    def repr(self):
        imag = part_text(self.imag) + "j"
        if self.real == 0.0 and copysign(1.0, self.real) > 0.0:
            return imag
        if copysign(1.0, self.imag) > 0.0 or isnan(self.imag):
            imag = "+" + imag
        return "(" + part_text(self.real) + imag + ")"

    def str(self):
        return self.repr()

    def hash(self):
        result = intmask(hash_float(self.real) + HASH_IMAGINARY * hash_float(self.imag))
        return -2 if result == -1 else result

    def unary(self, op):
        if op == NEG:
            return W_Complex(-self.real, -self.imag)
        if op == ABS:
            size = math.hypot(self.real, self.imag)
            if isinf(size) and isfinite(self.real) and isfinite(self.imag):
                raise error(space.w_OverflowError, "absolute value too large")
            return W_Float(size)
        if op == INVERT:
            return W_Root.unary(self, op)
        return W_Complex(self.real, self.imag)

    def binop(self, w_other, op):
        w_b = as_complex(w_other)
        if w_b is None:
            return space.w_NotImplemented
        return complex_binop(self, w_b, op)

    def rbinop(self, w_left, op):
        w_a = as_complex(w_left)
        if w_a is None:
            return space.w_NotImplemented
        return complex_binop(w_a, self, op)

    def compare(self, w_other, op):
        if op != EQ and op != NE:
            return space.w_NotImplemented
        if isinstance(w_other, W_AbstractInt):
            # An int may be beyond what a float holds.
            equal = self.imag == 0.0 and W_Float(self.real).compare(w_other, EQ) is space.w_True
        else:
            w_b = as_complex(w_other)
            if w_b is None:
                return space.w_NotImplemented
            equal = self.real == w_b.real and self.imag == w_b.imag
        return space.newbool(equal == (op == EQ))

    def m_conjugate(self):
        return W_Complex(self.real, -self.imag)

    def m___complex__(self):
        return W_Complex(self.real, self.imag)

    def m___getnewargs__(self):
        return space.newtuple([W_Float(self.real), W_Float(self.imag)])


@export
def newcomplex(real, imag):
    return W_Complex(real, imag)


def part_text(value):
    text = space.float_text(value)
    return text[: len(text) - 2] if text.endswith(".0") else text


def as_complex(w_value):
    """The number as a complex one; None if it is none."""
    if isinstance(w_value, W_Complex):
        return w_value
    if isinstance(w_value, W_Float) or isinstance(w_value, W_AbstractInt):
        return W_Complex(w_value.float_w(), 0.0)
    return None


def complex_binop(w_a, w_b, op):
    if op == ADD:
        return W_Complex(w_a.real + w_b.real, w_a.imag + w_b.imag)
    if op == SUB:
        return W_Complex(w_a.real - w_b.real, w_a.imag - w_b.imag)
    if op == MUL:
        return product(w_a, w_b)
    if op == TRUEDIV:
        return quotient(w_a, w_b)
    if op == POW:
        return power(w_a, w_b)
    return space.w_NotImplemented


def product(w_a, w_b):
    return W_Complex(w_a.real * w_b.real - w_a.imag * w_b.imag, w_a.real * w_b.imag + w_a.imag * w_b.real)


def quotient(w_a, w_b):
    """By Smith's method: the larger part of the divisor is divided by first, so that nothing overflows on the way."""
    if math.fabs(w_b.real) >= math.fabs(w_b.imag):
        if w_b.real == 0.0:
            raise error(space.w_ZeroDivisionError, "complex division by zero")
        ratio = w_b.imag / w_b.real
        divisor = w_b.real + w_b.imag * ratio
        return W_Complex((w_a.real + w_a.imag * ratio) / divisor, (w_a.imag - w_a.real * ratio) / divisor)
    if math.fabs(w_b.imag) >= math.fabs(w_b.real):
        ratio = w_b.real / w_b.imag
        divisor = w_b.real * ratio + w_b.imag
        return W_Complex((w_a.real * ratio + w_a.imag) / divisor, (w_a.imag * ratio - w_a.real) / divisor)
    return W_Complex(w_b.real + w_b.imag, w_b.real + w_b.imag)


def power(w_a, w_b):
    if w_b.imag == 0.0 and float_floor(w_b.real) == w_b.real and math.fabs(w_b.real) <= 100.0:
        exponent = int(w_b.real)
        if exponent >= 0:
            return whole_power(w_a, exponent)
        w_divisor = whole_power(w_a, -exponent)
        if not w_divisor.is_true():
            raise error(space.w_ZeroDivisionError, "0.0 to a negative or complex power")
        return quotient(W_Complex(1.0, 0.0), w_divisor)
    if w_a.real == 0.0 and w_a.imag == 0.0:
        if w_b.imag != 0.0 or w_b.real < 0.0:
            raise error(space.w_ZeroDivisionError, "0.0 to a negative or complex power")
        return W_Complex(0.0, 0.0)
    try:
        size = math.hypot(w_a.real, w_a.imag)
        length = math.pow(size, w_b.real)
        angle = math.atan2(w_a.imag, w_a.real)
        phase = angle * w_b.real
        if w_b.imag != 0.0:
            length /= math.exp(angle * w_b.imag)
            phase += w_b.imag * math.log(size)
    except OverflowError:
        raise error(space.w_OverflowError, "complex exponentiation")
    return W_Complex(length * math.cos(phase), length * math.sin(phase))


@export
def complex_power(a, b):
    """A real number to a power that has no real result."""
    return power(W_Complex(a, 0.0), W_Complex(b, 0.0))


def whole_power(w_a, exponent):
    w_result = W_Complex(1.0, 0.0)
    w_square = w_a
    mask = 1
    while mask <= exponent:
        if exponent & mask:
            w_result = product(w_result, w_square)
        mask <<= 1
        w_square = product(w_square, w_square)
    return w_result


# ____________________________________________________________ complex(...)


def malformed():
    return value_error("complex() arg is a malformed string")


def number_end(text, start):
    """Where a number that begins here ends; a sign belongs to it, also after an `e`."""
    i = start
    if i < len(text) and (text[i] == "+" or text[i] == "-"):
        i += 1
    while i < len(text):
        c = text[i]
        if (c == "+" or c == "-") and text[i - 1] != "e" and text[i - 1] != "E":
            break
        if c == "j" or c == "J":
            break
        i += 1
    return i


def part_value(text):
    """A real number; a sign alone is one, which comes before `j`."""
    if text == "" or text == "+":
        return 1.0
    if text == "-":
        return -1.0
    return float_value(text)


def float_value(text):
    try:
        return parse_float(text, space.newstr(text))
    except OperationError:
        raise malformed()


def parse_complex(text):
    text = strip_spaces(text)
    if len(text) > 2 and text[0] == "(" and text[len(text) - 1] == ")":
        text = strip_spaces(text[1 : len(text) - 1])
    if len(text) == 0 or text.find(" ") >= 0:
        raise malformed()
    last = text[len(text) - 1]
    end = number_end(text, 0)
    if last != "j" and last != "J":
        if end != len(text):
            raise malformed()
        return W_Complex(float_value(text), 0.0)
    if end == len(text) - 1:
        return W_Complex(0.0, part_value(text[:end]))
    imag_end = number_end(text, end)
    if imag_end != len(text) - 1 or (text[end] != "+" and text[end] != "-"):
        raise malformed()
    return W_Complex(float_value(text[:end]), part_value(text[end:imag_end]))


def argument(w_value, which):
    """The number that an argument is."""
    w_result = as_complex(w_value)
    if w_result is not None:
        return w_result
    w_type = w_value.getclass()
    w_method = w_type.lookup("__complex__")
    if w_method is not None and which == "first":
        w_number = w_method.call1(w_value)
        if not isinstance(w_number, W_Complex):
            raise type_error("__complex__ returned non-complex (type " + w_number.type_name() + ")")
        return w_number
    if isinstance(w_value, space.W_Str) or (w_type.lookup("__float__") is None and w_type.lookup("__index__") is None):
        if which == "second":
            raise type_error("complex() second argument must be a number, not '" + w_value.type_name() + "'")
        raise type_error("complex() first argument must be a string or a number, not '" + w_value.type_name() + "'")
    return W_Complex(w_value.float_w(), 0.0)


def complex_new(w_type, args):
    w_real = args.keyword("real")
    if args.count() > 0:
        w_real = args.args_w[0]
    w_imag = args.keyword("imag")
    if args.count() > 1:
        w_imag = args.args_w[1]
    if args.count() > 2:
        raise type_error("complex() takes at most 2 arguments (" + str(args.count()) + " given)")
    w_result = W_Complex(0.0, 0.0)
    if w_real is not None:
        if isinstance(w_real, space.W_Str):
            if w_imag is not None:
                raise type_error("complex() can't take second arg if first is a string")
            w_result = parse_complex(w_real.text)
        else:
            w_result = argument(w_real, "first")
    if w_imag is not None:
        if isinstance(w_imag, space.W_Str):
            raise type_error("complex() second arg can't be a string")
        w_second = argument(w_imag, "second")
        # Zeros are only added where there is a part to add: that keeps their signs.
        real = w_result.real - w_second.imag if isinstance(w_imag, W_Complex) else w_result.real
        imag = w_result.imag + w_second.real if w_result.imag != 0.0 else w_second.real
        w_result = W_Complex(real, imag)
    if w_type is space.w_complex:
        return w_result
    w_user = w_type.layout.allocate(w_type)
    assert isinstance(w_user, W_Complex)
    w_user.real = w_result.real
    w_user.imag = w_result.imag
    return w_user


def real_part(w_value):
    assert isinstance(w_value, W_Complex)
    return W_Float(w_value.real)


def imaginary_part(w_value):
    assert isinstance(w_value, W_Complex)
    return W_Float(w_value.imag)


def setup():
    make_type("complex", W_Complex, new=complex_new, getsets=[("real", real_part), ("imag", imaginary_part)])
