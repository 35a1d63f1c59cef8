"""The format specifications of format(), f-strings and str.format: `[[fill]align][sign][z][#][0][width][grouping][.precision][code]`, and
how the text of a number is laid out by one. Texts are UTF-8; nothing here knows objects."""

from rpython.rlib import rutf8
from rpython.rlib.rarithmetic import ovfcheck
from rpython.rlib.rfloat import copysign, formatd, isfinite
from rpython.rlib.rstring import StringBuilder


class SpecError(Exception):
    """What a ValueError of the interpreted program says."""

    def __init__(self, message):
        self.message = message


class Spec(object):
    """`align`, `sign`, `grouping` and `code` are "" where nothing is given, `width` and `precision` -1; `fill` is one code point."""

    def __init__(self):
        self.fill = " "
        self.align = ""
        self.sign = ""
        self.no_negative_zero = False
        self.alternate = False
        self.width = -1
        self.grouping = ""
        self.precision = -1
        self.code = ""

    def check_code(self, codes, type_name):
        if self.code != "" and (len(self.code) > 1 or codes.find(self.code) < 0):
            raise unknown_code(self.code, type_name)


def unknown_code(code, type_name):
    number = rutf8.codepoint_at_pos(code, 0)
    if number > 32 and number < 128:
        return SpecError("Unknown format code '" + code + "' for object of type '" + type_name + "'")
    digits = hex(number)
    return SpecError("Unknown format code '\\x" + digits[2:] + "' for object of type '" + type_name + "'")


def is_align(c):
    return c == "<" or c == ">" or c == "=" or c == "^"


def is_digit(c):
    return "0" <= c and c <= "9"


def parse_spec(text, type_name, number):
    """`number` says that the default is to align right, and a zero before the width then stands after the sign."""
    spec = Spec()
    end = len(text)
    i = 0
    fill_given = False
    if end > 0:
        second = rutf8.next_codepoint_pos(text, 0)
        if second < end and is_align(text[second]):
            spec.fill = text[0:second]
            spec.align = text[second]
            fill_given = True
            i = second + 1
        elif is_align(text[0]):
            spec.align = text[0]
            i = 1
    if i < end and (text[i] == "+" or text[i] == "-" or text[i] == " "):
        spec.sign = text[i]
        i += 1
    if i < end and text[i] == "z":
        spec.no_negative_zero = True
        i += 1
    if i < end and text[i] == "#":
        spec.alternate = True
        i += 1
    if i < end and text[i] == "0" and not fill_given:
        spec.fill = "0"
        if spec.align == "" and number:
            spec.align = "="
        i += 1
    start = i
    while i < end and is_digit(text[i]):
        i += 1
    if i > start:
        spec.width = read_size(text, start, i)
    if i < end and text[i] == ",":
        spec.grouping = ","
        i += 1
    if i < end and text[i] == "_":
        if spec.grouping == ",":
            raise SpecError("Cannot specify both ',' and '_'.")
        spec.grouping = "_"
        i += 1
    if i < end and text[i] == ",":
        if spec.grouping == "_":
            raise SpecError("Cannot specify both ',' and '_'.")
        raise SpecError("Cannot specify ',' with ','.")
    if i < end and text[i] == ".":
        i += 1
        start = i
        while i < end and is_digit(text[i]):
            i += 1
        if i == start:
            raise SpecError("Format specifier missing precision")
        spec.precision = read_size(text, start, i)
    if i < end:
        after = rutf8.next_codepoint_pos(text, i)
        if after < end:
            raise SpecError("Invalid format specifier '" + text + "' for object of type '" + type_name + "'")
        spec.code = text[i:]
    check_grouping(spec)
    return spec


def check_grouping(spec):
    if spec.grouping == "":
        return
    code = spec.code
    if code == "":
        return
    if code in "deEfFgG%":
        return
    if spec.grouping == "_" and code in "boxX":
        return
    number = rutf8.codepoint_at_pos(code, 0)
    if number > 32 and number < 128:
        raise SpecError("Cannot specify '" + spec.grouping + "' with '" + code + "'.")
    raise SpecError("Cannot specify '" + spec.grouping + "' with '\\x" + hex(number)[2:] + "'.")


def read_size(text, start, end):
    size = 0
    try:
        for i in range(start, end):
            size = ovfcheck(ovfcheck(size * 10) + (ord(text[i]) - 48))
    except OverflowError:
        raise SpecError("Too many decimal digits in format string")
    return size


# ____________________________________________________________ layout


def padded(text, spec, default_align):
    """In the width. For `=`, the fill goes to the left: the caller has laid out signs."""
    missing = 0
    if spec.width > 0:
        missing = spec.width - rutf8.codepoints_in_utf8(text)
    if missing <= 0:
        return text
    align = spec.align
    if align == "":
        align = default_align
    left = missing
    if align == "<":
        left = 0
    elif align == "^":
        left = missing // 2
    builder = StringBuilder(len(text) + missing)
    put_fill(builder, spec.fill, left)
    builder.append(text)
    put_fill(builder, spec.fill, missing - left)
    return builder.build()


