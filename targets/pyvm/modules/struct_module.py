"""The module _struct: what the module struct, which is in Python, is built on."""

import math

from rpython.rlib.rstring import StringBuilder

from objects.base import OperationError, error, type_error
from objects.exceptions import make_exception_type
from objects.items import BOOL, CHAR, FLOAT, STANDARD, SIGNED, DoesNotFit, find_item, pack, unpack
from objects.module import make_module
from objects.space import space

SPACES = " \t\n\r\x0b\x0c"


class Format(object):
    """The parts of a format: letters, how often, and where in the bytes each begins."""

    def __init__(self, text):
        self.codes = []
        self.counts = []
        self.offsets = []
        self.size = 0
        # How many values there are.
        self.values = 0
        self.big = False
        self.native = True
        start = 0
        if len(text) > 0 and "@=<>!".find(text[0]) >= 0:
            start = 1
            self.native = text[0] == "@"
            self.big = text[0] == ">" or text[0] == "!"
        self.parse(text, start)

    def parse(self, text, i):
        while i < len(text):
            c = text[i]
            i += 1
            if SPACES.find(c) >= 0:
                continue
            count = 1
            if "0" <= c and c <= "9":
                count = 0
                while "0" <= c and c <= "9":
                    count = count * 10 + ord(c) - ord("0")
                    if count > 1 << 40:
                        raise struct_error("total struct size too long")
                    if i >= len(text):
                        raise struct_error("repeat count given without format specifier")
                    c = text[i]
                    i += 1
            self.add(c, count)

    def add(self, code, count):
        if code == "s" or code == "p" or code == "x":
            self.part(code, count, count, 0 if code == "x" else 1)
            return
        item = self.item(code)
        if item is None:
            raise struct_error("bad char in struct format")
        if self.native:
            self.size = (self.size + item.size - 1) // item.size * item.size
        self.part(code, count, count * item.size, count)

    def part(self, code, count, size, values):
        self.codes.append(code)
        self.counts.append(count)
        self.offsets.append(self.size)
        self.size += size
        self.values += values

    def item(self, code):
        if not self.native:
            if code in STANDARD:
                return STANDARD[code]
            if code == "n" or code == "N" or code == "P":
                return None
        return find_item(code)

    # ---- to bytes and back

    def pack(self, values_w, function):
        if len(values_w) != self.values:
            raise struct_error(
                function + " expected " + str(self.values) + " items for packing (got " + str(len(values_w)) + ")"
            )
        builder = StringBuilder(self.size)
        at = 0
        for k in range(len(self.codes)):
            builder.append_multiple_char("\x00", self.offsets[k] - builder.getlength())
            code = self.codes[k]
            count = self.counts[k]
            if code == "x":
                builder.append_multiple_char("\x00", count)
            elif code == "s" or code == "p":
                builder.append(packed_text(code, count, values_w[at]))
                at += 1
            else:
                for _ in range(count):
                    builder.append(self.packed(code, values_w[at]))
                    at += 1
        return builder.build()

    def packed(self, code, w_value):
        item = self.item(code)
        assert item is not None
        if item.kind == FLOAT:
            return self.packed_float(item, w_value)
        if item.kind == CHAR:
            if not isinstance(w_value, space.W_Bytes) or w_value.length() != 1:
                raise struct_error("char format requires a bytes object of length 1")
        elif item.kind != BOOL:
            if not w_value.has_index():
                raise struct_error("required argument is not an integer")
            try:
                return pack(item, w_value, self.big)
            except DoesNotFit:
                raise out_of_range(item, code, self.native)
        return pack(item, w_value, self.big)

    def packed_float(self, item, w_value):
        try:
            value = w_value.float_w()
        except OperationError as e:
            if not e.match(space.w_TypeError):
                raise
            raise struct_error("required argument is not a float")
        data = pack(item, space.newfloat(value), self.big)
        if math.isinf(unpack(item, data, 0, self.big).float_w()) and not math.isinf(value):
            raise error(space.w_OverflowError, "float too large to pack with " + item.code + " format")
        return data

    def unpack(self, data):
        values_w = []
        for k in range(len(self.codes)):
            code = self.codes[k]
            count = self.counts[k]
            at = self.offsets[k]
            if code == "s":
                values_w.append(space.newbytes(data[at : at + count]))
            elif code == "p":
                length = min(ord(data[at]), count - 1) if count > 0 else 0
                values_w.append(space.newbytes(data[at + 1 : at + 1 + length]))
            elif code != "x":
                item = self.item(code)
                assert item is not None
                for i in range(count):
                    values_w.append(unpack(item, data, at + i * item.size, self.big))
        return space.newtuple(values_w)


