"""Ints: a machine word while that is enough, else an `rbigint`. Both are of the type `int`; bools are ints."""

from rpython.rlib.rarithmetic import intmask, ovfcheck
from rpython.rlib.rbigint import MaxIntError, rbigint
from rpython.rlib.rstring import ParseStringError, strip_spaces

from objects.base import W_Root, error, type_error, value_error
from objects.instance import user_class
from objects.ops import ABS, AND, INVERT, NEG, OR, XOR
from objects.slots import make_type
from objects.space import export, space
from objects.unicode import ascii_decimals

HASH_MODULUS = 2**61 - 1


@export
class W_AbstractInt(W_Root):
    """`bigint` is the value as an rbigint, whatever it is stored as. What is written here works for all; W_Int has faster ways."""

    OPERATORS = "add sub mul truediv floordiv mod pow lshift rshift and or xor divmod"
    UNARY = "neg pos invert abs"

    def getclass(self):
        return space.w_int

    def bigint(self):
        raise NotImplementedError

    def has_index(self):
        return True

    def index_w(self):
        return self

    def int_w(self):
        try:
            return self.bigint().toint()
        except OverflowError:
            raise error(space.w_OverflowError, "Python int too large to convert to C ssize_t")

    def float_w(self):
        try:
            return self.bigint().tofloat()
        except OverflowError:
            raise error(space.w_OverflowError, "int too large to convert to float")

    def is_true(self):
        return self.bigint().sign != 0

    def repr(self):
        space.check_digits(self.bigint())
        return self.bigint().str()

    def str(self):
        return self.repr()

    def format(self, spec):
        if len(spec) == 0:
            return self.str()
        return space.format_int(self, spec)

    def hash(self):
        return self.bigint().hash()

    def unary(self, op):
        if op == NEG:
            return newlong(self.bigint().neg())
        if op == INVERT:
            return newlong(self.bigint().invert())
        if op == ABS:
            return newlong(self.bigint().abs())
        return newlong(self.bigint())

    def binop(self, w_other, op):
        if isinstance(w_other, W_AbstractInt):
            return space.long_binop(self.bigint(), w_other.bigint(), op)
        return space.w_NotImplemented

    def rbinop(self, w_left, op):
        if isinstance(w_left, W_AbstractInt):
            return w_left.binop(self, op)
        return space.w_NotImplemented

    def compare(self, w_other, op):
        if isinstance(w_other, W_AbstractInt):
            return space.newbool(space.compare_longs(self.bigint(), w_other.bigint(), op))
        return space.w_NotImplemented

    def m_bit_length(self):
        return space.newint(self.bigint().bit_length())

    def m_bit_count(self):
        return space.newint(self.bigint().bit_count())

    def m_conjugate(self):
        return as_int(self)

    def m___int__(self):
        return as_int(self)

    def m___trunc__(self):
        return as_int(self)

    def m___floor__(self):
        return as_int(self)

    def m___ceil__(self):
        return as_int(self)

    def m___round__(self, w_ndigits=None):
        if w_ndigits is None:
            return as_int(self)
        return space.round_int(self, w_ndigits.int_w())

    def m_is_integer(self):
        return space.w_True

    def m_as_integer_ratio(self):
        return space.newtuple([as_int(self), space.newint(1)])

    def m_to_bytes(self, w_length=None, w_byteorder=None, w_signed=None):
        length = 1 if w_length is None else w_length.int_w()
        if length < 0:
            raise value_error("length argument must be non-negative")
        byteorder = byte_order(w_byteorder)
        signed = w_signed is not None and w_signed.is_true()
        big = self.bigint()
        if big.sign < 0 and not signed:
            raise error(space.w_OverflowError, "can't convert negative int to unsigned")
        try:
            return space.newbytes(big.tobytes(length, byteorder, signed))
        except OverflowError:
            raise error(space.w_OverflowError, "int too big to convert")

    def m___getnewargs__(self):
        return space.newtuple([as_int(self)])