def put_fill(builder, fill, n):
    if len(fill) == 1:
        builder.append_multiple_char(fill[0], n)
    else:
        for i in range(n):
            builder.append(fill)


def layout_number(spec, negative, prefix, digits, rest, every):
    """A number of a sign, a prefix such as 0x, the digits of its whole part, of which separators make groups, and the rest."""
    sign = ""
    if negative:
        sign = "-"
    elif spec.sign == "+" or spec.sign == " ":
        sign = spec.sign
    used = len(sign) + len(prefix) + len(rest)
    if spec.align == "=":
        if spec.fill == "0":
            digits = grouped(digits, spec.grouping, every, spec.width - used)
            return sign + prefix + digits + rest
        digits = grouped(digits, spec.grouping, every, 0)
        return sign + prefix + padded_left(digits + rest, spec, used + len(digits))
    return padded(sign + prefix + grouped(digits, spec.grouping, every, 0) + rest, spec, ">")


def padded_left(text, spec, length):
    builder = StringBuilder(len(text))
    if spec.width > length:
        put_fill(builder, spec.fill, spec.width - length)
    builder.append(text)
    return builder.build()


def grouped(digits, separator, every, width):
    """With separators between groups, and zeros before them for the width, which may get longer by one for a separator."""
    if separator == "":
        if len(digits) < width:
            return "0" * (width - len(digits)) + digits
        return digits
    if len(digits) > 0 and not is_hex_digit(digits[0]):
        # inf and nan have no groups; zeros before them do.
        zeros = width - len(digits)
        if zeros <= 0:
            return digits
        return "0" * zeros + digits
    while len(digits) + (len(digits) - 1) // every < width:
        digits = "0" + digits
    parts = []
    i = len(digits)
    while i > every:
        parts.append(digits[i - every : i])
        i -= every
    parts.append(digits[0:i])
    parts.reverse()
    return separator.join(parts)


def is_hex_digit(c):
    return is_digit(c) or ("a" <= c and c <= "f") or ("A" <= c and c <= "F")


# ____________________________________________________________ floats


def float_digits(value, code, precision, alternate):
    """A float that is not negative by one of the codes `e f g r` and "", in lower case."""
    if not isfinite(value):
        return "nan" if value != value else "inf"
    if code == "" and precision < 0:
        text = formatd(value, "r", 0, 2)
        if alternate and text.find(".") < 0:
            at = text.find("e")
            text = text[:at] + "." + text[at:]
        return text
    if code == "":
        return default_with_precision(value, max(precision, 1), alternate)
    flags = 4 if alternate else 0
    if code == "e":
        return formatd(value, "e", precision, flags)
    if code == "f":
        return formatd(value, "f", precision, flags)
    return formatd(value, "g", max(precision, 1), flags)


def default_with_precision(value, precision, alternate):
    """As the code g, but with a digit after the point, and an exponent if that does not fit the precision."""
    text = formatd(value, "e", precision - 1, 0)
    at = text.find("e")
    exponent = int(text[at + 1 :])
    if -4 <= exponent and exponent < precision - 1:
        text = formatd(value, "g", precision, 4 if alternate else 0)
        if text.find(".") < 0:
            return text + ".0"
        return text
    mantissa = text[:at]
    if not alternate and mantissa.find(".") >= 0:
        end = len(mantissa)
        while mantissa[end - 1] == "0":
            end -= 1
        if mantissa[end - 1] == ".":
            end -= 1
        mantissa = mantissa[:end]
    elif alternate and mantissa.find(".") < 0:
        mantissa += "."
    return mantissa + text[at:]


def whole_length(text):
    """How many characters are before the point or exponent of a number."""
    i = 0
    while i < len(text) and is_digit(text[i]):
        i += 1
    if i == 0:
        return len(text)
    return i


def uppercase(text):
    return "".join([chr(ord(c) - 32) if "a" <= c and c <= "z" else c for c in text])


def all_zeros(text):
    """Whether a number's digits, before its exponent, are zeros."""
    for c in text:
        if c == "e":
            return True
        if c != "0" and c != ".":
            return False
    return True


def layout_float(value, spec):
    """By a specification whose code is one of `eEfFgGn%` or none."""
    code = spec.code
    precision = spec.precision
    upper = code == "E" or code == "F" or code == "G"
    if upper:
        code = "e" if code == "E" else ("f" if code == "F" else "g")
    elif code == "n":
        code = "g"
    ending = ""
    negative = value < 0.0 or (value == 0.0 and copysign(1.0, value) < 0.0)
    if negative:
        value = -value
    if code == "%":
        value *= 100.0
        code = "f"
        ending = "%"
    if code != "" and precision < 0:
        precision = 6
    text = float_digits(value, code, precision, spec.alternate)
    if negative and spec.no_negative_zero and all_zeros(text):
        negative = False
    if upper:
        text = uppercase(text)
    n = whole_length(text)
    return layout_number(spec, negative, "", text[:n], text[n:] + ending, 3)
