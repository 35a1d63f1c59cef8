"""Strings: UTF-8 in `text`. How many code points there are is counted when somebody asks; a string of as many bytes is ASCII."""

from rpython.rlib.objectmodel import compute_hash
from rpython.rlib.rstring import StringBuilder
from rpython.rlib.rutf8 import check_utf8, codepoint_at_pos, codepoints_in_utf8, next_codepoint_pos, Utf8CheckError
from rpython.rlib.jit import elidable

from objects.base import W_Root, error, type_error
from objects.ops import ADD, EQ, GT, LE, LT, MOD, MUL, NE
from objects.slice import W_Slice, sequence_error, sequence_index
from objects.slots import make_type
from objects.space import export, space
from objects.str_methods import StrMethods


@export
class W_Str(StrMethods, W_Root):
    _immutable_fields_ = ["text"]
    REFLECTED = "mul"
    OPERATORS = "add mul mod"

    def __init__(self, text, size=-1):
        self.text = text
        self.size = size

    def getclass(self):
        return space.w_str

    def text_w(self):
        return self.text

    def has_length(self):
        return True

    def length(self):
        size = self.size
        if size < 0:
            size = count_codepoints(self.text)
            self.size = size
        return size

    def is_ascii(self):
        return self.length() == len(self.text)

    def is_true(self):
        return len(self.text) != 0

    def repr(self):
        return space.quote(self.text)

    def str(self):
        return self.text

    def format(self, spec):
        if len(spec) == 0:
            return self.str()
        return space.format_str(self.text, spec)

    def hash(self):
        value = compute_hash(self.text)
        if value == -1:
            return -2
        return value

    def is_same(self, w_other):
        if type(w_other) is not W_Str or type(self) is not W_Str:
            return False
        return len(self.text) <= 1 and self.text == w_other.text

    # ---- as a sequence

    def byte_at(self, index):
        """Where in the text a code point starts."""
        if self.is_ascii():
            return index
        position = 0
        for i in range(index):
            position = next_codepoint_pos(self.text, position)
        return position

    def index_at(self, position):
        """The number of the code point at a byte."""
        if self.is_ascii():
            return position
        return codepoints_in_utf8(self.text, 0, position)

    def getitem(self, w_index):
        if isinstance(w_index, W_Slice):
            start, stop, step, n = w_index.indices(self.length())
            return self.slice(start, step, n)
        if isinstance(w_index, space.W_Int):
            i = w_index.intval
            if i < 0:
                i += self.length()
            if i < 0 or i >= self.length():
                raise error(space.w_IndexError, "string index out of range")
        else:
            if not w_index.has_index():
                raise type_error("string indices must be integers, not '" + w_index.type_name() + "'")
            i = sequence_index(w_index, self.length(), "string")
        if self.is_ascii():
            return W_Str(self.text[i], 1)
        position = self.byte_at(i)
        return W_Str(self.text[position : next_codepoint_pos(self.text, position)], 1)

    def slice(self, start, step, n):
        if n == 0:
            return W_Str("", 0)
        if step == 1:
            if self.is_ascii():
                return W_Str(self.text[start : start + n], n)
            first = self.byte_at(start)
            last = first
            for i in range(n):
                last = next_codepoint_pos(self.text, last)
            return W_Str(self.text[first:last], n)
        builder = StringBuilder(n)
        if self.is_ascii():
            for k in range(n):
                builder.append(self.text[start + k * step])
        else:
            parts = codepoints(self.text)
            for k in range(n):
                builder.append(parts[start + k * step])
        return W_Str(builder.build(), n)

    def iter(self):
        return W_StrIterator(self.text)

    def contains(self, w_item):
        if not isinstance(w_item, W_Str):
            raise type_error("'in <string>' requires string as left operand, not " + w_item.type_name())
        return self.text.find(w_item.text) >= 0

    # ---- operators

    def compare(self, w_other, op):
        if not isinstance(w_other, W_Str):
            return space.w_NotImplemented
        return space.newbool(compare_texts(self.text, w_other.text, op))

    def operator_error(self, w_other, op):
        return sequence_error(self, w_other, op)

    def binop(self, w_other, op):
        if op == ADD:
            if not isinstance(w_other, W_Str):
                return space.w_NotImplemented
            return concatenate(self, w_other)
        if op == MUL:
            if w_other.has_index():
                return W_Str(self.text * space.repeat_count(w_other, len(self.text)))
            return space.w_NotImplemented
        if op == MOD:
            return W_Str(space.format_percent(self.text, w_other))
        return space.w_NotImplemented

    def rbinop(self, w_left, op):
        if op == MUL and w_left.has_index():
            return W_Str(self.text * space.repeat_count(w_left, len(self.text)))
        return space.w_NotImplemented


