"""What is known of code points: their case and class. The tables are made from Python's own when the module is loaded."""

from rpython.rlib.rstring import StringBuilder
from rpython.rlib.rutf8 import codepoint_at_pos, next_codepoint_pos, unichr_as_utf8

ALPHA = 1
LOWER = 2
UPPER = 4
DECIMAL = 8
NUMERIC = 16
SPACE = 32
PRINTABLE = 64
DIGIT = 128


def _flags(code):
    c = chr(code)
    flags = 0
    if c.isalpha():
        flags |= ALPHA
    if c.islower():
        flags |= LOWER
    if c.isupper() or c.istitle():
        flags |= UPPER
    if c.isdecimal():
        flags |= DECIMAL
    if c.isnumeric():
        flags |= NUMERIC
    if c.isspace():
        flags |= SPACE
    if c.isdigit() or c.isdecimal():
        flags |= DIGIT
    if c.isprintable():
        flags |= PRINTABLE
    return flags


def _utf8(text):
    return "".join([unichr_as_utf8(ord(c), True) for c in text])


# The first planes' letters, one after the other; above this number code points are letters that have no case.
LIMIT = 0x3000


def _make_tables():
    flags = []
    lowers = {}
    uppers = {}
    for code in range(LIMIT):
        flags.append(chr(_flags(code)))
        c = chr(code)
        if len(c.lower()) == 1 and c.lower() != c:
            lowers[code] = ord(c.lower())
        if c.upper() != c:
            uppers[code] = _utf8(c.upper())
    return "".join(flags), lowers, uppers


FLAGS, LOWERS, UPPERS = _make_tables()


def _decimals():
    """The values of decimal digits: those of a script are ten in a row."""
    values = {}
    for code in range(128, LIMIT):
        if chr(code).isdecimal():
            values[code] = values.get(code - 1, -1) + 1
    return values


DECIMALS = _decimals()
TITLES = {}
for _code in range(LIMIT):
    if chr(_code).title() != chr(_code).upper():
        TITLES[_code] = _utf8(chr(_code).title())


def flags_of(code):
    if code < LIMIT:
        return ord(FLAGS[code])
    if code == 0x3000:
        return SPACE
    if 0xD800 <= code and code <= 0xF8FF:
        return 0
    if 0x1F000 <= code and code <= 0x1FAFF:
        return PRINTABLE
    if 0x3001 <= code and code <= 0x3004 or 0x3008 <= code and code <= 0x3020 or 0xFE00 <= code and code <= 0xFE6F:
        return PRINTABLE
    if code > 0xE0000:
        return 0
    return ALPHA | PRINTABLE


def is_alpha(code):
    return flags_of(code) & ALPHA != 0


def is_alnum(code):
    return flags_of(code) & (ALPHA | DECIMAL | NUMERIC) != 0


def is_decimal(code):
    return flags_of(code) & DECIMAL != 0


def is_digit(code):
    return flags_of(code) & DIGIT != 0


def is_numeric(code):
    return flags_of(code) & NUMERIC != 0


def is_lower(code):
    return flags_of(code) & LOWER != 0


def is_upper(code):
    return flags_of(code) & UPPER != 0


def is_space(code):
    return flags_of(code) & SPACE != 0


def is_printable(code):
    return flags_of(code) & PRINTABLE != 0


def lower_codepoint(code):
    return LOWERS.get(code, code)


def upper_text(code):
    if code in UPPERS:
        return UPPERS[code]
    return unichr_as_utf8(code, True)


def title_text(code):
    if code in TITLES:
        return TITLES[code]
    return upper_text(code)


def ascii_decimals(text):
    """A text with the decimal digits of all scripts as those of ASCII, for numbers."""
    builder = StringBuilder(len(text))
    i = 0
    while i < len(text):
        after = next_codepoint_pos(text, i)
        if after == i + 1:
            builder.append(text[i])
        else:
            code = codepoint_at_pos(text, i)
            if code in DECIMALS:
                builder.append(chr(48 + DECIMALS[code]))
            else:
                builder.append_slice(text, i, after)
        i = after
    return builder.build()
