"""UTF-8 in strs: a str is bytes, and these functions know where its code points are. Positions are indices of bytes."""

from rpython.rlib.rstring import StringBuilder


class Utf8CheckError(Exception):
    def __init__(self, pos):
        Exception.__init__(self, "invalid UTF-8")
        self.pos = pos


def unichr_as_utf8(code, allow_surrogates=False):
    """The bytes of a code point; ValueError if there is none of this number."""
    if code < 0 or code > 0x10FFFF:
        raise ValueError("no code point of this number")
    if code <= 0x7F:
        return chr(code)
    if code <= 0x7FF:
        return chr(0xC0 | (code >> 6)) + _tail(code)
    if code <= 0xFFFF:
        if 0xD800 <= code and code <= 0xDFFF and not allow_surrogates:
            raise ValueError("a surrogate is not a code point")
        return chr(0xE0 | (code >> 12)) + _tail(code >> 6) + _tail(code)
    return chr(0xF0 | (code >> 18)) + _tail(code >> 12) + _tail(code >> 6) + _tail(code)


def _tail(bits):
    return chr(0x80 | (bits & 0x3F))


def unichr_as_utf8_append(builder, code, allow_surrogates=False):
    builder.append(unichr_as_utf8(code, allow_surrogates))


def _length_at(s, pos):
    """How many bytes the code point that starts here has."""
    first = ord(s[pos])
    if first < 0x80:
        return 1
    if first < 0xE0:
        return 2
    if first < 0xF0:
        return 3
    return 4


def next_codepoint_pos(s, pos):
    """The position after the code point at pos, for valid UTF-8."""
    return pos + _length_at(s, pos)


def prev_codepoint_pos(s, pos):
    """The start of the code point before pos."""
    pos -= 1
    while pos > 0 and (ord(s[pos]) & 0xC0) == 0x80:
        pos -= 1
    return pos


def codepoint_at_pos(s, pos):
    """The code point that starts here, for valid UTF-8."""
    n = _length_at(s, pos)
    code = ord(s[pos])
    if n == 1:
        return code
    code &= 0x7F >> n
    for i in range(1, n):
        code = (code << 6) | (ord(s[pos + i]) & 0x3F)
    return code


def codepoints_in_utf8(s, start=0, end=-1):
    """How many code points there are, for valid UTF-8."""
    if end < 0 or end > len(s):
        end = len(s)
    count = 0
    for i in range(start, end):
        if (ord(s[i]) & 0xC0) != 0x80:
            count += 1
    return count


def check_utf8(s, allow_surrogates=False, start=0):
    """How many code points there are; Utf8CheckError at the first bytes that are not UTF-8."""
    pos = start
    count = 0
    while pos < len(s):
        first = ord(s[pos])
        if first >= 0x80:
            if first < 0xC2 or first > 0xF4:
                raise Utf8CheckError(pos)
            n = _length_at(s, pos)
            if pos + n > len(s):
                raise Utf8CheckError(pos)
            for i in range(1, n):
                if (ord(s[pos + i]) & 0xC0) != 0x80:
                    raise Utf8CheckError(pos)
            code = codepoint_at_pos(s, pos)
            too_short = (n == 3 and code < 0x800) or (n == 4 and (code < 0x10000 or code > 0x10FFFF))
            if too_short or (0xD800 <= code and code <= 0xDFFF and not allow_surrogates):
                raise Utf8CheckError(pos)
            pos += n
        else:
            pos += 1
        count += 1
    return count


def has_surrogates(s):
    for i in range(len(s) - 1):
        if s[i] == "\xed" and ord(s[i + 1]) >= 0xA0:
            return True
    return False


def reverse(s):
    """The code points in reverse order."""
    builder = StringBuilder(len(s))
    pos = len(s)
    while pos > 0:
        start = prev_codepoint_pos(s, pos)
        builder.append_slice(s, start, pos)
        pos = start
    return builder.build()
