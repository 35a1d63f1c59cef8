"""The value of a string literal between its quotes: escapes."""

from parser.character_names import character_by_name
from rpython.rlib.rstring import StringBuilder
from rpython.rlib.rutf8 import unichr_as_utf8


class EscapeError(Exception):
    def __init__(self, message):
        Exception.__init__(self, message)
        self.message = message


def _hex_value(c):
    if c >= "0" and c <= "9":
        return ord(c) - 48
    if c >= "a" and c <= "f":
        return ord(c) - 87
    if c >= "A" and c <= "F":
        return ord(c) - 55
    return -1


def simple_escape(c):
    """The character that a backslash and this letter stand for, or an empty str."""
    if c == "n":
        return "\n"
    if c == "t":
        return "\t"
    if c == "r":
        return "\r"
    if c == "\\" or c == "'" or c == '"':
        return c
    if c == "a":
        return "\a"
    if c == "b":
        return "\b"
    if c == "f":
        return "\f"
    if c == "v":
        return "\v"
    return ""


def decode_escapes(text, is_bytes):
    """A str (UTF-8) or bytes without its escapes. Unknown escapes stay as they are."""
    if text.find("\\") < 0:
        return text
    builder = StringBuilder(len(text))
    i = 0
    while i < len(text):
        c = text[i]
        if c != "\\":
            end = text.find("\\", i)
            if end < 0:
                end = len(text)
            builder.append_slice(text, i, end)
            i = end
            continue
        i += 1
        if i >= len(text):
            builder.append("\\")
            break
        c = text[i]
        i += 1
        simple = simple_escape(c)
        if simple != "":
            builder.append(simple)
        elif c == "\n":
            pass
        elif c >= "0" and c <= "7":
            value = ord(c) - 48
            count = 1
            while count < 3 and i < len(text) and text[i] >= "0" and text[i] <= "7":
                value = value * 8 + ord(text[i]) - 48
                i += 1
                count += 1
            _append_code(builder, value & 0xFF if is_bytes else value, is_bytes)
        elif c == "x":
            i = _hex_escape(builder, text, i, 2, is_bytes)
        elif not is_bytes and c == "u":
            i = _hex_escape(builder, text, i, 4, False)
        elif not is_bytes and c == "U":
            i = _hex_escape(builder, text, i, 8, False)
        elif not is_bytes and c == "N":
            i = _named_escape(builder, text, i)
        else:
            builder.append("\\")
            i -= 1
            builder.append(text[i])
            i += 1
    return builder.build()


def _append_code(builder, value, is_bytes):
    if is_bytes:
        builder.append(chr(value))
    else:
        builder.append(unichr_as_utf8(value, True))


def _hex_escape(builder, text, i, digits, is_bytes):
    """The position after the digits."""
    value = 0
    start = i - 2
    for k in range(digits):
        digit = _hex_value(text[i]) if i < len(text) else -1
        if digit < 0:
            if is_bytes:
                raise EscapeError("(value error) invalid \\x escape at position %d" % start)
            shape = "\\xXX" if digits == 2 else "\\uXXXX" if digits == 4 else "\\UXXXXXXXX"
            raise EscapeError(_codec_error(start, i - 1, "truncated " + shape + " escape"))
        value = value * 16 + digit
        i += 1
    if value > 0x10FFFF:
        raise EscapeError(_codec_error(start, i - 1, "illegal Unicode character"))
    _append_code(builder, value, is_bytes)
    return i


def _named_escape(builder, text, i):
    """The position after `{NAME}`."""
    end = text.find("}", i)
    if i >= len(text) or text[i] != "{" or end <= i + 1:
        raise EscapeError(_codec_error(i - 2, i - 1, "malformed \\N character escape"))
    code = character_by_name(text[i + 1 : end])
    if code < 0:
        raise EscapeError(_codec_error(i - 2, end, "unknown Unicode character name"))
    builder.append(unichr_as_utf8(code, True))
    return end + 1


def _codec_error(start, end, what):
    where = "position %d" % start if start == end else "position %d-%d" % (start, end)
    return "(unicode error) 'unicodeescape' codec can't decode bytes in " + where + ": " + what