@export
class W_Int(W_AbstractInt):
    _immutable_fields_ = ["intval"]

    def __init__(self, intval):
        self.intval = intval

    def bigint(self):
        return rbigint.fromint(self.intval)

    def int_w(self):
        return self.intval

    def float_w(self):
        return float(self.intval)

    def is_true(self):
        return self.intval != 0

    def repr(self):
        return str(self.intval)

    def str(self):
        return self.repr()

    def format(self, spec):
        if len(spec) == 0:
            return self.str()
        return space.format_int(self, spec)

    def hash(self):
        return space.hash_int(self.intval)

    def is_same(self, w_other):
        if type(w_other) is not W_Int or type(self) is not W_Int:
            return False
        return self.intval == w_other.intval

    def identity(self):
        return intmask((self.intval << 4) | 1)

    def unary(self, op):
        a = self.intval
        if op == NEG:
            try:
                return W_Int(ovfcheck(-a))
            except OverflowError:
                return newlong(self.bigint().neg())
        if op == INVERT:
            return W_Int(~a)
        if op == ABS and a < 0:
            return self.unary(NEG)
        return W_Int(a)

    def binop(self, w_other, op):
        if isinstance(w_other, W_Int):
            return space.int_binop(self, w_other, op)
        if isinstance(w_other, W_Long):
            return space.long_binop(self.bigint(), w_other.bigval, op)
        return space.w_NotImplemented

    def rbinop(self, w_left, op):
        if isinstance(w_left, W_AbstractInt):
            return w_left.binop(self, op)
        return space.w_NotImplemented

    def compare(self, w_other, op):
        if isinstance(w_other, W_Int):
            return space.newbool(space.compare_ints(self.intval, w_other.intval, op))
        if isinstance(w_other, W_Long):
            return space.newbool(space.compare_longs(self.bigint(), w_other.bigval, op))
        return space.w_NotImplemented


@export
class W_Long(W_AbstractInt):
    """What does not fit in a word (or, as an instance of a subclass of int, any number)."""

    _immutable_fields_ = ["bigval"]

    def __init__(self, bigval):
        self.bigval = bigval

    def bigint(self):
        return self.bigval

    def is_same(self, w_other):
        if type(w_other) is not W_Long or type(self) is not W_Long:
            return False
        return self.bigval.eq(w_other.bigval)


@export
class W_Bool(W_Int):
    OPERATORS = "and or xor"

    def getclass(self):
        return space.w_bool

    def repr(self):
        return "True" if self.intval else "False"

    def binop(self, w_other, op):
        if isinstance(w_other, W_Bool):
            if op == AND:
                return newbool(self.intval != 0 and w_other.intval != 0)
            if op == OR:
                return newbool(self.intval != 0 or w_other.intval != 0)
            if op == XOR:
                return newbool(self.intval != w_other.intval)
        return W_Int.binop(self, w_other, op)

    def is_same(self, w_other):
        return False

    def format(self, spec):
        if len(spec) == 0:
            return self.str()
        return space.format_int(self, spec)


space.w_True = W_Bool(1)
space.w_False = W_Bool(0)


@export
def newint(value):
    return W_Int(value)


@export
def newbool(value):
    return space.w_True if value else space.w_False


@export
def newlong(value):
    """An int of an rbigint, which may fit in a word."""
    if value.fits_int():
        return W_Int(value.toint())
    return W_Long(value)


def as_int(w_value):
    """Without the attributes of a subclass."""
    if isinstance(w_value, W_Int):
        return W_Int(w_value.intval)
    if isinstance(w_value, W_Long):
        return newlong(w_value.bigval)
    raise type_error("an integer is required")


space.as_int = as_int


# ____________________________________________________________ int(...)


def parse_int(text, base, w_source):
    """The int that a str says; ValueError of the interpreted program."""
    if isinstance(w_source, space.W_Str):
        stripped = space.strip_unicode_spaces(text)
        if not w_source.is_ascii():
            stripped = ascii_decimals(stripped)
    else:
        stripped = strip_spaces(text)
    try:
        if len(stripped) < 18 and base == 10 and stripped.find("_") < 0:
            return W_Int(int(stripped))
        return newlong(rbigint.fromstr(stripped, base, True, space.digit_limit()))
    except MaxIntError as e:
        raise value_error(e.msg + "; use sys.set_int_max_str_digits() to increase the limit")
    except (ParseStringError, ValueError):
        raise value_error("invalid literal for int() with base " + str(base) + ": " + w_source.repr())


