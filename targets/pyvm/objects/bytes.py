"""Bytes."""

from rpython.rlib.objectmodel import compute_hash
from rpython.rlib.rstring import StringBuilder
from rpython.rlib.rutf8 import codepoint_at_pos, codepoints_in_utf8, has_surrogates, unichr_as_utf8

from objects.base import W_Root, OperationError, error, type_error, value_error
from objects.ops import ADD, EQ, GE, GT, LE, LT, MUL, NE
from objects.slice import W_Slice, sequence_error, sequence_index
from objects.slots import make_type
from objects.space import export, space


@export
class W_Bytes(W_Root):
    _immutable_fields_ = ["data"]
    REFLECTED = "mul"
    OPERATORS = "add mul"

    def __init__(self, data):
        self.data = data

    def getclass(self):
        return space.w_bytes

    def has_length(self):
        return True

    def length(self):
        return len(self.data)

    def is_true(self):
        return len(self.data) != 0

    def repr(self):
        return space.quote_bytes(self.data)

    def str(self):
        return self.repr()

    def hash(self):
        return compute_hash(self.data)

    def getitem(self, w_index):
        if isinstance(w_index, W_Slice):
            start, stop, step, n = w_index.indices(len(self.data))
            if step == 1 and n > 0:
                return W_Bytes(self.data[start : start + n])
            builder = StringBuilder(n)
            for k in range(n):
                builder.append(self.data[start + k * step])
            return W_Bytes(builder.build())
        return space.newint(ord(self.data[sequence_index(w_index, len(self.data), "byte")]))

    def iter(self):
        return W_BytesIterator(self)

    def contains(self, w_item):
        if isinstance(w_item, W_Bytes):
            return self.data.find(w_item.data) >= 0
        if w_item.has_index():
            return self.data.find(chr(byte_of(w_item))) >= 0
        raise type_error("a bytes-like object is required, not '" + w_item.type_name() + "'")

    def compare(self, w_other, op):
        if not isinstance(w_other, W_Bytes):
            return space.w_NotImplemented
        a = self.data
        b = w_other.data
        if op == LT:
            result = a < b
        elif op == LE:
            result = a <= b
        elif op == EQ:
            result = a == b
        elif op == NE:
            result = a != b
        elif op == GT:
            result = a > b
        else:
            result = a >= b
        return space.newbool(result)

    def operator_error(self, w_other, op):
        return sequence_error(self, w_other, op)

    def binop(self, w_other, op):
        if op == ADD:
            if not isinstance(w_other, W_Bytes):
                return space.w_NotImplemented
            return W_Bytes(self.data + w_other.data)
        if op == MUL and w_other.has_index():
            return W_Bytes(self.data * space.repeat_count(w_other, len(self.data)))
        return space.w_NotImplemented

    def rbinop(self, w_left, op):
        if op == MUL and w_left.has_index():
            return W_Bytes(self.data * space.repeat_count(w_left, len(self.data)))
        return space.w_NotImplemented

    def m_decode(self, w_encoding=None, w_errors=None):
        encoding = "utf-8" if w_encoding is None else w_encoding.text_w()
        errors = "strict" if w_errors is None else w_errors.text_w()
        return space.newstr(decode(self.data, encoding, errors))

    def m_hex(self):
        builder = StringBuilder(2 * len(self.data))
        for c in self.data:
            builder.append("0123456789abcdef"[ord(c) >> 4])
            builder.append("0123456789abcdef"[ord(c) & 15])
        return space.newstr(builder.build())


class W_BytesIterator(W_Root):
    def __init__(self, w_bytes):
        self.w_bytes = w_bytes
        self.index = 0

    def getclass(self):
        return space.w_bytes_iterator

    def iter(self):
        return self

    def is_iterator(self):
        return True

    def next(self):
        index = self.index
        if index >= len(self.w_bytes.data):
            return None
        self.index = index + 1
        return space.newint(ord(self.w_bytes.data[index]))


@export
def newbytes(data):
    return W_Bytes(data)


def byte_of(w_item):
    value = w_item.int_w()
    if value < 0 or value > 255:
        raise value_error("bytes must be in range(0, 256)")
    return value


@export
def bytes_of(w_obj):
    """The bytes of a bytes-like object or of an iterable of ints."""
    if isinstance(w_obj, W_Bytes):
        return w_obj.data
    if isinstance(w_obj, space.W_Str):
        raise type_error("string argument without an encoding")
    w_method = w_obj.getclass().lookup("__bytes__")
    if w_method is not None:
        w_result = w_method.call1(w_obj)
        if not isinstance(w_result, W_Bytes):
            raise type_error("__bytes__ returned non-bytes (type " + w_result.type_name() + ")")
        return w_result.data
    builder = StringBuilder(16)
    for w_item in space.items_of_or(w_obj, "cannot convert '" + w_obj.type_name() + "' object to bytes"):
        if not w_item.has_index():
            raise type_error("'" + w_item.type_name() + "' object cannot be interpreted as an integer")
        builder.append(chr(byte_of(w_item)))
    return builder.build()


# ____________________________________________________________ encodings


