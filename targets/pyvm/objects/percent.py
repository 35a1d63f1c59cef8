"""The operator % of strs: conversions by the codes of C's printf."""

from rpython.rlib import rutf8
from rpython.rlib.rarithmetic import ovfcheck
from rpython.rlib.rstring import StringBuilder

from objects.base import type_error, value_error
from objects.formatspec import Spec, is_digit, layout_float, layout_number, padded
from objects.formatting import base_prefix, character, int_digits, truncated
from objects.space import export, space


class Conversion(object):
    """What is between the % and the code."""

    def __init__(self):
        self.left = False
        self.zero = False
        self.sign = ""
        self.alternate = False
        self.width = -1
        self.precision = -1

    def spec(self, code):
        """The same as a specification for format()."""
        spec = Spec()
        spec.sign = self.sign
        spec.alternate = self.alternate
        spec.width = self.width
        spec.precision = self.precision
        spec.code = code
        if self.left:
            spec.align = "<"
        elif self.zero:
            spec.fill = "0"
            spec.align = "="
        return spec


class Formatter(object):
    """`is_bytes`: text, keys and what %s takes are bytes."""

    def __init__(self, text, w_args, is_bytes):
        self.text = text
        self.is_bytes = is_bytes
        self.w_args = w_args
        self.at = 0
        self.next_value = 0
        if isinstance(w_args, space.W_Tuple):
            self.values_w = space.items_of(w_args)
            self.is_tuple = True
        else:
            self.values_w = [w_args]
            self.is_tuple = False

    def run(self):
        text = self.text
        builder = StringBuilder(len(text))
        while True:
            percent = text.find("%", self.at)
            if percent < 0:
                builder.append_slice(text, self.at, len(text))
                break
            builder.append_slice(text, self.at, percent)
            self.at = percent + 1
            if self.peek() == "%":
                self.at += 1
                builder.append("%")
            else:
                builder.append(self.convert())
        if self.next_value < len(self.values_w):
            if self.is_tuple or not is_mapping(self.w_args):
                raise type_error("not all arguments converted during string formatting")
        return builder.build()

    def peek(self):
        if self.at == len(self.text):
            raise value_error("incomplete format")
        return self.text[self.at]

    def convert(self):
        w_value = None
        if self.peek() == "(":
            w_value = self.mapped_value()
        conversion = self.read_flags()
        c = self.peek()
        if c == "h" or c == "l" or c == "L":
            self.at += 1
            c = self.peek()
        if w_value is None:
            w_value = self.take()
        if "diouxXeEfFgGcrsa".find(c) < 0 and not (c == "b" and self.is_bytes):
            raise self.unsupported()
        self.at += 1
        if self.is_bytes and "srabc".find(c) >= 0:
            return converted_bytes(w_value, c, conversion)
        return converted(w_value, c, conversion)

    def unsupported(self):
        code = rutf8.codepoint_at_pos(self.text, self.at)
        shown = rutf8.unichr_as_utf8(code, True) if code >= 32 and code < 127 else "?"
        index = rutf8.codepoints_in_utf8(self.text, 0, self.at)
        return value_error("unsupported format character '" + shown + "' (" + hex(code) + ") at index " + str(index))

    def take(self):
        if self.next_value >= len(self.values_w):
            raise type_error("not enough arguments for format string")
        w_value = self.values_w[self.next_value]
        self.next_value += 1
        return w_value

    def mapped_value(self):
        if not is_mapping(self.w_args):
            raise type_error("format requires a mapping")
        start = self.at + 1
        depth = 1
        i = start
        while depth > 0:
            if i == len(self.text):
                raise value_error("incomplete format key")
            if self.text[i] == "(":
                depth += 1
            elif self.text[i] == ")":
                depth -= 1
            i += 1
        self.at = i
        # None is left for other conversions.
        self.next_value = len(self.values_w)
        key = self.text[start : i - 1]
        return self.w_args.getitem(space.newbytes(key) if self.is_bytes else space.newstr(key))

    def read_flags(self):
        conversion = Conversion()
        while True:
            c = self.peek()
            if c == "-":
                conversion.left = True
            elif c == "+":
                conversion.sign = "+"
            elif c == " ":
                if conversion.sign == "":
                    conversion.sign = " "
            elif c == "#":
                conversion.alternate = True
            elif c == "0":
                conversion.zero = True
            else:
                break
            self.at += 1
        conversion.width = self.read_size("width")
        if conversion.width < -1:
            conversion.left = True
            conversion.width = -conversion.width
        if self.peek() == ".":
            self.at += 1
            conversion.precision = max(self.read_size("precision"), 0)
        return conversion

    def read_size(self, what):
        """A number or `*`, -1 if there is none."""
        if self.peek() == "*":
            w_size = self.take()
            if not isinstance(w_size, space.W_AbstractInt):
                raise type_error("* wants int")
            self.at += 1
            return w_size.int_w()
        start = self.at
        size = 0
        while is_digit(self.peek()):
            try:
                size = ovfcheck(ovfcheck(size * 10) + (ord(self.peek()) - 48))
            except OverflowError:
                raise value_error(what + " too big")
            self.at += 1
        return size if self.at > start else -1


