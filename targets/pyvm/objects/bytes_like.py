"""What bytes and bytearray have in common: operators and methods. `bytes()` are the bytes as a str, `made` is an object of the same type."""

from rpython.rlib import rstring
from rpython.rlib.rstring import StringBuilder

from objects.base import W_Root, type_error, value_error
from objects.ops import ADD, EQ, GT, LE, LT, MOD, MUL, NE
from objects.slice import W_Slice, sequence_error, sequence_index
from objects.slots import make_type
from objects.space import export, space

SPACES = " \t\n\r\x0b\x0c"


@export
class W_BytesLike(W_Root):
    OPERATORS = "add mul mod"
    REFLECTED = "mul mod"

    def bytes(self):
        raise NotImplementedError

    def is_buffer(self):
        return True

    def buffer_length(self):
        return len(self.bytes())

    def buffer_bytes(self):
        return self.bytes()

    def made(self, data):
        raise NotImplementedError

    def has_length(self):
        return True

    def length(self):
        return len(self.bytes())

    def is_true(self):
        return self.length() != 0

    def byte_at(self, i):
        return ord(self.bytes()[i])

    def str(self):
        return self.repr()

    def getitem(self, w_index):
        if isinstance(w_index, W_Slice):
            return self.made(sliced(self.bytes(), w_index))
        return space.newint(self.byte_at(self.position(w_index)))

    def position(self, w_index):
        """An index, which is in the bytes."""
        return sequence_index(w_index, self.length(), "bytearray")

    def iter(self):
        return W_BytesIterator(self)

    def contains(self, w_item):
        return self.bytes().find(needle(w_item, "a bytes-like object is required, not ")) >= 0

    def is_comparable(self, w_other):
        return isinstance(w_other, W_BytesLike)

    def compare(self, w_other, op):
        if not self.is_comparable(w_other):
            return space.w_NotImplemented
        a = self.bytes()
        b = w_other.buffer_bytes()
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

    def binop(self, w_other, op):
        if op == ADD:
            if not w_other.is_buffer():
                return space.w_NotImplemented
            return self.made(self.bytes() + w_other.buffer_bytes())
        if op == MUL:
            if not w_other.has_index():
                return space.w_NotImplemented
            return self.made(self.bytes() * space.repeat_count(w_other, self.length()))
        if op == MOD:
            return self.made(space.format_bytes(self.bytes(), w_other))
        return space.w_NotImplemented

    def operator_error(self, w_other, op):
        return sequence_error(self, w_other, op)

    def rbinop(self, w_left, op):
        if op == MUL and w_left.has_index():
            return self.made(self.bytes() * space.repeat_count(w_left, self.length()))
        return space.w_NotImplemented

    # ---- conversions

    def m_decode(self, w_encoding=None, w_errors=None):
        encoding = "utf-8" if w_encoding is None else w_encoding.text_w()
        errors = "strict" if w_errors is None else w_errors.text_w()
        return space.newstr(space.decode(self.bytes(), encoding, errors))

    def m_hex(self, w_sep=None, w_bytes_per_sep=None):
        data = self.bytes()
        sep = ""
        if w_sep is not None:
            sep = w_sep.data if isinstance(w_sep, space.W_Bytes) else w_sep.text_w()
            if len(sep) != 1:
                raise value_error("sep must be length 1.")
        group = 1 if w_bytes_per_sep is None else w_bytes_per_sep.int_w()
        builder = StringBuilder(2 * len(data))
        for i in range(len(data)):
            if i > 0 and sep != "" and group != 0:
                # Groups are counted from the end, or from the start if their size is negative.
                if (len(data) - i) % group == 0 if group > 0 else i % -group == 0:
                    builder.append(sep)
            builder.append("0123456789abcdef"[ord(data[i]) >> 4])
            builder.append("0123456789abcdef"[ord(data[i]) & 15])
        return space.newstr(builder.build())

    def m_translate(self, w_table, w_delete=None):
        delete = "" if w_delete is None else data_of(w_delete)
        table = ""
        if w_table is not space.w_None:
            table = data_of(w_table)
            if len(table) != 256:
                raise value_error("translation table must be 256 characters long")
        builder = StringBuilder(self.length())
        for c in self.bytes():
            if delete.find(c) < 0:
                builder.append(table[ord(c)] if table != "" else c)
        return self.made(builder.build())

    # ---- search

    def find_in(self, w_sub, w_start, w_stop, backwards):
        sub = needle(w_sub, "argument should be integer or bytes-like object, not ")
        length = self.length()
        start, stop = space.find_range(length, w_start, w_stop)
        if start > length or start > stop:
            return -1
        return self.bytes().rfind(sub, start, stop) if backwards else self.bytes().find(sub, start, stop)

    def m_find(self, w_sub, w_start=None, w_stop=None):
        return space.newint(self.find_in(w_sub, w_start, w_stop, False))

    def m_rfind(self, w_sub, w_start=None, w_stop=None):
        return space.newint(self.find_in(w_sub, w_start, w_stop, True))

    def m_index(self, w_sub, w_start=None, w_stop=None):
        i = self.find_in(w_sub, w_start, w_stop, False)
        if i < 0:
            raise value_error("subsection not found")
        return space.newint(i)

    def m_rindex(self, w_sub, w_start=None, w_stop=None):
        i = self.find_in(w_sub, w_start, w_stop, True)
        if i < 0:
            raise value_error("subsection not found")
        return space.newint(i)

    def m_count(self, w_sub, w_start=None, w_stop=None):
        sub = needle(w_sub, "argument should be integer or bytes-like object, not ")
        length = self.length()
        start, stop = space.find_range(length, w_start, w_stop)
        if start > length or start > stop:
            return space.newint(0)
        if len(sub) == 0:
            return space.newint(stop - start + 1)
        data = self.bytes()
        n = 0
        while True:
            position = data.find(sub, start, stop)
            if position < 0:
                return space.newint(n)
            n += 1
            start = position + len(sub)

    def m_startswith(self, w_prefix, w_start=None, w_stop=None):
        return space.newbool(self.has_end(w_prefix, w_start, w_stop, "startswith"))

    def m_endswith(self, w_suffix, w_start=None, w_stop=None):
        return space.newbool(self.has_end(w_suffix, w_start, w_stop, "endswith"))

    def has_end(self, w_what, w_start, w_stop, method):
        length = self.length()
        start, stop = space.find_range(length, w_start, w_stop)
        parts_w = w_what.items_w if isinstance(w_what, space.W_Tuple) else [w_what]
        for w_part in parts_w:
            if not isinstance(w_part, W_BytesLike):
                raise type_error(method + " first arg must be bytes or a tuple of bytes, not " + w_part.type_name())
            if start > length or start > stop:
                continue
            if method == "startswith":
                if rstring.startswith(self.bytes(), w_part.bytes(), start, stop):
                    return True
            elif rstring.endswith(self.bytes(), w_part.bytes(), start, stop):
                return True
        return False

    # ---- parts

    def made_list(self, parts):
        return space.newlist([self.made(part) for part in parts])

    def m_split(self, w_sep=None, w_maxsplit=None):
        limit = -1 if w_maxsplit is None else w_maxsplit.int_w()
        if w_sep is None or w_sep is space.w_None:
            return self.made_list(rstring.split(self.bytes(), None, limit))
        return self.made_list(rstring.split(self.bytes(), separator(w_sep), limit))

    def m_rsplit(self, w_sep=None, w_maxsplit=None):
        limit = -1 if w_maxsplit is None else w_maxsplit.int_w()
        if w_sep is None or w_sep is space.w_None:
            return self.made_list(rstring.rsplit(self.bytes(), None, limit))
        return self.made_list(rstring.rsplit(self.bytes(), separator(w_sep), limit))

    def m_splitlines(self, w_keepends=None):
        keep = w_keepends is not None and w_keepends.is_true()
        data = self.bytes()
        lines = []
        start = 0
        i = 0
        while i < len(data):
            end = i
            c = data[i]
            i += 1
            if c == "\r" and i < len(data) and data[i] == "\n":
                i += 1
            if c == "\r" or c == "\n":
                lines.append(data[start:i] if keep else data[start:end])
                start = i
        if start < len(data):
            lines.append(data[start:])
        return self.made_list(lines)

    def three(self, a, b, c):
        return space.newtuple([self.made(a), self.made(b), self.made(c)])

    def m_partition(self, w_sep):
        sep = separator(w_sep)
        data = self.bytes()
        position = data.find(sep)
        if position < 0:
            return self.three(data, "", "")
        return self.three(data[:position], sep, data[position + len(sep) :])

    def m_rpartition(self, w_sep):
        sep = separator(w_sep)
        data = self.bytes()
        position = data.rfind(sep)
        if position < 0:
            return self.three("", "", data)
        return self.three(data[:position], sep, data[position + len(sep) :])

    def m_join(self, w_items):
        items_w = space.items_of_or(w_items, "can only join an iterable")
        parts = [""] * len(items_w)
        for i in range(len(items_w)):
            w_item = items_w[i]
            if not w_item.is_buffer():
                raise type_error(
                    "sequence item " + str(i) + ": expected a bytes-like object, " + w_item.type_name() + " found"
                )
            parts[i] = w_item.buffer_bytes()
        return self.made(self.bytes().join(parts))

    def m_replace(self, w_old, w_new, w_count=None):
        limit = -1 if w_count is None else w_count.int_w()
        return self.made(rstring.replace(self.bytes(), data_of(w_old), data_of(w_new), limit))

    def stripped(self, w_chars, left, right):
        data = stripped(self.bytes(), w_chars, left, right)
        return self.unchanged() if len(data) == self.length() else self.made(data)

    def unchanged(self):
        """What is equal to this object, for a result."""
        return self.made(self.bytes())

    def m_strip(self, w_chars=None):
        return self.stripped(w_chars, True, True)

    def m_lstrip(self, w_chars=None):
        return self.stripped(w_chars, True, False)

    def m_rstrip(self, w_chars=None):
        return self.stripped(w_chars, False, True)

    def m_removeprefix(self, w_prefix):
        data = self.bytes()
        prefix = data_of(w_prefix)
        return self.made(data[len(prefix) :] if rstring.startswith(data, prefix) else data)

    def m_removesuffix(self, w_suffix):
        data = self.bytes()
        suffix = data_of(w_suffix)
        return self.made(data[: len(data) - len(suffix)] if rstring.endswith(data, suffix) else data)

    # ---- layout

    def m_center(self, w_width, w_fill=None):
        missing = w_width.int_w() - self.length()
        if missing <= 0:
            return self.made(self.bytes())
        left = missing // 2 + (missing & w_width.int_w() & 1)
        fill = fill_of(w_fill, "center")
        return self.made(fill * left + self.bytes() + fill * (missing - left))

    def m_ljust(self, w_width, w_fill=None):
        fill = fill_of(w_fill, "ljust")
        return self.made(self.bytes() + fill * max(w_width.int_w() - self.length(), 0))

    def m_rjust(self, w_width, w_fill=None):
        fill = fill_of(w_fill, "rjust")
        return self.made(fill * max(w_width.int_w() - self.length(), 0) + self.bytes())

    def m_zfill(self, w_width):
        data = self.bytes()
        zeros = "0" * max(w_width.int_w() - len(data), 0)
        if len(data) > 0 and (data[0] == "-" or data[0] == "+"):
            return self.made(data[:1] + zeros + data[1:])
        return self.made(zeros + data)

    def m_expandtabs(self, w_tabsize=None):
        size = 8 if w_tabsize is None else w_tabsize.int_w()
        builder = StringBuilder(self.length())
        column = 0
        for c in self.bytes():
            if c == "\t":
                if size > 0:
                    n = size - column % size
                    builder.append_multiple_char(" ", n)
                    column += n
            else:
                builder.append(c)
                column = 0 if c == "\n" or c == "\r" else column + 1
        return self.made(builder.build())

    # ---- letters, of ASCII

    def m_lower(self):
        return self.made(self.bytes().lower())

    def m_upper(self):
        return self.made(self.bytes().upper())

    def m_swapcase(self):
        return self.made("".join([c.upper() if c.islower() else c.lower() for c in self.bytes()]))

    def m_capitalize(self):
        data = self.bytes()
        return self.made(data[:1].upper() + data[1:].lower())

    def m_title(self):
        builder = StringBuilder(self.length())
        inside = False
        for c in self.bytes():
            builder.append(c.lower() if inside else c.upper())
            inside = is_letter(c)
        return self.made(builder.build())

    def all_are(self, test):
        data = self.bytes()
        for c in data:
            if not test(c):
                return space.w_False
        return space.newbool(len(data) > 0)

    def m_isalpha(self):
        return self.all_are(is_letter)

    def m_isdigit(self):
        return self.all_are(is_digit)

    def m_isalnum(self):
        return self.all_are(is_letter_or_digit)

    def m_isspace(self):
        return self.all_are(is_space)

    def m_isascii(self):
        for c in self.bytes():
            if ord(c) >= 0x80:
                return space.w_False
        return space.w_True

    def m_islower(self):
        data = self.bytes()
        return space.newbool(data.upper() != data and data.lower() == data)

    def m_isupper(self):
        data = self.bytes()
        return space.newbool(data.lower() != data and data.upper() == data)

    def m_istitle(self):
        w_titled = self.m_title()
        assert isinstance(w_titled, W_BytesLike)
        data = self.bytes()
        return space.newbool(data.lower() != data and w_titled.bytes() == data)


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
        if index >= self.w_bytes.length():
            return None
        self.index = index + 1
        return space.newint(self.w_bytes.byte_at(index))


