"""Tuples."""

from rpython.rlib.jit import loop_unrolling_heuristic, look_inside_iff
from rpython.rlib.rarithmetic import intmask, r_uint

from objects.base import W_Root, error, type_error, value_error
from objects.ops import ADD, EQ, MUL, NE
from objects.slice import W_Slice, sequence_error, sequence_index
from objects.slots import make_type
from objects.space import export, space


PRIME_1 = r_uint(11400714785074694791)
PRIME_2 = r_uint(14029467366897019727)


@export
class W_Tuple(W_Root):
    _immutable_fields_ = ["items_w[*]"]
    REFLECTED = "mul"
    OPERATORS = "add mul"

    def __init__(self, items_w):
        self.items_w = items_w

    def getclass(self):
        return space.w_tuple

    def has_length(self):
        return True

    def length(self):
        return len(self.items_w)

    def is_true(self):
        return len(self.items_w) != 0

    def repr(self):
        items_w = self.items_w
        if len(items_w) == 1:
            return "(" + space.repr_item(items_w[0]) + ",)"
        return space.repr_items(self, items_w, "(", ")")

    def str(self):
        return self.repr()

    def getitem(self, w_index):
        if isinstance(w_index, W_Slice):
            start, stop, step, n = w_index.indices(len(self.items_w))
            if step == 1 and n == len(self.items_w) and type(self) is W_Tuple:
                return self
            return W_Tuple(slice_items(self.items_w, start, step, n))
        if isinstance(w_index, space.W_Int):
            i = w_index.intval
            if i < 0:
                i += len(self.items_w)
            if i < 0 or i >= len(self.items_w):
                raise error(space.w_IndexError, "tuple index out of range")
            return self.items_w[i]
        return self.items_w[sequence_index(w_index, len(self.items_w), "tuple")]

    def iter(self):
        return space.W_TupleIterator(self.items_w)

    def contains(self, w_item):
        for w_x in self.items_w:
            if space.same_or_equal(w_x, w_item):
                return True
        return False

    def compare(self, w_other, op):
        if not isinstance(w_other, W_Tuple):
            return space.w_NotImplemented
        return compare_items(self.items_w, w_other.items_w, op)

    def hash(self):
        # The constants and steps of xxHash, as CPython uses them.
        result = r_uint(2870177450012600261)
        for w_item in self.items_w:
            lane = r_uint(space.hash_w(w_item))
            result += lane * PRIME_2
            result = (result << 31) | (result >> 33)
            result *= PRIME_1
        result += r_uint(len(self.items_w)) ^ (r_uint(2870177450012600261) ^ r_uint(3527539))
        value = intmask(result)
        if value == -1:
            return 1546275796
        return value

    def operator_error(self, w_other, op):
        return sequence_error(self, w_other, op)

    def binop(self, w_other, op):
        if op == ADD and isinstance(w_other, W_Tuple):
            return W_Tuple(self.items_w + w_other.items_w)
        if op == MUL and w_other.has_index():
            return W_Tuple(repeat(self.items_w, w_other))
        return space.w_NotImplemented

    def rbinop(self, w_left, op):
        if op == MUL and w_left.has_index():
            return W_Tuple(repeat(self.items_w, w_left))
        return space.w_NotImplemented

    def m_index(self, w_item, w_start=None, w_stop=None):
        start, stop = find_range(len(self.items_w), w_start, w_stop)
        i = start
        while i < stop and i < len(self.items_w):
            if space.same_or_equal(self.items_w[i], w_item):
                return space.newint(i)
            i += 1
        raise value_error("tuple.index(x): x not in tuple")

    def m_count(self, w_item):
        n = 0
        for w_x in self.items_w:
            if space.same_or_equal(w_x, w_item):
                n += 1
        return space.newint(n)

    def m___getnewargs__(self):
        return W_Tuple([W_Tuple(self.items_w)])


@export
def newtuple(items_w):
    return W_Tuple(items_w[:])


@export
def newtuple_fixed(items_w):
    """Of a list that nobody else has and that never changes."""
    return W_Tuple(items_w)


def slice_items(items_w, start, step, n):
    result_w = [space.w_None] * n
    for k in range(n):
        result_w[k] = items_w[start + k * step]
    return result_w


@export
def find_range(length, w_start, w_stop):
    """The part of a sequence that `index` looks at."""
    start = 0 if w_start is None or w_start is space.w_None else space.slice_index(w_start)
    stop = length if w_stop is None or w_stop is space.w_None else space.slice_index(w_stop)
    if start < 0:
        start += length
        if start < 0:
            start = 0
    if stop < 0:
        stop += length
        if stop < 0:
            stop = 0
    if stop > length:
        stop = length
    return start, stop


@export
def repeat_count(w_count, length):
    """How often something of this length is repeated; MemoryError where that cannot be."""
    w_int = w_count.index_w()
    if isinstance(w_int, space.W_Long) and not w_int.bigint().fits_int():
        raise error(space.w_OverflowError, "cannot fit 'int' into an index-sized integer")
    n = w_int.int_w()
    if n < 0 or length == 0:
        return 0
    if n > (1 << 36) // length:
        raise error(space.w_MemoryError, "")
    return n


def repeat(items_w, w_count):
    length = len(items_w)
    n = repeat_count(w_count, length)
    result_w = [space.w_None] * (length * n)
    k = 0
    for i in range(n):
        for w_item in items_w:
            result_w[k] = w_item
            k += 1
    return result_w


@look_inside_iff(lambda a_w, b_w, op: loop_unrolling_heuristic(a_w, len(a_w), 10))
def compare_items(a_w, b_w, op):
    if op == EQ or op == NE:
        if len(a_w) != len(b_w):
            return space.newbool(op == NE)
    n = len(a_w)
    if len(b_w) < n:
        n = len(b_w)
    for i in range(n):
        if not space.same_or_equal(a_w[i], b_w[i]):
            if op == EQ or op == NE:
                return space.newbool(op == NE)
            return space.compare(a_w[i], b_w[i], op)
    return space.newbool(space.compare_numbers(len(a_w), len(b_w), op))


def tuple_new(w_type, args):
    if args.count() > 1:
        raise type_error("tuple expected at most 1 argument, got " + str(args.count()))
    if args.count() == 0:
        items_w = []
    else:
        w_source = args.args_w[0]
        if w_type is space.w_tuple and type(w_source) is W_Tuple:
            return w_source
        items_w = space.items_of(w_source)
    if w_type is space.w_tuple:
        return newtuple(items_w)
    w_user = w_type.layout.allocate(w_type)
    assert isinstance(w_user, W_Tuple)
    w_user.items_w = items_w[:]
    return w_user


def setup():
    make_type("tuple", W_Tuple, new=tuple_new)