def is_mapping(w_value):
    if isinstance(w_value, space.W_Tuple) or isinstance(w_value, space.W_Str) or isinstance(w_value, space.W_BytesLike):
        return False
    return w_value.getclass().lookup("__getitem__") is not None


def converted(w_value, code, conversion):
    if code == "s" or code == "r" or code == "a":
        if code == "s":
            text = w_value.str()
        elif code == "r":
            text = w_value.repr()
        else:
            text = space.ascii_text(w_value)
        return left_or_right(truncated(text, conversion.precision), conversion)
    if code == "c":
        return left_or_right(one_character(w_value), conversion)
    if code in "eEfFgG":
        return layout_float(w_value.float_w(), conversion.spec(code))
    return integer(whole_value(w_value, code).bigint(), code, conversion)


def converted_bytes(w_value, code, conversion):
    """What the codes that give text give in bytes."""
    if code == "c":
        if isinstance(w_value, space.W_BytesLike) and w_value.length() == 1:
            data = w_value.bytes()
        elif w_value.has_index():
            data = chr(space.byte_of(w_value, "%c arg"))
        else:
            raise type_error("%c requires an integer in range(256) or a single byte")
    elif code == "r" or code == "a":
        data = space.ascii_text(w_value)
    elif isinstance(w_value, space.W_BytesLike) or w_value.getclass().lookup("__bytes__") is not None:
        data = space.bytes_of(w_value)
    else:
        raise type_error(
            "%b requires a bytes-like object, or an object that implements __bytes__, not '" + w_value.type_name() + "'"
        )
    if conversion.precision >= 0 and conversion.precision < len(data):
        data = data[: conversion.precision]
    missing = " " * max(conversion.width - len(data), 0)
    return data + missing if conversion.left else missing + data


def left_or_right(text, conversion):
    spec = Spec()
    spec.width = conversion.width
    return padded(text, spec, "<" if conversion.left else ">")


def one_character(w_value):
    if isinstance(w_value, space.W_Str):
        text = w_value.text
        if rutf8.codepoints_in_utf8(text) == 1:
            return text
    elif w_value.has_index():
        return character(w_value.index_w())
    raise type_error("%c requires int or char")


def whole_value(w_value, code):
    if isinstance(w_value, space.W_AbstractInt):
        return w_value
    if code == "x" or code == "X" or code == "o":
        if w_value.has_index():
            return w_value.index_w()
        raise type_error("%" + code + " format: an integer is required, not " + w_value.type_name())
    if not is_number(w_value):
        raise type_error("%" + code + " format: a real number is required, not " + w_value.type_name())
    return space.to_int(w_value)


def is_number(w_value):
    if isinstance(w_value, space.W_Float) or w_value.has_index():
        return True
    w_type = w_value.getclass()
    return w_type.lookup("__int__") is not None or w_type.lookup("__index__") is not None


def integer(big, code, conversion):
    digits = int_digits(big, code)
    if len(digits) < conversion.precision:
        digits = "0" * (conversion.precision - len(digits)) + digits
    _, prefix = base_prefix(code)
    if not conversion.alternate:
        prefix = ""
    return layout_number(conversion.spec(code), big.sign < 0, prefix, digits, "", 3)


@export
def format_percent(text, w_args):
    return Formatter(text, w_args, False).run()


@export
def format_bytes(data, w_args):
    """The operator % of bytes."""
    return Formatter(data, w_args, True).run()
