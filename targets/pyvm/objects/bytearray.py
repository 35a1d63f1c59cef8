"""bytearray: bytes that can be changed, a list of characters."""

from objects.base import error, type_error, value_error
from objects.bytes_like import W_BytesLike, byte_of
from objects.bytes_make import fromhex, maketrans
from objects.chars import CharsMixin, chars_of
from objects.ops import ADD, MUL
from objects.slice import W_Slice, sequence_index
from objects.slots import make_type
from objects.space import export, space


@export
class W_ByteArray(CharsMixin, W_BytesLike):
    INPLACE = "add mul"

    def __init__(self, chars):
        self.chars = chars

    def getclass(self):
        return space.w_bytearray

    def bytes(self):
        return self.buffer_part(0, len(self.chars))

    def made(self, data):
        return W_ByteArray(chars_of(data))

    def is_comparable(self, w_other):
        return w_other.is_buffer()

    def length(self):
        return len(self.chars)

    def byte_at(self, i):
        return ord(self.chars[i])

    def repr(self):
        return self.getclass().name + "(" + space.quote_bytes(self.bytes()) + ")"

    def hash(self):
        raise type_error("unhashable type: 'bytearray'")

    def inplace(self, w_other, op):
        if op == ADD:
            if not w_other.is_buffer():
                raise type_error("can't concat " + w_other.type_name() + " to bytearray")
            self.extend(w_other.buffer_bytes())
            return self
        if op == MUL and w_other.has_index():
            self.chars = chars_of(self.bytes() * space.repeat_count(w_other, len(self.chars)))
            return self
        return space.w_NotImplemented

    def extend(self, data):
        for c in data:
            self.chars.append(c)

    # ---- items

    def setitem(self, w_index, w_value):
        if isinstance(w_index, W_Slice):
            self.setslice(w_index, w_value)
            return
        i = sequence_index(w_index, len(self.chars), "bytearray")
        if not w_value.has_index():
            raise type_error("'" + w_value.type_name() + "' object cannot be interpreted as an integer")
        self.chars[i] = chr(byte_of(w_value))

    def setslice(self, w_slice, w_value):
        if isinstance(w_value, space.W_Str) or w_value.has_index():
            raise type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)")
        data = space.bytes_of(w_value)
        start, stop, step, n = w_slice.indices(len(self.chars))
        if step == 1:
            if stop < start:
                stop = start
            self.chars = chars_of(self.bytes()[:start] + data + self.bytes()[stop:])
            return
        if len(data) != n:
            raise value_error("attempt to assign bytes of size " + str(len(data)) + " to extended slice of size " + str(n))
        for k in range(n):
            self.chars[start + k * step] = data[k]

    def delitem(self, w_index):
        if not isinstance(w_index, W_Slice):
            del self.chars[sequence_index(w_index, len(self.chars), "bytearray")]
            return
        start, stop, step, n = w_index.indices(len(self.chars))
        removed = [False] * len(self.chars)
        for k in range(n):
            removed[start + k * step] = True
        kept = []
        for i in range(len(self.chars)):
            if not removed[i]:
                kept.append(self.chars[i])
        self.chars = kept

    # ---- methods

    def m___init__(self, args):
        self.chars = chars_of(space.bytes_argument(args, "byte"))

    def m_append(self, w_item):
        self.chars.append(chr(byte_of(w_item)))

    def m_extend(self, w_items):
        if isinstance(w_items, space.W_Str):
            raise type_error("expected iterable of integers; got: 'str'")
        self.extend(space.bytes_of(w_items))

    def m_insert(self, w_index, w_item):
        n = len(self.chars)
        i = space.clamped_index(w_index)
        if i < 0:
            i = max(i + n, 0)
        self.chars.insert(min(i, n), chr(byte_of(w_item)))

    def m_pop(self, w_index=None):
        n = len(self.chars)
        if n == 0:
            raise error(space.w_IndexError, "pop from empty bytearray")
        i = n - 1
        if w_index is not None:
            i = w_index.int_w()
            if i < 0:
                i += n
            if i < 0 or i >= n:
                raise error(space.w_IndexError, "pop index out of range")
        return space.newint(ord(self.chars.pop(i)))

    def m_remove(self, w_item):
        c = chr(byte_of(w_item))
        for i in range(len(self.chars)):
            if self.chars[i] == c:
                del self.chars[i]
                return
        raise value_error("value not found in bytearray")

    def m_reverse(self):
        self.chars.reverse()

    def m_clear(self):
        self.chars = []

    def m_copy(self):
        return W_ByteArray(self.chars[:])


def bytearray_new(w_type, args):
    if w_type is space.w_bytearray:
        return W_ByteArray([])
    w_user = w_type.layout.allocate(w_type)
    assert isinstance(w_user, W_ByteArray)
    w_user.chars = []
    return w_user


def setup():
    make_type("bytearray", W_ByteArray, new=bytearray_new, classmethods=[fromhex], statics=[maketrans])