def is_letter(c):
    return c >= "a" and c <= "z" or c >= "A" and c <= "Z"


def is_digit(c):
    return c >= "0" and c <= "9"


def is_letter_or_digit(c):
    return is_letter(c) or is_digit(c)


def is_space(c):
    return SPACES.find(c) >= 0


def sliced(data, w_slice):
    start, stop, step, n = w_slice.indices(len(data))
    if step == 1:
        return data[start : start + n] if n > 0 else ""
    builder = StringBuilder(n)
    for k in range(n):
        builder.append(data[start + k * step])
    return builder.build()


@export
def byte_of(w_item, name="byte"):
    value = w_item.int_w()
    if value < 0 or value > 255:
        raise value_error(name + " must be in range(0, 256)")
    return value


def needle(w_sub, complaint):
    """What is searched: bytes, or one byte as a number."""
    if w_sub.is_buffer():
        return w_sub.buffer_bytes()
    if w_sub.has_index():
        return chr(byte_of(w_sub))
    raise type_error(complaint + "'" + w_sub.type_name() + "'")


def data_of(w_obj):
    return w_obj.buffer_bytes()


def separator(w_sep):
    sep = data_of(w_sep)
    if len(sep) == 0:
        raise value_error("empty separator")
    return sep


def stripped(data, w_chars, left, right):
    chars = SPACES if w_chars is None or w_chars is space.w_None else data_of(w_chars)
    start = 0
    stop = len(data)
    while left and start < stop and chars.find(data[start]) >= 0:
        start += 1
    while right and stop > start and chars.find(data[stop - 1]) >= 0:
        stop -= 1
    return data[start:stop]


def fill_of(w_fill, method):
    if w_fill is None:
        return " "
    if not isinstance(w_fill, W_BytesLike) or w_fill.length() != 1:
        raise type_error(method + "() argument 2 must be a byte string of length 1, not " + w_fill.type_name())
    return w_fill.bytes()


def setup():
    make_type("bytes_iterator", W_BytesIterator, final=True)
