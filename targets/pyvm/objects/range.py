"""Ranges. `W_Range` knows what ranges of any ints do, by rbigints; `W_IntRange` is faster, and what most are: its ends are so small that
sums and products of indices and steps are machine words."""

from rpython.rlib.rbigint import rbigint

from objects.base import W_Root, error, type_error, value_error
from objects.int import W_AbstractInt, W_Int
from objects.ops import EQ, NE
from objects.slice import W_Slice, count, sequence_index
from objects.slots import make_type
from objects.space import export, space

# Ends and steps of machine words are below this.
LIMIT = 1 << 61


@export
class W_Range(W_Root):
    def getclass(self):
        return space.w_range

    def start_w(self):
        raise NotImplementedError

    def stop_w(self):
        raise NotImplementedError

    def step_w(self):
        raise NotImplementedError

    def big_size(self):
        raise NotImplementedError

    def big_item(self, i):
        """The item of this index, which may be beyond the end."""
        return self.start_w().bigint().add(self.step_w().bigint().mul(i))

    def has_length(self):
        return True

    def length(self):
        return space.newlong(self.big_size()).int_w()

    def is_true(self):
        return self.big_size().sign > 0

    def repr(self):
        text = "range(" + self.start_w().repr() + ", " + self.stop_w().repr()
        step = self.step_w().repr()
        if step != "1":
            text += ", " + step
        return text + ")"

    def getitem(self, w_index):
        size = self.big_size()
        if isinstance(w_index, W_Slice):
            start, stop, step = big_indices(w_index, size)
            return make_range(self.big_item(start), self.big_item(stop), self.step_w().bigint().mul(step))
        if not w_index.has_index():
            raise type_error("range indices must be integers or slices, not " + w_index.type_name())
        i = w_index.index_w().bigint()
        if i.sign < 0:
            i = i.add(size)
        if i.sign < 0 or i.ge(size):
            raise error(space.w_IndexError, "range object index out of range")
        return space.newlong(self.big_item(i))

    def iter(self):
        return W_LongRangeIterator(self.start_w().bigint(), self.big_size(), self.step_w().bigint())

    def big_position(self, value):
        """The index of a number, or -1."""
        i, rest = value.sub(self.start_w().bigint()).divmod(self.step_w().bigint())
        if rest.sign != 0 or i.sign < 0 or i.ge(self.big_size()):
            return rbigint.fromint(-1)
        return i

    def contains(self, w_item):
        if isinstance(w_item, W_AbstractInt):
            return self.big_position(w_item.bigint()).sign >= 0
        return W_Root.contains(self, w_item)

    def compare(self, w_other, op):
        if not isinstance(w_other, W_Range) or (op != EQ and op != NE):
            return space.w_NotImplemented
        size = self.big_size()
        same = size.eq(w_other.big_size())
        if same and size.sign > 0:
            same = self.start_w().bigint().eq(w_other.start_w().bigint())
            if same and size.int_gt(1):
                same = self.step_w().bigint().eq(w_other.step_w().bigint())
        return space.newbool(same == (op == EQ))

    def hash(self):
        size = self.big_size()
        w_start = self.start_w() if size.sign > 0 else space.w_None
        w_step = self.step_w() if size.int_gt(1) else space.w_None
        return space.newtuple([space.newlong(size), w_start, w_step]).hash()

    def m_index(self, w_item):
        if isinstance(w_item, W_AbstractInt):
            i = self.big_position(w_item.bigint())
            if i.sign >= 0:
                return space.newlong(i)
        raise value_error(w_item.repr() + " is not in range")

    def m_count(self, w_item):
        return space.newint(1 if self.contains(w_item) else 0)

    def m___reversed__(self):
        return self.backwards()

    def backwards(self):
        last = self.big_item(self.big_size().int_sub(1))
        return W_LongRangeIterator(last, self.big_size(), self.step_w().bigint().neg())


class W_IntRange(W_Range):
    _immutable_fields_ = ["start", "stop", "step", "size"]

    def __init__(self, start, stop, step):
        self.start = start
        self.stop = stop
        self.step = step
        self.size = count(start, stop, step)

    def start_w(self):
        return W_Int(self.start)

    def stop_w(self):
        return W_Int(self.stop)

    def step_w(self):
        return W_Int(self.step)

    def big_size(self):
        return rbigint.fromint(self.size)

    def length(self):
        return self.size

    def is_true(self):
        return self.size != 0

    def getitem(self, w_index):
        if isinstance(w_index, W_Slice):
            start, stop, step, n = w_index.indices(self.size)
            if -LIMIT < step and step < LIMIT and small_product(step, self.step):
                return W_IntRange(self.start + start * self.step, self.start + stop * self.step, self.step * step)
            return W_Range.getitem(self, w_index)
        if not isinstance(w_index, W_Int):
            return W_Range.getitem(self, w_index)
        return space.newint(self.start + sequence_index(w_index, self.size, "range object") * self.step)

    def iter(self):
        return W_RangeIterator(self.start, self.size, self.step)

    def contains(self, w_item):
        if isinstance(w_item, W_Int):
            return self.position(w_item.intval) >= 0
        return W_Range.contains(self, w_item)

    def position(self, value):
        """The index of a number, or -1."""
        if self.size == 0 or value <= -LIMIT or value >= LIMIT:
            return -1
        distance = value - self.start
        if distance % self.step != 0:
            return -1
        i = distance // self.step
        if i < 0 or i >= self.size:
            return -1
        return i

    def backwards(self):
        return W_RangeIterator(self.start + (self.size - 1) * self.step, self.size, -self.step)