def normal_name(encoding):
    name = encoding.lower().replace("_", "-")
    if name == "utf8" or name == "utf-8":
        return "utf-8"
    if name == "ascii" or name == "us-ascii":
        return "ascii"
    if name == "latin-1" or name == "latin1" or name == "iso-8859-1":
        return "latin-1"
    raise error(space.w_LookupError, "unknown encoding: " + encoding)


def unicode_error(w_type, encoding, w_object, start, end, reason):
    return OperationError(
        space.new_exception(
            w_type, [space.newstr(encoding), w_object, space.newint(start), space.newint(end), space.newstr(reason)]
        )
    )


@export
def unicode_error_text(w_exception):
    encoding = w_exception.args_w[0].str()
    w_object = w_exception.args_w[1]
    start = w_exception.args_w[2].int_w()
    end = w_exception.args_w[3].int_w()
    reason = w_exception.args_w[4].str()
    place = " in position " + str(start)
    if end - start > 1:
        place += "-" + str(end - 1)
    if isinstance(w_object, W_Bytes):
        what = "bytes" if end - start > 1 else "byte 0x" + hex2(ord(w_object.data[start]))
        return "'" + encoding + "' codec can't decode " + what + place + ": " + reason
    what = "characters" if end - start > 1 else "character " + space.ascii_text(w_object.getitem(space.newint(start)))
    return "'" + encoding + "' codec can't encode " + what + place + ": " + reason


def hex2(value):
    return "0123456789abcdef"[value >> 4] + "0123456789abcdef"[value & 15]


@export
def decode(data, encoding, errors):
    """UTF-8 of bytes."""
    name = normal_name(encoding)
    if name == "latin-1":
        builder = StringBuilder(len(data))
        for c in data:
            builder.append(unichr_as_utf8(ord(c)))
        return builder.build()
    builder = StringBuilder(len(data))
    position = 0
    while True:
        bad = bad_position(data, position, name)
        if bad < 0:
            builder.append_slice(data, position, len(data))
            return builder.build()
        builder.append_slice(data, position, bad)
        if errors == "strict":
            reason = "ordinal not in range(128)" if name == "ascii" else utf8_reason(data, bad)
            raise unicode_error(space.w_UnicodeDecodeError, name, W_Bytes(data), bad, bad + 1, reason)
        if errors == "replace":
            builder.append("\xef\xbf\xbd")
        elif errors == "backslashreplace":
            builder.append("\\x" + hex2(ord(data[bad])))
        elif errors != "ignore":
            raise error(space.w_LookupError, "unknown error handler name '" + errors + "'")
        position = bad + 1


def utf8_reason(data, bad):
    first = ord(data[bad])
    if first < 0xC2 or first > 0xF4:
        return "invalid start byte"
    if bad + 1 >= len(data):
        return "unexpected end of data"
    return "invalid continuation byte"


def bad_position(data, position, name):
    if name == "ascii":
        for i in range(position, len(data)):
            if ord(data[i]) >= 0x80:
                return i
        return -1
    rest = data[position:]
    bad = space.utf8_or_none(rest)
    if bad < 0:
        return -1
    return position + bad


@export
def encode(text, encoding, errors):
    name = normal_name(encoding)
    if name == "utf-8":
        if has_surrogates(text):
            raise surrogate_error(text)
        return text
    limit = 128 if name == "ascii" else 256
    builder = StringBuilder(len(text))
    parts = space.codepoints(text)
    for i in range(len(parts)):
        code = codepoint_at_pos(parts[i], 0)
        if code < limit:
            builder.append(chr(code))
        elif errors == "ignore":
            pass
        elif errors == "replace":
            builder.append("?")
        elif errors == "backslashreplace":
            quoted = space.ascii_text(space.newstr(parts[i]))
            builder.append(quoted[1 : len(quoted) - 1])
        elif errors == "xmlcharrefreplace":
            builder.append("&#" + str(code) + ";")
        else:
            reason = "ordinal not in range(" + str(limit) + ")"
            raise unicode_error(space.w_UnicodeEncodeError, name, space.newstr(text), i, i + 1, reason)
    return builder.build()


def surrogate_error(text):
    position = 0
    while not (text[position] == "\xed" and ord(text[position + 1]) >= 0xA0):
        position += 1
    at = codepoints_in_utf8(text, 0, position)
    return unicode_error(
        space.w_UnicodeEncodeError, "utf-8", space.newstr(text), at, at + 1, "surrogates not allowed"
    )


def bytes_new(w_type, args):
    w_source = args.keyword("source")
    if args.count() > 0:
        w_source = args.args_w[0]
    w_encoding = args.keyword("encoding")
    if args.count() > 1:
        w_encoding = args.args_w[1]
    if w_source is None:
        data = ""
    elif isinstance(w_source, space.W_Str):
        if w_encoding is None:
            raise type_error("string argument without an encoding")
        data = encode(w_source.text, w_encoding.text_w(), "strict")
    elif w_source.has_index():
        n = w_source.int_w()
        if n < 0:
            raise value_error("negative count")
        data = "\0" * n
    else:
        data = bytes_of(w_source)
    if w_type is space.w_bytes:
        return W_Bytes(data)
    w_user = w_type.layout.allocate(w_type)
    assert isinstance(w_user, W_Bytes)
    w_user.data = data
    return w_user


def setup():
    make_type("bytes", W_Bytes, new=bytes_new)
    make_type("bytes_iterator", W_BytesIterator, final=True)
