"""Names with characters beyond ASCII. They are taken as they are written: compatibility forms are not normalised."""

from parser.identifier_ranges import CONTINUE, NOT_PRINTABLE, START
from rpython.rlib.rutf8 import codepoint_at_pos, next_codepoint_pos


class CheckedName:
    _immutable_ = True

    def __init__(self, name, position, message):
        self.name = name
        self.position = position  # of the first wrong character, or -1
        self.message = message


def in_ranges(bounds, code):
    """Whether the character is in one of the ranges."""
    low = 0
    high = len(bounds)
    while low < high:
        middle = (low + high) >> 1
        if bounds[middle] <= code:
            low = middle + 1
        else:
            high = middle
    return low & 1 == 1


def check_identifier(text):
    """A name of letters, digits, underscores and characters beyond ASCII."""
    pos = 0
    while pos < len(text):
        code = codepoint_at_pos(text, pos)
        if code >= 128 and not in_ranges(START if pos == 0 else CONTINUE, code):
            return CheckedName("", pos, _message(text[pos : next_codepoint_pos(text, pos)], code))
        pos = next_codepoint_pos(text, pos)
    return CheckedName(text, -1, "")


def _message(character, code):
    number = "U+" + _hex4(code)
    if in_ranges(NOT_PRINTABLE, code):
        return "invalid non-printable character " + number
    return "invalid character '" + character + "' (" + number + ")"


def _hex4(code):
    digits = ""
    while code > 0 or len(digits) < 4:
        digits = "0123456789ABCDEF"[code & 15] + digits
        code >>= 4
    return digits