def small_product(a, b):
    return -(1 << 30) < a and a < (1 << 30) and -(1 << 30) < b and b < (1 << 30)


class W_LongRange(W_Range):
    _immutable_fields_ = ["start", "stop", "step", "size"]

    def __init__(self, start, stop, step):
        self.start = start
        self.stop = stop
        self.step = step
        # As many steps as there are, rounded up.
        distance = stop.sub(start) if step.sign > 0 else start.sub(stop)
        if distance.sign <= 0:
            self.size = rbigint.fromint(0)
        else:
            self.size = distance.int_sub(1).floordiv(step.abs()).int_add(1)

    def start_w(self):
        return space.newlong(self.start)

    def stop_w(self):
        return space.newlong(self.stop)

    def step_w(self):
        return space.newlong(self.step)

    def big_size(self):
        return self.size


def is_small(big):
    return big.int_lt(LIMIT) and big.int_gt(-LIMIT)


def make_range(start, stop, step):
    """Of rbigints."""
    if is_small(start) and is_small(stop) and is_small(step):
        return W_IntRange(start.toint(), stop.toint(), step.toint())
    return W_LongRange(start, stop, step)


def big_indices(w_slice, size):
    """Start, stop and step of a slice of so many items, as rbigints."""
    one = rbigint.fromint(1)
    step = one
    if w_slice.w_step is not space.w_None:
        step = big_index(w_slice.w_step)
        if step.sign == 0:
            raise value_error("slice step cannot be zero")
    if step.sign > 0:
        least, most = rbigint.fromint(0), size
        start, stop = least, most
    else:
        least, most = rbigint.fromint(-1), size.sub(one)
        start, stop = most, least
    if w_slice.w_start is not space.w_None:
        start = clamped(big_index(w_slice.w_start), size, least, most)
    if w_slice.w_stop is not space.w_None:
        stop = clamped(big_index(w_slice.w_stop), size, least, most)
    return start, stop, step


def big_index(w_index):
    if not w_index.has_index():
        raise type_error("slice indices must be integers or None or have an __index__ method")
    return w_index.index_w().bigint()


def clamped(i, size, least, most):
    if i.sign < 0:
        i = i.add(size)
    if i.lt(least):
        return least
    if i.gt(most):
        return most
    return i


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


class W_LongRangeIterator(W_Root):
    def __init__(self, start, left, step):
        self.value = start
        self.left = left
        self.step = step

    def getclass(self):
        return space.w_longrange_iterator

    def iter(self):
        return self

    def is_iterator(self):
        return True

    def next(self):
        if self.left.sign <= 0:
            return None
        self.left = self.left.int_sub(1)
        value = self.value
        self.value = value.add(self.step)
        return space.newlong(value)

    def m___length_hint__(self):
        return space.newlong(self.left)


def range_new(w_type, args):
    n = args.count()
    if args.keyword_count() > 0:
        raise type_error("range() takes no keyword arguments")
    if n == 0:
        raise type_error("range expected at least 1 argument, got 0")
    if n > 3:
        raise type_error("range expected at most 3 arguments, got " + str(n))
    w_start = W_Int(0)
    w_step = W_Int(1)
    if n == 1:
        w_stop = end_of(args.args_w[0])
    else:
        w_start = end_of(args.args_w[0])
        w_stop = end_of(args.args_w[1])
        if n == 3:
            w_step = end_of(args.args_w[2])
            if not w_step.is_true():
                raise value_error("range() arg 3 must not be zero")
    start = small(w_start)
    stop = small(w_stop)
    step = small(w_step)
    if start < LIMIT and stop < LIMIT and step < LIMIT:
        return W_IntRange(start, stop, step)
    return W_LongRange(w_start.bigint(), w_stop.bigint(), w_step.bigint())


def small(w_int):
    """Its value if that is below the limit, else the limit."""
    if isinstance(w_int, W_Int) and -LIMIT < w_int.intval and w_int.intval < LIMIT:
        return w_int.intval
    return LIMIT


def end_of(w_value):
    if not w_value.has_index():
        raise type_error("'" + w_value.type_name() + "' object cannot be interpreted as an integer")
    return w_value.index_w()


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
            ("start", lambda w: as_range(w).start_w()),
            ("stop", lambda w: as_range(w).stop_w()),
            ("step", lambda w: as_range(w).step_w()),
        ],
    )
    make_type("range_iterator", W_RangeIterator, final=True)
    make_type("longrange_iterator", W_LongRangeIterator, final=True)