def concatenate(w_a, w_b):
    size = -1
    if w_a.size >= 0 and w_b.size >= 0:
        size = w_a.size + w_b.size
    return W_Str(w_a.text + w_b.text, size)


@elidable
def count_codepoints(text):
    return codepoints_in_utf8(text)


def compare_texts(a, b, op):
    if op == EQ:
        return a == b
    if op == NE:
        return a != b
    if op == LT:
        return a < b
    if op == LE:
        return a <= b
    if op == GT:
        return a > b
    return a >= b


@export
def codepoints(text):
    """Each code point as a str."""
    result = []
    position = 0
    while position < len(text):
        end = next_codepoint_pos(text, position)
        result.append(text[position:end])
        position = end
    return result


class W_StrIterator(W_Root):
    def __init__(self, text):
        self.text = text
        self.position = 0

    def getclass(self):
        return space.w_str_iterator

    def iter(self):
        return self

    def is_iterator(self):
        return True

    def next(self):
        start = self.position
        text = self.text
        if start >= len(text):
            return None
        if ord(text[start]) < 0x80:
            end = start + 1
        else:
            end = next_codepoint_pos(text, start)
        self.position = end
        return W_Str(text[start:end], 1)


@export
def newstr(text):
    return W_Str(text, -1)


@export
def newstr_list(texts):
    return space.newlist([W_Str(text, -1) for text in texts])


@export
def to_str(w_value):
    """str(w_value)."""
    if type(w_value) is W_Str:
        return w_value
    return W_Str(w_value.str())


@export
def codepoint_of(w_char, what):
    """The code point of a str of length one."""
    if isinstance(w_char, W_Str):
        if w_char.length() == 1:
            return codepoint_at_pos(w_char.text, 0)
        raise type_error(what + " expected a character, but string of length " + str(w_char.length()) + " found")
    raise type_error(what + " expected string of length 1, but " + w_char.type_name() + " found")


def str_new(w_type, args):
    n = args.count()
    w_object = args.keyword("object")
    if n > 0:
        w_object = args.args_w[0]
    w_encoding = args.keyword("encoding")
    if n > 1:
        w_encoding = args.args_w[1]
    w_errors = args.keyword("errors")
    if n > 2:
        w_errors = args.args_w[2]
    if n > 3:
        raise type_error("str() takes at most 3 arguments (" + str(n) + " given)")
    if w_object is None:
        text = ""
    elif w_encoding is not None or w_errors is not None:
        if not w_object.is_buffer():
            raise type_error("decoding to str: need a bytes-like object, " + w_object.type_name() + " found")
        encoding = "utf-8" if w_encoding is None else w_encoding.text_w()
        errors = "strict" if w_errors is None else w_errors.text_w()
        text = space.decode(w_object.buffer_bytes(), encoding, errors)
    else:
        if w_type is space.w_str:
            return to_str(w_object)
        text = w_object.str()
    if w_type is space.w_str:
        return W_Str(text)
    w_user = w_type.layout.allocate(w_type)
    assert isinstance(w_user, W_Str)
    w_user.text = text
    w_user.size = -1
    return w_user


def maketrans(w_x, w_y=None, w_z=None):
    w_dict = space.newdict()
    if w_y is None:
        if not isinstance(w_x, space.W_Dict):
            raise type_error("if you give only one argument to maketrans it must be a dict")
        for w_key in space.items_of(w_x):
            w_value = w_x.getitem(w_key)
            if isinstance(w_key, W_Str):
                w_key = space.newint(codepoint_of(w_key, "maketrans()"))
            w_dict.setitem(w_key, w_value)
        return w_dict
    from_parts = codepoints(w_x.text_w())
    to_parts = codepoints(w_y.text_w())
    if len(from_parts) != len(to_parts):
        raise error(space.w_ValueError, "the first two maketrans arguments must have equal length")
    for i in range(len(from_parts)):
        w_dict.setitem(
            space.newint(codepoint_at_pos(from_parts[i], 0)), space.newint(codepoint_at_pos(to_parts[i], 0))
        )
    if w_z is not None:
        for part in codepoints(w_z.text_w()):
            w_dict.setitem(space.newint(codepoint_at_pos(part, 0)), space.w_None)
    return w_dict


@export
def utf8_or_none(data):
    """Whether bytes are UTF-8: the position of the first that are not, or -1."""
    try:
        check_utf8(data)
    except Utf8CheckError as e:
        return e.pos
    return -1


def setup():
    make_type("str", W_Str, new=str_new, statics=[maketrans])
    make_type("str_ascii_iterator", W_StrIterator, final=True, key="str_iterator")


