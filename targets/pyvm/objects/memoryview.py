"""memoryview: a part of the bytes of another object, as items of some format, without a copy.

It has one dimension. What it looks into may get smaller meanwhile (CPython does not let a bytearray or an array do that): an item that is no more
there is an IndexError."""

from rpython.rlib.objectmodel import compute_hash
from rpython.rlib.rstring import StringBuilder

from objects.base import OperationError, W_Root, error, type_error, value_error
from objects.items import CHAR, DoesNotFit, find_item, pack, unpack
from objects.ops import EQ, NE
from objects.slice import W_Slice
from objects.slots import make_type
from objects.space import export, space


@export
class W_MemoryView(W_Root):
    def __init__(self, w_owner, item, readonly, start, count, step):
        self.w_owner = w_owner
        self.item = item
        self.readonly = readonly
        # In bytes: where the first item is, and from one to the next.
        self.start = start
        self.count = count
        self.step = step
        self.released = False

    def getclass(self):
        return space.w_memoryview

    def check(self):
        if self.released:
            raise value_error("operation forbidden on released memoryview object")

    def repr(self):
        return "<" + ("released " if self.released else "") + "memory at " + self.address() + ">"

    def has_length(self):
        return True

    def length(self):
        self.check()
        return self.count

    def is_true(self):
        return self.length() != 0

    def is_contiguous(self):
        return self.step == self.item.size or self.count <= 1

    # ---- as bytes

    def is_buffer(self):
        return True

    def is_writable_buffer(self):
        return not self.readonly

    def buffer_length(self):
        self.check()
        return self.count * self.item.size

    def buffer_bytes(self):
        self.check()
        if self.is_contiguous():
            return self.bytes_at(self.start, self.count * self.item.size)
        builder = StringBuilder(self.count * self.item.size)
        for i in range(self.count):
            builder.append(self.bytes_at(self.start + i * self.step, self.item.size))
        return builder.build()

    def buffer_part(self, start, length):
        size = self.item.size
        if self.is_contiguous():
            return self.bytes_at(self.start + start, length)
        return self.buffer_bytes()[start : start + length]

    def buffer_store(self, start, data):
        if self.is_contiguous():
            self.w_owner.buffer_store(self.start + start, data)
            return
        size = self.item.size
        for i in range(len(data)):
            at = start + i
            self.w_owner.buffer_store(self.start + at // size * self.step + at % size, data[i])

    def bytes_at(self, start, length):
        if start + length > self.w_owner.buffer_length():
            raise error(space.w_IndexError, "memoryview: the object has become smaller")
        return self.w_owner.buffer_part(start, length)

    # ---- items

    def position(self, w_index):
        """Where an item is, in bytes."""
        if not w_index.has_index():
            raise type_error("memoryview: invalid slice key")
        i = space.clamped_index(w_index)
        if i < 0:
            i += self.count
        if i < 0 or i >= self.count:
            raise error(space.w_IndexError, "index out of bounds on dimension 1")
        return self.start + i * self.step

    def item_at(self, position):
        return unpack(self.item, self.bytes_at(position, self.item.size), 0, False)

    def getitem(self, w_index):
        self.check()
        if isinstance(w_index, W_Slice):
            return self.part(w_index)
        return self.item_at(self.position(w_index))

    def part(self, w_slice):
        start, stop, step, n = w_slice.indices(self.count)
        return W_MemoryView(self.w_owner, self.item, self.readonly, self.start + start * self.step, n, self.step * step)

    def setitem(self, w_index, w_value):
        self.check()
        if self.readonly:
            raise type_error("cannot modify read-only memory")
        if isinstance(w_index, W_Slice):
            w_part = self.part(w_index)
            source = view_of(w_value)
            if source.item.code != self.item.code or source.count != w_part.count:
                raise value_error("memoryview assignment: lvalue and rvalue have different structures")
            w_part.buffer_store(0, source.buffer_bytes())
            return
        position = self.position(w_index)
        self.bytes_at(position, self.item.size)
        self.w_owner.buffer_store(position, self.packed(w_value))

    def packed(self, w_value):
        item = self.item
        quoted = "'" + item.code + "'"
        if item.is_int() and not w_value.has_index() or item.kind == CHAR and not isinstance(w_value, space.W_Bytes):
            raise type_error("memoryview: invalid type for format " + quoted)
        try:
            return pack(item, w_value, False)
        except DoesNotFit:
            raise value_error("memoryview: invalid value for format " + quoted)
        except OperationError as e:
            if item.kind == CHAR or not e.match(space.w_TypeError):
                raise
            raise type_error("memoryview: invalid type for format " + quoted)

    def delitem(self, w_index):
        raise type_error("cannot delete memory")

    def iter(self):
        self.check()
        return space.W_SequenceIterator(self)

    def compare(self, w_other, op):
        if op != EQ and op != NE or self.released or not w_other.is_buffer():
            return space.w_True if op == EQ and self is w_other else space.w_NotImplemented
        other = view_of(w_other)
        same = self.count == other.count
        if same and self.item is other.item and self.item.kind != FLOAT_KIND:
            same = self.buffer_bytes() == other.buffer_bytes()
        elif same:
            for i in range(self.count):
                w_mine = self.item_at(self.start + i * self.step)
                if not space.compare(w_mine, other.item_at(other.start + i * other.step), EQ).is_true():
                    same = False
        return space.newbool(same == (op == EQ))

    def hash(self):
        self.check()
        if not self.readonly:
            raise value_error("cannot hash writable memoryview object")
        if self.item.size != 1:
            raise value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'")
        return compute_hash(self.buffer_bytes())

    # ---- methods

    def m_tobytes(self, w_order=None):
        return space.newbytes(self.buffer_bytes())

    def m_tolist(self):
        self.check()
        return space.newlist([self.item_at(self.start + i * self.step) for i in range(self.count)])

    def m_hex(self, w_sep=None, w_bytes_per_sep=None):
        return space.W_Bytes(self.buffer_bytes()).m_hex(w_sep, w_bytes_per_sep)

    def m_toreadonly(self):
        self.check()
        return W_MemoryView(self.w_owner, self.item, True, self.start, self.count, self.step)

    def m_cast(self, w_format, w_shape=None):
        self.check()
        code = w_format.text_w()
        if code.startswith("@"):
            code = code[1:]
        item = find_item(code)
        if item is None or code == "e":
            raise value_error("memoryview: destination format must be a native single character format prefixed with an optional '@'")
        if not self.is_contiguous():
            raise type_error("memoryview: casts are restricted to C-contiguous views")
        if not is_byte(item) and not is_byte(self.item):
            raise type_error("memoryview: cannot cast between two non-byte formats")
        length = self.count * self.item.size
        if length % item.size != 0:
            raise type_error("memoryview: length is not a multiple of itemsize")
        if w_shape is not None and w_shape is not space.w_None:
            shape_w = space.items_of(w_shape)
            if len(shape_w) != 1 or shape_w[0].int_w() != length // item.size:
                raise type_error("memoryview: only one dimension is supported, of as many items as there are")
        return W_MemoryView(self.w_owner, item, self.readonly, self.start, length // item.size, item.size)

    def m_release(self):
        self.released = True
        self.w_owner = space.w_None

    def m___enter__(self):
        self.check()
        return self

    def m___exit__(self, args_w):
        self.m_release()


FLOAT_KIND = find_item("d").kind


def is_byte(item):
    return item.code == "b" or item.code == "B" or item.code == "c"


def view_of(w_obj):
    """A memoryview of all of it."""
    if isinstance(w_obj, W_MemoryView):
        w_obj.check()
        return w_obj
    if not w_obj.is_buffer():
        raise type_error("memoryview: a bytes-like object is required, not '" + w_obj.type_name() + "'")
    item = find_item(w_obj.buffer_format())
    assert item is not None
    return W_MemoryView(w_obj, item, not w_obj.is_writable_buffer(), 0, w_obj.buffer_length() // item.size, item.size)


def memoryview_new(w_type, args):
    w_object = args.keyword("object")
    if args.count() > 0:
        w_object = args.args_w[0]
    if w_object is None or args.count() + args.keyword_count() > 1:
        raise type_error("memoryview() missing required argument 'object' (pos 1)")
    view = view_of(w_object)
    return W_MemoryView(view.w_owner, view.item, view.readonly, view.start, view.count, view.step)


def as_view(w_obj):
    assert isinstance(w_obj, W_MemoryView)
    w_obj.check()
    return w_obj


def contiguous(w_obj):
    return space.newbool(as_view(w_obj).is_contiguous())


def setup():
    make_type(
        "memoryview",
        W_MemoryView,
        new=memoryview_new,
        final=True,
        getsets=[
            ("obj", lambda w: as_view(w).w_owner),
            ("nbytes", lambda w: space.newint(as_view(w).buffer_length())),
            ("readonly", lambda w: space.newbool(as_view(w).readonly)),
            ("format", lambda w: space.newstr(as_view(w).item.code)),
            ("itemsize", lambda w: space.newint(as_view(w).item.size)),
            ("ndim", lambda w: space.newint(1)),
            ("shape", lambda w: space.newtuple([space.newint(as_view(w).count)])),
            ("strides", lambda w: space.newtuple([space.newint(as_view(w).step)])),
            ("suboffsets", lambda w: space.newtuple([])),
            ("contiguous", contiguous),
            ("c_contiguous", contiguous),
            ("f_contiguous", contiguous),
        ],
    )
