"""Numbers: where a literal ends, what is wrong with it, and its value."""

from compiler.consts import ConstFloat, ConstImaginary, ConstInt, ConstLong
from rpython.rlib.rarithmetic import ovfcheck


class NumberError(Exception):
    def __init__(self, message, start, end):
        Exception.__init__(self, message)
        self.message = message
        self.start = start
        self.end = end


def _is_digit(c, base):
    if c >= "0" and c <= "9":
        return ord(c) - 48 < base
    return base == 16 and ((c >= "a" and c <= "f") or (c >= "A" and c <= "F"))


def _digits(source, pos, end, base, kind):
    """The position after digits with single underscores between them."""
    while pos < end:
        c = source[pos]
        if c == "_":
            if pos + 1 >= end or not _is_digit(source[pos + 1], base):
                if pos + 1 < end and base < 10 and source[pos + 1] >= "0" and source[pos + 1] <= "9":
                    raise NumberError("invalid digit '%s' in %s literal" % (source[pos + 1], kind), pos + 1, pos + 2)
                raise NumberError("invalid " + kind + " literal", pos, pos + 1)
            pos += 1
        elif not _is_digit(c, base):
            break
        else:
            pos += 1
    return pos


def scan_number(source, start, end):
    """The position after the number that starts here."""
    pos = start
    kind = "decimal"
    if source[pos] == "0" and pos + 1 < end and source[pos + 1] in "xXoObB":
        letter = source[pos + 1]
        base = 16
        kind = "hexadecimal"
        if letter == "o" or letter == "O":
            base = 8
            kind = "octal"
        elif letter == "b" or letter == "B":
            base = 2
            kind = "binary"
        pos += 2
        if pos < end and source[pos] == "_":
            pos += 1
        if pos >= end or not _is_digit(source[pos], base):
            if pos < end and source[pos] >= "0" and source[pos] <= "9":
                raise NumberError("invalid digit '%s' in %s literal" % (source[pos], kind), pos, pos + 1)
            raise NumberError("invalid " + kind + " literal", pos - 1, pos)
        pos = _digits(source, pos, end, base, kind)
        if pos < end and source[pos] >= "0" and source[pos] <= "9":
            raise NumberError("invalid digit '%s' in %s literal" % (source[pos], kind), pos, pos + 1)
        _check_end(source, pos, end, kind)
        return pos
    pos = _digits(source, pos, end, 10, kind)
    is_int = True
    if pos < end and source[pos] == ".":
        is_int = False
        pos += 1
        if pos < end and _is_digit(source[pos], 10):
            pos = _digits(source, pos, end, 10, kind)
    if pos < end and (source[pos] == "e" or source[pos] == "E"):
        after = pos + 1
        if after < end and (source[after] == "+" or source[after] == "-"):
            after += 1
            if after >= end or not _is_digit(source[after], 10):
                raise NumberError("invalid decimal literal", after - 1, after)
        if after < end and _is_digit(source[after], 10):
            is_int = False
            pos = _digits(source, after, end, 10, kind)
    if pos < end and (source[pos] == "j" or source[pos] == "J"):
        pos += 1
        _check_end(source, pos, end, "imaginary")
        return pos
    if is_int and source[start] == "0":
        _check_zeros(source, start, pos)
    _check_end(source, pos, end, kind)
    return pos


def _check_zeros(source, start, pos):
    for i in range(start, pos):
        if source[i] != "0" and source[i] != "_":
            raise NumberError(
                "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers", start, i
            )


def _check_end(source, pos, end, kind):
    """A number may be followed by a keyword (`1if x else y`), but by no other name."""
    if pos >= end:
        return
    c = source[pos]
    if not (c >= "a" and c <= "z" or c >= "A" and c <= "Z" or c == "_" or ord(c) >= 128):
        return
    for word in ["and", "else", "for", "if", "in", "is", "not", "or"]:
        if source[pos : min(pos + len(word), end)] == word:
            return
    raise NumberError("invalid " + kind + " literal", pos - 1, pos)


def number_value(text):
    """The constant of a valid literal."""
    if text.find("_") >= 0:
        text = "".join([c for c in text if c != "_"])
    if len(text) == 1:
        return ConstInt(ord(text[0]) - 48)
    last = text[len(text) - 1]
    second = text[1]
    if second == "x" or second == "X":
        return _integer(text[2:], 16)
    if second == "o" or second == "O":
        return _integer(text[2:], 8)
    if second == "b" or second == "B":
        return _integer(text[2:], 2)
    if last == "j" or last == "J":
        return ConstImaginary(float(text[: len(text) - 1]))
    for c in text:
        if c < "0" or c > "9":
            return ConstFloat(float(text))
    return _integer(text, 10)


def _integer(digits, base):
    value = 0
    try:
        for c in digits:
            value = ovfcheck(value * base)
            value = ovfcheck(value + _digit_value(c))
    except OverflowError:
        return ConstLong(digits, base, False)
    return ConstInt(value)


def _digit_value(c):
    if c <= "9":
        return ord(c) - 48
    return (ord(c) | 32) - 87
