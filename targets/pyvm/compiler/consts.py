"""The constants of code objects, as the compiler sees them. The interpreter makes its own objects of them, once."""

from rpython.rlib.rfloat import copysign, formatd, isinf, isnan


class Const:
    """`key` is equal for constants that may be one: of the same type and value, with the sign of zeros."""

    def key(self):
        raise NotImplementedError

    def show(self):
        """As repr would, for listings."""
        raise NotImplementedError

    def truth(self):
        """Whether it is true."""
        return True


class ConstNone(Const):
    def key(self):
        return "N"

    def show(self):
        return "None"

    def truth(self):
        return False


class ConstEllipsis(Const):
    def key(self):
        return "E"

    def show(self):
        return "Ellipsis"


class ConstBool(Const):
    def __init__(self, value):
        self.value = value

    def key(self):
        return "T" if self.value else "F"

    def show(self):
        return "True" if self.value else "False"

    def truth(self):
        return self.value


class ConstInt(Const):
    """An int of a machine word."""

    def __init__(self, value):
        self.value = value

    def key(self):
        return "i" + str(self.value)

    def show(self):
        return str(self.value)

    def truth(self):
        return self.value != 0


class ConstLong(Const):
    """An int beyond a machine word: its digits, without a prefix and underscores, and their base (2, 8, 10 or 16)."""

    def __init__(self, digits, base, negative):
        self.digits = digits
        self.base = base
        self.negative = negative

    def key(self):
        return "l" + ("-" if self.negative else "") + str(self.base) + ":" + self.digits

    def show(self):
        prefix = ""
        if self.base == 16:
            prefix = "0x"
        elif self.base == 8:
            prefix = "0o"
        elif self.base == 2:
            prefix = "0b"
        return ("-" if self.negative else "") + prefix + self.digits


def _float_key(value):
    if isnan(value):
        return "nan"
    if value == 0.0 and copysign(1.0, value) < 0.0:
        return "-0"
    return formatd(value, "r", 0)


def _float_text(value):
    if isnan(value):
        return "nan"
    if isinf(value):
        return "inf" if value > 0.0 else "-inf"
    return formatd(value, "r", 0, 2)


class ConstFloat(Const):
    def __init__(self, value):
        self.value = value

    def key(self):
        return "f" + _float_key(self.value)

    def show(self):
        return _float_text(self.value)

    def truth(self):
        return self.value != 0.0


class ConstImaginary(Const):
    """A complex number without a real part."""

    def __init__(self, value):
        self.value = value

    def key(self):
        return "j" + _float_key(self.value)

    def show(self):
        return formatd(self.value, "r", 0) + "j"

    def truth(self):
        return self.value != 0.0


class ConstStr(Const):
    """UTF-8; a surrogate from an escape is three bytes as well."""

    def __init__(self, value):
        self.value = value

    def key(self):
        return "s" + self.value

    def show(self):
        return quoted(self.value, True)

    def truth(self):
        return len(self.value) > 0


class ConstBytes(Const):
    def __init__(self, value):
        self.value = value

    def key(self):
        return "b" + self.value

    def show(self):
        return "b" + quoted(self.value, False)

    def truth(self):
        return len(self.value) > 0


def _joined_keys(items):
    """Keys may contain anything, so each has its length before it."""
    parts = []
    for item in items:
        key = item.key()
        parts.append(str(len(key)) + ":" + key)
    return "".join(parts)


class ConstTuple(Const):
    _immutable_fields_ = ["items[*]"]

    def __init__(self, items):
        self.items = items

    def key(self):
        return "t" + _joined_keys(self.items)

    def show(self):
        if len(self.items) == 1:
            return "(" + self.items[0].show() + ",)"
        return "(" + ", ".join([item.show() for item in self.items]) + ")"

    def truth(self):
        return len(self.items) > 0


class ConstFrozenset(Const):
    _immutable_fields_ = ["items[*]"]

    def __init__(self, items):
        self.items = items

    def key(self):
        return "z" + _joined_keys(self.items)

    def show(self):
        return "frozenset({" + ", ".join([item.show() for item in self.items]) + "})"

    def truth(self):
        return len(self.items) > 0


class ConstCode(Const):
    """Code objects are never shared, and have no key."""

    def __init__(self, code):
        self.code = code

    def key(self):
        return ""

    def show(self):
        return "<code object %s, file %s, line %d>" % (
            self.code.co_name,
            quoted(self.code.co_filename, True),
            self.code.co_firstlineno,
        )


NONE = ConstNone()
TRUE = ConstBool(True)
FALSE = ConstBool(False)
ELLIPSIS = ConstEllipsis()

HEX = "0123456789abcdef"


def quoted(text, is_utf8):
    """A string as repr writes it; what is not ASCII stays in text and is escaped in bytes."""
    quote = '"' if text.find("'") >= 0 and text.find('"') < 0 else "'"
    parts = [quote]
    for c in text:
        code = ord(c)
        if c == quote or c == "\\":
            parts.append("\\" + c)
        elif c == "\n":
            parts.append("\\n")
        elif c == "\r":
            parts.append("\\r")
        elif c == "\t":
            parts.append("\\t")
        elif code < 32 or code == 127 or (code > 127 and not is_utf8):
            parts.append("\\x" + HEX[code >> 4] + HEX[code & 15])
        else:
            parts.append(c)
    parts.append(quote)
    return "".join(parts)
