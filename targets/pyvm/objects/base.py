"""The base class of all objects of the interpreted program, and the exception that carries one of its exceptions.

An operation is a method here (a slot); a type that supports it overrides it, and `slots` gives the interpreted program the methods with
underscores. Texts are strs of UTF-8. `binop`, `rbinop`, `inplace` and `compare` answer NotImplemented where they do not know; `next`
answers None at the end.
"""

from rpython.rlib.objectmodel import compute_identity_hash, compute_unique_id

from objects.ops import BINARY_SYMBOLS, EQ, UNARY_SYMBOLS
from objects.space import export, space


@export
class OperationError(Exception):
    """An exception of the interpreted program on its way."""

    def __init__(self, w_value):
        self.w_value = w_value

    def match(self, w_type):
        return self.w_value.getclass().issubtype(w_type)


@export
def error(w_type, message):
    """To raise: an exception of this type with a message."""
    return OperationError(space.new_exception(w_type, [space.newstr(message)]))


@export
def type_error(message):
    return error(space.w_TypeError, message)


@export
def value_error(message):
    return error(space.w_ValueError, message)


@export
class W_Root(object):
    def getclass(self):
        return space.w_object

    def type_name(self):
        return self.getclass().name

    # ---- numbers

    def binop(self, w_other, op):
        return space.w_NotImplemented

    def rbinop(self, w_left, op):
        """`w_left op self`, where w_left does not know."""
        return space.w_NotImplemented

    def inplace(self, w_other, op):
        return space.w_NotImplemented

    def operator_error(self, w_other, op):
        """What `self op w_other` raises where neither knows."""
        return space.binary_error(self, w_other, BINARY_SYMBOLS[op])

    def unary(self, op):
        raise type_error("bad operand type for " + UNARY_SYMBOLS[op] + ": '" + self.type_name() + "'")

    def compare(self, w_other, op):
        if op == EQ and self is w_other:
            return space.w_True
        return space.w_NotImplemented

    def hash(self):
        return compute_identity_hash(self)

    def is_true(self):
        return True

    def index_w(self):
        """What `__index__` gives, as an object of class W_AbstractInt."""
        raise type_error("'" + self.type_name() + "' object cannot be interpreted as an integer")

    def has_index(self):
        return False

    def float_w(self):
        raise type_error("must be real number, not " + self.type_name())

    # ---- texts

    def repr(self):
        return "<" + self.getclass().full_name() + " object at " + self.address() + ">"

    def str(self):
        return self.repr()

    def format(self, spec):
        if len(spec) > 0:
            raise type_error("unsupported format string passed to " + self.type_name() + ".__format__")
        return self.str()

    def address(self):
        return hex(compute_unique_id(self))

    # ---- containers

    def length(self):
        raise type_error("object of type '" + self.type_name() + "' has no len()")

    def has_length(self):
        return False

    def getitem(self, w_index):
        raise type_error("'" + self.type_name() + "' object is not subscriptable")

    def setitem(self, w_index, w_value):
        raise type_error("'" + self.type_name() + "' object does not support item assignment")

    def delitem(self, w_index):
        raise type_error("'" + self.type_name() + "' object doesn't support item deletion")

    def contains(self, w_item):
        w_iter = space.iter_for(self, "argument of type '" + self.type_name() + "' is not iterable")
        return space.sequence_contains(w_iter, w_item)

    def iter(self):
        raise type_error("'" + self.type_name() + "' object is not iterable")

    def next(self):
        raise type_error("'" + self.type_name() + "' object is not an iterator")

    def is_iterator(self):
        return False

    # ---- bytes, of what is called bytes-like

    def is_buffer(self):
        return False

    def is_writable_buffer(self):
        return False

    def buffer_format(self):
        """The letter of the items that it has."""
        return "B"

    def buffer_length(self):
        raise type_error("a bytes-like object is required, not '" + self.type_name() + "'")

    def buffer_bytes(self):
        raise type_error("a bytes-like object is required, not '" + self.type_name() + "'")

    def buffer_part(self, start, length):
        return self.buffer_bytes()[start : start + length]

    def buffer_store(self, start, data):
        raise type_error("a read-write bytes-like object is required, not '" + self.type_name() + "'")

    # ---- calls

    def call(self, args):
        raise type_error("'" + self.type_name() + "' object is not callable")

    def is_callable(self):
        return False

    def call_list(self, args_w):
        return self.call(space.Arguments(args_w))

    def call0(self):
        return self.call(space.Arguments([]))

    def call1(self, w_1):
        return self.call(space.Arguments([w_1]))

    def call2(self, w_1, w_2):
        return self.call(space.Arguments([w_1, w_2]))

    def call_from_stack(self, frame, count):
        """Calls it with the topmost values of a frame's stack, which the caller drops."""
        return self.call(space.Arguments(frame.peek_values(count)))

    # ---- attributes

    def getattr(self, name):
        w_value = space.find_attribute(self, name)
        if w_value is None:
            raise space.no_attribute(self, name)
        return w_value

    def setattr(self, name, w_value):
        space.object_setattr(self, name, w_value)

    def delattr(self, name):
        space.object_setattr(self, name, None)

    def getdictvalue(self, name):
        """An attribute of the object itself, or None."""
        return None

    def setdictvalue(self, name, w_value):
        """False if the object has no attributes of its own. A value of None deletes; then False says that there was none."""
        return False

    def dict_names(self):
        """The names in the `__dict__` of an instance with attributes."""
        return []

    def getdict(self):
        """The object's `__dict__`, or None."""
        return None

    # ---- the end

    def getlifeline(self):
        """What its weak references are known by, or None if there are none yet."""
        return None

    def setlifeline(self, lifeline):
        """False if there are no weak references to such objects."""
        return False

    def finalize(self):
        """Nothing leads to it any more. Of what was registered with `register_finalizer`."""

    # ---- descriptors

    def descr_get(self, w_obj, w_type):
        """What an attribute is whose value in a class is this object. w_obj is None if the class itself is asked."""
        return self

    def is_data_descr(self):
        return False

    def has_get(self):
        """Of what is_data_descr is true: whether there is something to get, or only to set."""
        return True

    def is_function(self):
        """Whether descr_get would make a bound method, so that a call may do without one."""
        return False

    def descr_set(self, w_obj, w_value):
        raise error(space.w_AttributeError, "__set__")

    def descr_delete(self, w_obj):
        raise error(space.w_AttributeError, "__delete__")

    # ---- conversions to what the VM computes with

    def int_w(self):
        """As a machine word; OverflowError of the interpreted program if it is too large."""
        return self.index_w().int_w()

    def text_w(self):
        """The UTF-8 of a str."""
        raise type_error("expected str, got '" + self.type_name() + "' object")

    def is_same(self, w_other):
        """`self is w_other`, where the objects are not the same: values without identity may still be."""
        return False

    def identity(self):
        return compute_unique_id(self)


class Referable(object):
    """Of builtin types: there may be weak references to an object."""

    _mixin_ = True

    lifeline = None

    def getlifeline(self):
        return self.lifeline

    def setlifeline(self, lifeline):
        self.lifeline = lifeline
        return True


def binary_error(w_a, w_b, symbol):
    return type_error(
        "unsupported operand type(s) for " + symbol + ": '" + w_a.type_name() + "' and '" + w_b.type_name() + "'"
    )


space.binary_error = binary_error
