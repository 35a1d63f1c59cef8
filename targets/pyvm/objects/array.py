"""array.array: numbers of one machine type, kept as bytes."""

from rpython.rlib.objectmodel import newlist_hint

from objects.base import W_Root, error, type_error, value_error
from objects.chars import CharsMixin, chars_of
from objects.items import DoesNotFit, Item, find_item, pack, unpack
from objects.ops import ADD, EQ, GE, GT, LE, LT, MUL, NE
from objects.slice import W_Slice, sequence_index
from objects.slots import make_type
from objects.space import export, space

CODES = "bBhHiIlLqQfd"
NAMES = {"b": "signed char", "B": "unsigned byte integer", "h": "short integer", "H": "unsigned short", "i": "integer", "I": "unsigned int",
         "l": "C long", "L": "C unsigned long", "q": "int", "Q": "int"}  # fmt: skip
BYTE = find_item("B")
assert isinstance(BYTE, Item)


@export
class W_Array(CharsMixin, W_Root):
    OPERATORS = "add mul"
    REFLECTED = "mul"
    INPLACE = "add mul"

    # What one has that `__new__` has just made.
    item = BYTE

    def __init__(self, item, chars):
        self.item = item
        self.chars = chars

    def getclass(self):
        return space.w_array

    def count(self):
        return len(self.chars) // self.item.size

    def has_length(self):
        return True

    def length(self):
        return self.count()

    def is_true(self):
        return len(self.chars) != 0

    def buffer_format(self):
        return self.item.code

    def hash(self):
        raise type_error("unhashable type: 'array.array'")

    def repr(self):
        text = self.type_name() + "('" + self.item.code + "'"
        if len(self.chars) > 0:
            text += ", [" + ", ".join([self.item_at(i).repr() for i in range(self.count())]) + "]"
        return text + ")"

    # ---- items

    def item_at(self, i):
        size = self.item.size
        return unpack(self.item, self.buffer_part(i * size, size), 0, False)

    def packed(self, w_value):
        item = self.item
        if item.is_int() and not w_value.has_index():
            raise type_error("'" + w_value.type_name() + "' object cannot be interpreted as an integer")
        try:
            return pack(item, w_value, False)
        except DoesNotFit:
            w_int = w_value.index_w()
            if item.size == 8 or isinstance(w_int, space.W_Long) and not w_int.bigint().fits_int():
                raise error(space.w_OverflowError, "int too big to convert")
            limit = "less than minimum" if w_int.int_w() < item.least else "greater than maximum"
            raise error(space.w_OverflowError, NAMES[item.code] + " is " + limit)

    def append(self, w_value):
        data = self.packed(w_value)
        for c in data:
            self.chars.append(c)

    def extend(self, w_items):
        if isinstance(w_items, W_Array):
            if w_items.item is not self.item:
                raise type_error("can only extend with array of same kind")
            for c in w_items.buffer_bytes():
                self.chars.append(c)
            return
        w_iter = w_items.iter()
        while True:
            w_item = w_iter.next()
            if w_item is None:
                return
            self.append(w_item)

    def getitem(self, w_index):
        if not isinstance(w_index, W_Slice):
            return self.item_at(sequence_index(w_index, self.count(), "array"))
        start, stop, step, n = w_index.indices(self.count())
        return W_Array(self.item, self.taken(start, step, n))

    def taken(self, start, step, n):
        size = self.item.size
        chars = newlist_hint(n * size)
        for k in range(n):
            at = (start + k * step) * size
            for i in range(size):
                chars.append(self.chars[at + i])
        return chars

    def setitem(self, w_index, w_value):
        if not isinstance(w_index, W_Slice):
            i = sequence_index(w_index, self.count(), "array assignment")
            self.buffer_store(i * self.item.size, self.packed(w_value))
            return
        if not isinstance(w_value, W_Array):
            raise type_error("can only assign array (not \"" + w_value.type_name() + "\") to array slice")
        if w_value.item is not self.item:
            raise type_error("bad argument type for built-in operation")
        start, stop, step, n = w_index.indices(self.count())
        data = w_value.buffer_bytes()
        size = self.item.size
        if step == 1:
            self.replace(start, start + n, data)
            return
        if len(data) != n * size:
            raise value_error(
                "attempt to assign array of size " + str(len(data) // size) + " to extended slice of size " + str(n)
            )
        for k in range(n):
            self.buffer_store((start + k * step) * size, data[k * size : (k + 1) * size])

    def replace(self, start, stop, data):
        """Other bytes in place of some items."""
        size = self.item.size
        before = self.buffer_part(0, start * size)
        self.chars = chars_of(before + data + self.buffer_part(stop * size, len(self.chars) - stop * size))

    def delitem(self, w_index):
        if isinstance(w_index, W_Slice):
            start, stop, step, n = w_index.indices(self.count())
        else:
            start, step, n = sequence_index(w_index, self.count(), "array assignment"), 1, 1
        if step < 0:
            start, step = start + (n - 1) * step, -step
        for k in range(n - 1, -1, -1):
            at = start + k * step
            self.replace(at, at + 1, "")

    def iter(self):
        return space.W_SequenceIterator(self)

    def contains(self, w_item):
        return self.find(w_item, 0) >= 0

    def find(self, w_item, start):
        for i in range(start, self.count()):
            if space.same_or_equal(self.item_at(i), w_item):
                return i
        return -1

    # ---- operators

    def compare(self, w_other, op):
        if not isinstance(w_other, W_Array):
            return space.w_NotImplemented
        n = min(self.count(), w_other.count())
        for i in range(n):
            w_a = self.item_at(i)
            w_b = w_other.item_at(i)
            if not space.same_or_equal(w_a, w_b):
                if op == EQ or op == NE:
                    return space.newbool(op == NE)
                return space.compare(w_a, w_b, op)
        a = self.count()
        b = w_other.count()
        if op == EQ or op == NE:
            return space.newbool((a == b) == (op == EQ))
        if op == LT or op == LE:
            return space.newbool(a < b or op == LE and a == b)
        return space.newbool(a > b or op == GE and a == b)

    def binop(self, w_other, op):
        if op == ADD:
            if not isinstance(w_other, W_Array):
                raise type_error('can only append array (not "' + w_other.type_name() + '") to array')
            if w_other.item is not self.item:
                raise type_error("bad argument type for built-in operation")
            return W_Array(self.item, chars_of(self.buffer_bytes() + w_other.buffer_bytes()))
        if op == MUL and w_other.has_index():
            return W_Array(self.item, chars_of(self.repeated(w_other)))
        return space.w_NotImplemented

    def rbinop(self, w_left, op):
        if op == MUL and w_left.has_index():
            return W_Array(self.item, chars_of(self.repeated(w_left)))
        return space.w_NotImplemented

    def repeated(self, w_times):
        return self.buffer_bytes() * space.repeat_count(w_times, len(self.chars))

    def operator_error(self, w_other, op):
        if op == MUL:
            return type_error("can't multiply sequence by non-int of type '" + w_other.type_name() + "'")
        return W_Root.operator_error(self, w_other, op)

    def inplace(self, w_other, op):
        if op == ADD:
            if not isinstance(w_other, W_Array):
                raise type_error('can only extend with array (not "' + w_other.type_name() + '")')
            self.extend(w_other)
            return self
        if op == MUL and w_other.has_index():
            self.chars = chars_of(self.repeated(w_other))
            return self
        return space.w_NotImplemented

    # ---- methods

    def m_append(self, w_v):
        self.append(w_v)

    def m_extend(self, w_bb):
        self.extend(w_bb)

    def m_fromlist(self, w_list):
        if not isinstance(w_list, space.W_List):
            raise type_error("arg must be list")
        parts = [self.packed(w_item) for w_item in space.items_of(w_list)]
        for part in parts:
            for c in part:
                self.chars.append(c)

    def m_insert(self, w_i, w_v):
        n = self.count()
        i = space.clamped_index(w_i)
        if i < 0:
            i = max(i + n, 0)
        i = min(i, n)
        self.replace(i, i, self.packed(w_v))

    def m_pop(self, w_i=None):
        if len(self.chars) == 0:
            raise error(space.w_IndexError, "pop from empty array")
        n = self.count()
        i = n - 1
        if w_i is not None:
            i = w_i.int_w()
            if i < 0:
                i += n
            if i < 0 or i >= n:
                raise error(space.w_IndexError, "pop index out of range")
        w_item = self.item_at(i)
        self.replace(i, i + 1, "")
        return w_item

    def m_remove(self, w_v):
        i = self.find(w_v, 0)
        if i < 0:
            raise value_error("array.remove(x): x not in array")
        self.replace(i, i + 1, "")

    def m_index(self, w_v, w_start=None, w_stop=None):
        n = self.count()
        start, stop = space.find_range(n, w_start, w_stop)
        i = self.find(w_v, start)
        if i < 0 or i >= stop:
            raise value_error("array.index(x): x not in array")
        return space.newint(i)

    def m_count(self, w_v):
        count = 0
        i = self.find(w_v, 0)
        while i >= 0:
            count += 1
            i = self.find(w_v, i + 1)
        return space.newint(count)

    def m_reverse(self):
        n = self.count()
        self.chars = self.taken(n - 1, -1, n)

    def m_byteswap(self):
        size = self.item.size
        chars = newlist_hint(len(self.chars))
        for i in range(self.count()):
            for k in range(size):
                chars.append(self.chars[(i + 1) * size - 1 - k])
        self.chars = chars

    def m_tobytes(self):
        return space.newbytes(self.buffer_bytes())

    def m_frombytes(self, w_buffer):
        if not w_buffer.is_buffer():
            raise type_error("a bytes-like object is required, not '" + w_buffer.type_name() + "'")
        data = w_buffer.buffer_bytes()
        if len(data) % self.item.size != 0:
            raise value_error("bytes length not a multiple of item size")
        for c in data:
            self.chars.append(c)

    def m_tolist(self):
        return space.newlist([self.item_at(i) for i in range(self.count())])

    def m___copy__(self):
        return W_Array(self.item, self.chars[:])

    def m___deepcopy__(self, w_memo):
        return W_Array(self.item, self.chars[:])


def array_new(w_type, args):
    if args.keyword_count() > 0 and w_type is space.w_array:
        raise type_error("array.array() takes no keyword arguments")
    n = args.count()
    if n < 1 or n > 2:
        raise type_error("array() takes " + ("at least 1 argument" if n < 1 else "at most 2 arguments") + " (" + str(n) + " given)")
    w_code = args.args_w[0]
    if not isinstance(w_code, space.W_Str):
        raise type_error("array() argument 1 must be a unicode character, not " + w_code.type_name())
    item = find_item(w_code.text)
    if item is None or CODES.find(item.code) < 0:
        raise value_error("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)")
    if w_type is space.w_array:
        w_array = W_Array(item, [])
    else:
        w_array = w_type.layout.allocate(w_type)
        assert isinstance(w_array, W_Array)
        w_array.item = item
        w_array.chars = []
    if n == 2:
        fill(w_array, args.args_w[1])
    return w_array


def fill(w_array, w_initial):
    if isinstance(w_initial, space.W_BytesLike):
        w_array.m_frombytes(w_initial)
    elif isinstance(w_initial, W_Array):
        for i in range(w_initial.count()):
            w_array.append(w_initial.item_at(i))
    elif isinstance(w_initial, space.W_Str):
        raise type_error("cannot use a str to initialize an array with typecode '" + w_array.item.code + "'")
    else:
        w_array.extend(w_initial)


def array_init(w_self, args):
    """`__new__` has done it all."""


array_init.__name__ = "__init__"


def as_array(w_obj):
    assert isinstance(w_obj, W_Array)
    return w_obj


def setup():
    w_type = make_type(
        "array",
        W_Array,
        new=array_new,
        getsets=[
            ("typecode", lambda w: space.newstr(as_array(w).item.code)),
            ("itemsize", lambda w: space.newint(as_array(w).item.size)),
        ],
        extra=[array_init],
    )
    w_type.module = "array"
