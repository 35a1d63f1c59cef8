"""What the methods of strings do to UTF-8: case, tests of characters, stripping, splitting."""

from rpython.rlib import rstring
from rpython.rlib.rstring import StringBuilder
from rpython.rlib.rutf8 import codepoint_at_pos, unichr_as_utf8

from objects.base import type_error
from objects.space import export, space
from objects.unicode import is_alnum, is_alpha, is_space, lower_codepoint, upper_text


def is_ascii_text(text):
    for c in text:
        if ord(c) >= 0x80:
            return False
    return True


def lower(text):
    if is_ascii_text(text):
        return text.lower()
    builder = StringBuilder(len(text))
    for part in space.codepoints(text):
        builder.append(unichr_as_utf8(lower_codepoint(codepoint_at_pos(part, 0)), True))
    return builder.build()


def upper(text):
    if is_ascii_text(text):
        return text.upper()
    builder = StringBuilder(len(text))
    for part in space.codepoints(text):
        builder.append(upper_text(codepoint_at_pos(part, 0)))
    return builder.build()


def all_are(text, test):
    if len(text) == 0:
        return space.w_False
    for part in space.codepoints(text):
        if not test(codepoint_at_pos(part, 0)):
            return space.w_False
    return space.w_True


def cased(text, wanted, unwanted):
    found = False
    for part in space.codepoints(text):
        code = codepoint_at_pos(part, 0)
        if unwanted(code):
            return space.w_False
        if wanted(code):
            found = True
    return space.newbool(found)


@export
def is_identifier(text):
    first = True
    for part in space.codepoints(text):
        code = codepoint_at_pos(part, 0)
        if not (is_alpha(code) or code == 95 or (not first and is_alnum(code))):
            return False
        first = False
    return not first


@export
def strip_unicode_spaces(text):
    return strip(text, None, True, True)


def strip_by(text, w_chars, name, left, right):
    if w_chars is not None and w_chars is not space.w_None and not isinstance(w_chars, space.W_Str):
        raise type_error(name + " arg must be None or str")
    return strip(text, w_chars, left, right)


def strip(text, w_chars, left, right):
    by_space = w_chars is None or w_chars is space.w_None
    if by_space and is_ascii_text(text):
        return strip_ascii(text, left, right)
    parts = space.codepoints(text)
    chars = []
    if not by_space:
        chars = space.codepoints(w_chars.text_w())
    first = 0
    last = len(parts)
    while left and first < last and strips(parts[first], by_space, chars):
        first += 1
    while right and last > first and strips(parts[last - 1], by_space, chars):
        last -= 1
    start = 0
    for i in range(first):
        start += len(parts[i])
    end = len(text)
    for i in range(last, len(parts)):
        end -= len(parts[i])
    return text[start:end]


def strip_ascii(text, left, right):
    start = 0
    end = len(text)
    while left and start < end and is_space(ord(text[start])):
        start += 1
    while right and end > start and is_space(ord(text[end - 1])):
        end -= 1
    return text[start:end]


def strips(part, by_space, chars):
    if by_space:
        return is_space(codepoint_at_pos(part, 0))
    return part in chars


def split_at_spaces(text, limit):
    if is_ascii_text(text):
        return rstring.split(text, None, limit)
    result = []
    current = []
    parts = space.codepoints(text)
    i = 0
    while i < len(parts):
        if is_space(codepoint_at_pos(parts[i], 0)):
            if len(current) > 0:
                result.append("".join(current))
                current = []
            i += 1
            continue
        if len(current) == 0 and limit >= 0 and len(result) == limit:
            result.append(strip("".join(parts[i:]), None, False, True))
            return result
        current.append(parts[i])
        i += 1
    if len(current) > 0:
        result.append("".join(current))
    return result


@export
def split_lines(text, keep):
    result = []
    start = 0
    i = 0
    while i < len(text):
        c = text[i]
        width = 0
        if c == "\n" or c == "\v" or c == "\f" or c == "\x1c" or c == "\x1d" or c == "\x1e":
            width = 1
        elif c == "\r":
            width = 2 if i + 1 < len(text) and text[i + 1] == "\n" else 1
        elif c == "\xc2" and text[i + 1] == "\x85":
            width = 2
        elif c == "\xe2" and text[i + 1] == "\x80" and (text[i + 2] == "\xa8" or text[i + 2] == "\xa9"):
            width = 3
        if width > 0:
            result.append(text[start : i + width] if keep else text[start:i])
            i += width
            start = i
        else:
            i += 1
    if start < len(text):
        result.append(text[start:])
    return result


def interleave(text, new, limit):
    builder = StringBuilder(len(text))
    parts = space.codepoints(text)
    for i in range(len(parts) + 1):
        if limit < 0 or i < limit:
            builder.append(new)
        if i < len(parts):
            builder.append(parts[i])
    return builder.build()
