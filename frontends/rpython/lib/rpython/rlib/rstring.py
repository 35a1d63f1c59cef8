"""Strings: builders, splitting and searching as functions, and the parser of numbers."""

from rpython._special import special
from rpython.rlib.objectmodel import not_rpython


@special("StringBuilder")
class StringBuilder:
    """A string under construction."""

    def __init__(self, init_size=100):
        self._parts = []
        self._length = 0

    def append(self, s):
        assert isinstance(s, str)
        self._parts.append(s)
        self._length += len(s)

    def append_slice(self, s, start, end):
        assert 0 <= start <= end <= len(s)
        self.append(s[start:end])

    def append_multiple_char(self, c, times):
        assert len(c) == 1
        self.append(c * times)

    def build(self):
        result = "".join(self._parts)
        self._parts = [result]
        return result

    def getlength(self):
        return self._length


# ____________________________________________________________ splitting


def split(value, by=None, maxsplit=-1):
    """As `value.split(by, maxsplit)`; without `by` at whitespace."""
    result = []
    length = len(value)
    if by is None:
        i = 0
        while True:
            while i < length and value[i].isspace():
                i += 1
            if i == length:
                return result
            if maxsplit == 0:
                result.append(value[i:length])
                return result
            j = i + 1
            while j < length and not value[j].isspace():
                j += 1
            maxsplit -= 1
            result.append(value[i:j])
            i = j
    if len(by) == 0:
        raise ValueError("empty separator")
    start = 0
    while maxsplit != 0:
        at = value.find(by, start)
        if at < 0:
            break
        result.append(value[start:at])
        start = at + len(by)
        maxsplit -= 1
    result.append(value[start:length])
    return result


def rsplit(value, by=None, maxsplit=-1):
    """As split, from the right."""
    result = []
    end = len(value)
    if by is None:
        i = end
        while True:
            while i > 0 and value[i - 1].isspace():
                i -= 1
            if i == 0:
                break
            j = i
            if maxsplit == 0:
                result.append(value[0:j])
                break
            while i > 0 and not value[i - 1].isspace():
                i -= 1
            maxsplit -= 1
            result.append(value[i:j])
    else:
        if len(by) == 0:
            raise ValueError("empty separator")
        while maxsplit != 0:
            at = value.rfind(by, 0, end)
            if at < 0:
                break
            result.append(value[at + len(by) : end])
            end = at
            maxsplit -= 1
        result.append(value[0:end])
    result.reverse()
    return result


def replace(input, sub, by, maxsplit=-1):
    return by.join(split(input, sub, maxsplit)) if len(sub) > 0 else _interleave(input, by, maxsplit)


def _interleave(s, by, maxsplit):
    """`by` before each character and at the end."""
    builder = StringBuilder(len(s))
    i = 0
    while i <= len(s) and maxsplit != 0:
        builder.append(by)
        if i < len(s):
            builder.append(s[i])
        i += 1
        maxsplit -= 1
    if i < len(s):
        builder.append_slice(s, i, len(s))
    return builder.build()


def startswith(s, prefix, start=0, end=0x7FFFFFFFFFFFFFFF):
    """Whether `s[start:end]` starts with the prefix."""
    length = len(s)
    stop = start + len(prefix)
    if start > length or stop > length or stop > end:
        return False
    for i in range(len(prefix)):
        if s[start + i] != prefix[i]:
            return False
    return True


def endswith(s, suffix, start=0, end=0x7FFFFFFFFFFFFFFF):
    """Whether `s[start:end]` ends with the suffix."""
    length = len(s)
    if end > length:
        end = length
    begin = end - len(suffix)
    if begin < start:
        return False
    for i in range(len(suffix)):
        if s[begin + i] != suffix[i]:
            return False
    return True


def strip_spaces(s):
    start = 0
    end = len(s)
    while start < end and s[start].isspace():
        start += 1
    while end > start and s[end - 1].isspace():
        end -= 1
    return s[start:end]


@not_rpython
def assert_str0(s):
    return s


def check_str0(s):
    """A ValueError if there is a NUL in the string, which C would take for its end."""
    for c in s:
        if c == "\0":
            raise ValueError("embedded null byte")


# ____________________________________________________________ numbers


class ParseStringError(Exception):
    """A string is not a number."""

    def __init__(self, msg):
        Exception.__init__(self, msg)
        self.msg = msg


class InvalidBaseError(ParseStringError):
    """A base other than 0 and 2 to 36."""


class ParseStringOverflowError(Exception):
    """The number does not fit in an int; `parser` can be rewound to read it otherwise."""

    def __init__(self, parser):
        Exception.__init__(self, "overflow")
        self.parser = parser


def _digit_value(c):
    """Of a digit or letter, else 99."""
    n = ord(c)
    if 48 <= n and n <= 57:
        return n - 48
    if 65 <= n and n <= 90:
        return n - 55
    if 97 <= n and n <= 122:
        return n - 87
    return 99


class NumberStringParser:
    """Reads sign, prefix and digits of a number; `base` 0 takes the prefix's."""

    def __init__(self, s, literal, base, fname, allow_underscores=False, no_implicit_octal=False):
        self.fname = fname
        self.literal = literal
        self.original_base = base
        self.allow_underscores = allow_underscores
        self.sign = 1
        self.i = 0
        self.start = 0
        self.prefixed = False
        s = strip_spaces(s)
        self.s = s
        if base != 0 and (base < 2 or base > 36):
            raise InvalidBaseError("%s() base must be >= 2 and <= 36, or 0" % (fname,))
        i = 0
        if startswith(s, "-"):
            self.sign = -1
            i = 1
        elif startswith(s, "+"):
            i = 1
        prefix = self._prefix_base(i)
        if base == 0:
            if prefix != 0:
                base = prefix
            elif i + 1 < len(s) and s[i] == "0":
                # A zero may stand before zeros only.
                base = 1 if no_implicit_octal else 8
            else:
                base = 10
        if prefix == base and prefix != 0:
            i += 2
            self.prefixed = True
        self.base = base
        self.i = i
        self.start = i
        if i == len(s):
            self.error()

    def _prefix_base(self, i):
        """16, 8 or 2 for `0x`, `0o`, `0b`, else 0."""
        s = self.s
        if i + 1 >= len(s) or s[i] != "0":
            return 0
        c = s[i + 1]
        if c == "x" or c == "X":
            return 16
        if c == "o" or c == "O":
            return 8
        if c == "b" or c == "B":
            return 2
        return 0

    def error(self):
        raise ParseStringError("invalid literal for %s() with base %d" % (self.fname, self.original_base))

    def rewind(self):
        self.i = self.start

    def next_digit(self):
        """-1 at the end."""
        if self.i == len(self.s):
            return -1
        c = self.s[self.i]
        if self.allow_underscores and c == "_" and (self.i > self.start or self.prefixed):
            self.i += 1
            if self.i == len(self.s):
                self.error()
            c = self.s[self.i]
        digit = _digit_value(c)
        if digit >= self.base:
            self.error()
        self.i += 1
        return digit