@export
def to_int(w_value):
    """int(w_value)."""
    if isinstance(w_value, W_AbstractInt):
        w_type = w_value.getclass()
        if not w_type.is_heap:
            return as_int(w_value)
    if isinstance(w_value, space.W_Float):
        return float_to_int(w_value.floatval)
    if isinstance(w_value, space.W_Str):
        return parse_int(w_value.text, 10, w_value)
    if w_value.is_buffer():
        return parse_int(w_value.buffer_bytes(), 10, w_value)
    for name in ["__int__", "__index__", "__trunc__"]:
        w_method = w_value.getclass().lookup(name)
        if w_method is not None:
            w_result = w_method.call1(w_value)
            if not isinstance(w_result, W_AbstractInt):
                raise type_error(name + " returned non-int (type " + w_result.type_name() + ")")
            return as_int(w_result)
    raise type_error(
        "int() argument must be a string, a bytes-like object or a real number, not '" + w_value.type_name() + "'"
    )


@export
def float_to_int(value):
    if value - value != 0.0:
        if value != value:
            raise value_error("cannot convert float NaN to integer")
        raise error(space.w_OverflowError, "cannot convert float infinity to integer")
    if -9.0e18 < value and value < 9.0e18:
        return W_Int(int(value))
    return newlong(rbigint.fromfloat(value))


def int_new(w_type, args):
    n = args.count()
    if n > 2:
        raise type_error("int() takes at most 2 arguments (" + str(n) + " given)")
    w_base = args.keyword("base")
    if n == 2:
        w_base = args.args_w[1]
    if n == 0:
        if w_base is not None:
            raise type_error("int() missing string argument")
        w_result = W_Int(0)
    elif w_base is not None:
        w_text = args.args_w[0]
        base = w_base.int_w()
        if base != 0 and (base < 2 or base > 36):
            raise value_error("int() base must be >= 2 and <= 36, or 0")
        if isinstance(w_text, space.W_Str):
            w_result = parse_int(w_text.text, base, w_text)
        elif isinstance(w_text, space.W_BytesLike):
            w_result = parse_int(w_text.bytes(), base, w_text)
        else:
            raise type_error("int() can't convert non-string with explicit base")
    else:
        w_result = to_int(args.args_w[0])
    if w_type is space.w_int:
        return w_result
    w_user = w_type.layout.allocate(w_type)
    assert isinstance(w_user, W_Long)
    w_user.bigval = w_result.bigint()
    return w_user


def bool_new(w_type, args):
    if args.count() == 0:
        return space.w_False
    return newbool(args.args_w[0].is_true())


def byte_order(w_byteorder):
    if w_byteorder is None:
        return "big"
    byteorder = w_byteorder.text_w()
    if byteorder != "big" and byteorder != "little":
        raise value_error("byteorder must be either 'little' or 'big'")
    return byteorder


def from_bytes(w_type, w_bytes, w_byteorder=None, w_signed=None):
    byteorder = byte_order(w_byteorder)
    data = space.bytes_of(w_bytes)
    w_result = newlong(rbigint.frombytes(data, byteorder, w_signed is not None and w_signed.is_true()))
    if w_type is space.w_int:
        return w_result
    return w_type.call1(w_result)


def setup():
    make_type(
        "int",
        W_AbstractInt,
        new=int_new,
        user=user_class(W_Long, "W_IntUser"),
        classmethods=[from_bytes],
        getsets=[
            ("real", as_int),
            ("imag", lambda w_self: W_Int(0)),
            ("numerator", as_int),
            ("denominator", lambda w_self: W_Int(1)),
        ],
    )
    make_type("bool", W_Bool, space.w_int, new=bool_new, final=True)
