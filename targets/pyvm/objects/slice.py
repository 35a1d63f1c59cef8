"""Slices, and what an index means for a sequence of some length."""

from objects.base import W_Root, error, type_error, value_error
from objects.ops import ADD, BINARY_SYMBOLS, MUL
from objects.slots import make_type
from objects.space import export, space


@export
class W_Slice(W_Root):
    _immutable_fields_ = ["w_start", "w_stop", "w_step"]

    def __init__(self, w_start, w_stop, w_step):
        self.w_start = w_start
        self.w_stop = w_stop
        self.w_step = w_step

    def getclass(self):
        return space.w_slice

    def repr(self):
        return "slice(" + self.w_start.repr() + ", " + self.w_stop.repr() + ", " + self.w_step.repr() + ")"

    def as_tuple(self):
        return space.newtuple([self.w_start, self.w_stop, self.w_step])

    def compare(self, w_other, op):
        if isinstance(w_other, W_Slice):
            return self.as_tuple().compare(w_other.as_tuple(), op)
        return space.w_NotImplemented

    def hash(self):
        raise type_error("unhashable type: 'slice'")

    def indices(self, length):
        """Start, stop, step and how many items for a sequence of this length; start and stop are in it, or one before or after it."""
        step = 1
        if self.w_step is not space.w_None:
            step = slice_index(self.w_step)
            if step == 0:
                raise value_error("slice step cannot be zero")
        if step > 0:
            start = bound(self.w_start, length, 0, 0, length)
            stop = bound(self.w_stop, length, length, 0, length)
        else:
            start = bound(self.w_start, length, length - 1, -1, length - 1)
            stop = bound(self.w_stop, length, -1, -1, length - 1)
        return start, stop, step, count(start, stop, step)

    def m_indices(self, w_length):
        length = w_length.int_w()
        if length < 0:
            raise value_error("length should not be negative")
        start, stop, step, n = self.indices(length)
        return space.newtuple([space.newint(start), space.newint(stop), space.newint(step)])


def bound(w_index, length, default, low, high):
    if w_index is space.w_None:
        return default
    i = slice_index(w_index)
    if i < 0:
        i += length
        if i < low:
            return low
    elif i > high:
        return high
    return i


@export
def slice_index(w_index):
    """A number that may be beyond a word: then it is as large as a word can be."""
    if not w_index.has_index():
        raise type_error("slice indices must be integers or None or have an __index__ method")
    return clamped_index(w_index)


@export
def clamped_index(w_index):
    w_int = w_index.index_w()
    if isinstance(w_int, space.W_Int):
        return w_int.intval
    big = w_int.bigint()
    if big.fits_int():
        return big.toint()
    return -(1 << 62) if big.sign < 0 else 1 << 62


def count(start, stop, step):
    if step > 0:
        return (stop - start + step - 1) // step if stop > start else 0
    return (start - stop - step - 1) // -step if start > stop else 0


@export
def sequence_error(w_sequence, w_other, op):
    """What a sequence says of an operand that it cannot take."""
    name = w_sequence.type_name()
    if op == ADD:
        if isinstance(w_sequence, space.W_BytesLike):
            return type_error("can't concat " + w_other.type_name() + " to " + name)
        return type_error("can only concatenate " + name + ' (not "' + w_other.type_name() + '") to ' + name)
    if op == MUL:
        return type_error("can't multiply sequence by non-int of type '" + w_other.type_name() + "'")
    return space.binary_error(w_sequence, w_other, BINARY_SYMBOLS[op])


@export
def sequence_index(w_index, length, kind):
    """An index into a sequence of this length, negative ones from its end; IndexError of the interpreted program."""
    if not w_index.has_index():
        raise type_error(kind + " indices must be integers or slices, not " + w_index.type_name())
    w_int = w_index.index_w()
    if isinstance(w_int, space.W_Long) and not w_int.bigint().fits_int():
        raise error(space.w_IndexError, "cannot fit 'int' into an index-sized integer")
    i = w_int.int_w()
    if i < 0:
        i += length
    if i < 0 or i >= length:
        raise error(space.w_IndexError, kind + " index out of range")
    return i


def slice_new(w_type, args):
    n = args.count()
    if n == 1:
        return W_Slice(space.w_None, args.args_w[0], space.w_None)
    if n == 2:
        return W_Slice(args.args_w[0], args.args_w[1], space.w_None)
    if n == 3:
        return W_Slice(args.args_w[0], args.args_w[1], args.args_w[2])
    if n == 0:
        raise type_error("slice expected at least 1 argument, got 0")
    raise type_error("slice expected at most 3 arguments, got " + str(n))


def start_of(w_slice):
    assert isinstance(w_slice, W_Slice)
    return w_slice.w_start


def stop_of(w_slice):
    assert isinstance(w_slice, W_Slice)
    return w_slice.w_stop


def step_of(w_slice):
    assert isinstance(w_slice, W_Slice)
    return w_slice.w_step


def setup():
    make_type(
        "slice",
        W_Slice,
        new=slice_new,
        final=True,
        getsets=[("start", start_of), ("stop", stop_of), ("step", step_of)],
    )


