"""Bytes, and the encodings that lead to them and back."""

from rpython.rlib.objectmodel import compute_hash
from rpython.rlib.rstring import StringBuilder
from rpython.rlib.rutf8 import codepoint_at_pos, codepoints_in_utf8, has_surrogates, unichr_as_utf8

from objects.base import OperationError, error
from objects.bytes_like import W_BytesLike
from objects.bytes_make import fromhex, maketrans
from objects.slice import sequence_index
from objects.slots import make_type
from objects.space import export, space


@export
class W_Bytes(W_BytesLike):
    _immutable_fields_ = ["data"]

    def __init__(self, data):
        self.data = data

    def getclass(self):
        return space.w_bytes

    def bytes(self):
        return self.data

    def made(self, data):
        return W_Bytes(data)

    def unchanged(self):
        return self if self.getclass() is space.w_bytes else W_Bytes(self.data)

    def repr(self):
        return space.quote_bytes(self.data)

    def position(self, w_index):
        if w_index.has_index():
            i = space.clamped_index(w_index)
            n = len(self.data)
            if i >= n or i < -n:
                raise error(space.w_IndexError, "index out of range")
        return sequence_index(w_index, len(self.data), "byte")

    def hash(self):
        return compute_hash(self.data)


@export
def newbytes(data):
    return W_Bytes(data)


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
    if w_type is space.w_bytes and args.count() == 1 and args.keyword_count() == 0:
        if args.args_w[0].getclass() is space.w_bytes:
            return args.args_w[0]
    data = space.bytes_argument(args, "bytes")
    if w_type is space.w_bytes:
        return W_Bytes(data)
    w_user = w_type.layout.allocate(w_type)
    assert isinstance(w_user, W_Bytes)
    w_user.data = data
    return w_user


def setup():
    make_type("bytes", W_Bytes, new=bytes_new, classmethods=[fromhex], statics=[maketrans])