def packed_text(code, count, w_value):
    if not isinstance(w_value, space.W_BytesLike):
        raise struct_error("argument for '" + code + "' must be a bytes object")
    data = w_value.bytes()
    if code == "p":
        if count == 0:
            return ""
        data = data[: min(count - 1, 255)]
        data = chr(len(data)) + data
    if len(data) > count:
        return data[:count]
    return data + "\x00" * (count - len(data))


def out_of_range(item, code, native):
    if item.size == 8:
        return struct_error("int too large to convert") if not native else struct_error("argument out of range")
    if item.size == 1:
        name = "byte" if item.kind == SIGNED else "ubyte"
        return struct_error(name + " format requires " + str(item.least) + " <= number <= " + str(item.most))
    if item.size == 2 and native:
        if item.kind == SIGNED:
            return struct_error("short format requires (-0x7fff - 1) <= number <= 0x7fff")
        return struct_error("ushort format requires 0 <= number <= 0xffff")
    if native:
        return struct_error("argument out of range")
    return struct_error("'" + code + "' format requires " + str(item.least) + " <= number <= " + str(item.most))


def struct_error(message):
    return error(space.w_struct_error, message)


class Parsed(object):
    """Formats that were used, by their text."""

    def __init__(self):
        self.formats = {}


parsed = Parsed()


def format_of(w_format):
    if isinstance(w_format, space.W_Bytes):
        text = w_format.bytes()
    elif isinstance(w_format, space.W_Str):
        text = w_format.text
    else:
        raise type_error("Struct() argument 1 must be a str or bytes object, not " + w_format.type_name())
    if text not in parsed.formats:
        if len(parsed.formats) > 100:
            parsed.formats = {}
        parsed.formats[text] = Format(text)
    return parsed.formats[text]


def calcsize(w_format):
    return space.newint(format_of(w_format).size)


def packing(args_w):
    return space.newbytes(format_of(args_w[0]).pack(args_w[1:], "pack"))


def data_of(w_buffer):
    if not w_buffer.is_buffer():
        raise type_error("a bytes-like object is required, not '" + w_buffer.type_name() + "'")
    return w_buffer.buffer_bytes()


def unpacking(w_format, w_buffer):
    format = format_of(w_format)
    data = data_of(w_buffer)
    if len(data) != format.size:
        raise struct_error("unpack requires a buffer of " + str(format.size) + " bytes")
    return format.unpack(data)


def place_in(length, size, w_offset, function, doing):
    """Where in a buffer of this length the bytes are."""
    offset = 0 if w_offset is None else w_offset.int_w()
    if offset < 0:
        if offset + size > 0:
            raise struct_error(
                "not enough data to " + doing + " " + str(size) + " bytes" if doing == "unpack"
                else "no space to " + doing + " " + str(size) + " bytes at offset " + str(offset)
            )  # fmt: skip
        if offset + length < 0:
            raise struct_error("offset " + str(offset) + " out of range for " + str(length) + "-byte buffer")
        offset += length
    if length - offset < size:
        raise struct_error(
            function + " requires a buffer of at least " + str(offset + size) + " bytes for " + doing + "ing " + str(size)
            + " bytes at offset " + str(offset) + " (actual buffer size is " + str(length) + ")"
        )  # fmt: skip
    return offset


def unpack_from(w_format, w_buffer, w_offset=None):
    format = format_of(w_format)
    data = data_of(w_buffer)
    offset = place_in(len(data), format.size, w_offset, "unpack_from", "unpack")
    return format.unpack(data[offset : offset + format.size])


def pack_into(args_w):
    if len(args_w) < 3:
        raise type_error("pack_into expected buffer argument" if len(args_w) < 2 else "pack_into expected offset argument")
    format = format_of(args_w[0])
    w_buffer = args_w[1]
    data = format.pack(args_w[3:], "pack_into")
    if not w_buffer.is_writable_buffer():
        raise type_error("pack_into() argument must be read-write bytes-like object, not " + w_buffer.type_name())
    offset = place_in(w_buffer.buffer_length(), format.size, args_w[2], "pack_into", "pack")
    w_buffer.buffer_store(offset, data)


def setup():
    w_error = make_exception_type("struct_error", [space.w_Exception])
    w_error.name = "error"
    w_error.qualname = "error"
    w_error.module = "struct"
    return make_module(
        "_struct",
        [calcsize, ("pack", packing), ("unpack", unpacking), unpack_from, pack_into],
        [("error", w_error)],
    )
