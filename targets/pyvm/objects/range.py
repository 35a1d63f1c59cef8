"""Ranges. Their ends are machine words."""

from objects.base import W_Root, error, type_error, value_error
from objects.ops import EQ, NE
from objects.slice import W_Slice, count, sequence_index
from objects.slots import make_type
from objects.space import export, space


@export
class W_Range(W_Root):
    _immutable_fields_ = ["start", "stop", "step", "size"]

    def __init__(self, start, stop, step):
        self.start = start
        self.stop = stop
        self.step = step
        self.size = count(start, stop, step)

    def getclass(self):
        return space.w_range

    def has_length(self):
        return True

    def length(self):
        return self.size

    def is_true(self):
        return self.size != 0

    def repr(self):
        text = "range(" + str(self.start) + ", " + str(self.stop)
        if self.step != 1:
            text += ", " + str(self.step)
        return text + ")"

    def getitem(self, w_index):
        if isinstance(w_index, W_Slice):
            start, stop, step, n = w_index.indices(self.size)
            return W_Range(self.start + start * self.step, self.start + stop * self.step, self.step * step)
        return space.newint(self.start + sequence_index(w_index, self.size, "range object") * self.step)

    def iter(self):
        return W_RangeIterator(self.start, self.size, self.step)

    def position(self, value):
        """The index of a number, or -1."""
        if self.size == 0:
            return -1
        distance = value - self.start
        if distance % self.step != 0:
            return -1
        i = distance // self.step
        if i < 0 or i >= self.size:
            return -1
        return i

    def contains(self, w_item):
        if isinstance(w_item, space.W_Int):
            return self.position(w_item.intval) >= 0
        return W_Root.contains(self, w_item)

    def compare(self, w_other, op):
        if not isinstance(w_other, W_Range) or (op != EQ and op != NE):
            return space.w_NotImplemented
        same = self.size == w_other.size and (
            self.size == 0
            or (self.start == w_other.start and (self.size == 1 or self.step == w_other.step))
        )
        return space.newbool(same == (op == EQ))

    def hash(self):
        w_none = space.w_None
        if self.size == 0:
            return space.newtuple([space.newint(0), w_none, w_none]).hash()
        if self.size == 1:
            return space.newtuple([space.newint(1), space.newint(self.start), w_none]).hash()
        return space.newtuple([space.newint(self.size), space.newint(self.start), space.newint(self.step)]).hash()

    def m_index(self, w_item):
        if isinstance(w_item, space.W_Int):
            i = self.position(w_item.intval)
            if i >= 0:
                return space.newint(i)
        raise value_error(w_item.repr() + " is not in range")

    def m_count(self, w_item):
        return space.newint(1 if self.contains(w_item) else 0)

    def m___reversed__(self):
        return W_RangeIterator(self.start + (self.size - 1) * self.step, self.size, -self.step)


class W_RangeIterator(W_Root):
    def __init__(self, start, left, step):
        self.value = start
        self.left = left
        self.step = step

    def getclass(self):
        return space.w_range_iterator

    def iter(self):
        return self

    def is_iterator(self):
        return True

    def next(self):
        if self.left <= 0:
            return None
        self.left -= 1
        value = self.value
        self.value = value + self.step
        return space.newint(value)

    def m___length_hint__(self):
        return space.newint(self.left)


def range_new(w_type, args):
    n = args.count()
    if n == 0:
        raise type_error("range expected at least 1 argument, got 0")
    if n > 3:
        raise type_error("range expected at most 3 arguments, got " + str(n))
    step = 1
    if n == 1:
        start = 0
        stop = end_of(args.args_w[0])
    else:
        start = end_of(args.args_w[0])
        stop = end_of(args.args_w[1])
        if n == 3:
            step = end_of(args.args_w[2])
            if step == 0:
                raise value_error("range() arg 3 must not be zero")
    return W_Range(start, stop, step)


def end_of(w_value):
    if isinstance(w_value, space.W_Int):
        return w_value.intval
    if not w_value.has_index():
        raise type_error("'" + w_value.type_name() + "' object cannot be interpreted as an integer")
    w_int = w_value.index_w()
    if w_int.bigint().fits_int():
        return w_int.int_w()
    raise error(space.w_OverflowError, "Python int too large to convert to C ssize_t")


def as_range(w_value):
    assert isinstance(w_value, W_Range)
    return w_value


def setup():
    make_type(
        "range",
        W_Range,
        new=range_new,
        final=True,
        getsets=[
            ("start", lambda w: space.newint(as_range(w).start)),
            ("stop", lambda w: space.newint(as_range(w).stop)),
            ("step", lambda w: space.newint(as_range(w).step)),
        ],
    )
    make_type("range_iterator", W_RangeIterator, final=True)
