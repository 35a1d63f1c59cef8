"""str.format and str.format_map: replacement fields in braces, with attributes, indices, conversions and nested specifications."""

from rpython.rlib import rutf8
from rpython.rlib.rarithmetic import ovfcheck
from rpython.rlib.rstring import StringBuilder

from objects.base import error, value_error
from objects.formatspec import is_digit
from objects.space import export, space

# Specifications may have fields, whose specifications may not.
DEPTH = 2

UNKNOWN, AUTOMATIC, MANUAL = range(3)


class MethodFormatter(object):
    def __init__(self, args, w_mapping):
        self.args = args
        self.w_mapping = w_mapping
        self.numbering = UNKNOWN
        self.next_index = 0

    def run(self, text, depth):
        if depth == 0:
            raise value_error("Max string recursion exceeded")
        builder = StringBuilder(len(text))
        i = 0
        end = len(text)
        start = 0
        while i < end:
            c = text[i]
            if c != "{" and c != "}":
                i += 1
                continue
            builder.append_slice(text, start, i)
            if i + 1 < end and text[i + 1] == c:
                builder.append(c)
                i += 2
            elif c == "}":
                raise value_error("Single '}' encountered in format string")
            else:
                if i + 1 == end:
                    raise value_error("Single '{' encountered in format string")
                field = Field(text, i + 1)
                builder.append(self.value_text(field, depth))
                i = field.end
            start = i
        builder.append_slice(text, start, end)
        return builder.build()

    def value_text(self, field, depth):
        w_value = self.lookup(field.name)
        if field.conversion != "":
            w_value = space.newstr(converted(w_value, field.conversion))
        spec = field.spec
        if spec.find("{") >= 0 or spec.find("}") >= 0:
            spec = self.run(spec, depth - 1)
        return w_value.format(spec)

    def lookup(self, name):
        """The value of a field's name, which may go on with attributes and indices."""
        i = 0
        while i < len(name) and name[i] != "." and name[i] != "[":
            i += 1
        w_value = self.first(name[:i])
        while i < len(name):
            start = i + 1
            if name[i] == ".":
                i = start
                while i < len(name) and name[i] != "." and name[i] != "[":
                    i += 1
                if i == start:
                    raise value_error("Empty attribute in format string")
                w_value = w_value.getattr(name[start:i])
            elif name[i] == "[":
                i = name.find("]", start)
                if i < 0:
                    raise value_error("Missing ']' in format string")
                if i == start:
                    raise value_error("Empty attribute in format string")
                index = number_of(name[start:i])
                w_value = w_value.getitem(space.newint(index) if index >= 0 else space.newstr(name[start:i]))
                i += 1
            else:
                raise value_error("Only '.' or '[' may follow ']' in format field specifier")
        return w_value

    def first(self, name):
        index = number_of(name)
        if name == "":
            if self.numbering == MANUAL:
                raise value_error("cannot switch from manual field specification to automatic field numbering")
            self.numbering = AUTOMATIC
            index = self.next_index
            self.next_index += 1
        elif index >= 0:
            if self.numbering == AUTOMATIC:
                raise value_error("cannot switch from automatic field numbering to manual field specification")
            self.numbering = MANUAL
        if index >= 0:
            if self.w_mapping is not None:
                raise value_error("Format string contains positional fields")
            if index >= len(self.args.args_w):
                message = "Replacement index " + str(index) + " out of range for positional args tuple"
                raise error(space.w_IndexError, message)
            return self.args.args_w[index]
        if self.w_mapping is not None:
            return self.w_mapping.getitem(space.newstr(name))
        w_value = self.args.keyword(name)
        if w_value is None:
            raise error(space.w_KeyError, name)
        return w_value


class Field(object):
    """What is between braces: `name!conversion:spec`. `start` is behind the left one, `end` behind the right one. Brackets in the name
    hide all but left braces."""

    def __init__(self, text, start):
        self.conversion = ""
        self.spec = ""
        end = len(text)
        i = start
        in_brackets = False
        while i < end and (in_brackets or (text[i] != "}" and text[i] != ":" and text[i] != "!")):
            if text[i] == "{":
                raise value_error("unexpected '{' in field name")
            if text[i] == "[":
                in_brackets = True
            elif text[i] == "]":
                in_brackets = False
            i += 1
        if i == end:
            raise value_error("expected '}' before end of string")
        self.name = text[start:i]
        c = text[i]
        i += 1
        if c == "!":
            if i == end:
                raise value_error("end of string while looking for conversion specifier")
            after = rutf8.next_codepoint_pos(text, i)
            self.conversion = text[i:after]
            i = after
            if i < end:
                c = text[i]
                i += 1
                if c != "}" and c != ":":
                    raise value_error("expected ':' after conversion specifier")
        if c != "}":
            start = i
            i = spec_end(text, i)
            self.spec = text[start : i - 1]
        self.end = i


def spec_end(text, i):
    """Behind the brace that ends the specification that begins here; it may have fields."""
    depth = 1
    while i < len(text):
        if text[i] == "{":
            depth += 1
        elif text[i] == "}":
            depth -= 1
            if depth == 0:
                return i + 1
        i += 1
    raise value_error("unmatched '{' in format spec")


def number_of(text):
    """The value of a text of digits, else -1."""
    if text == "":
        return -1
    value = 0
    for c in text:
        if not is_digit(c):
            return -1
        try:
            value = ovfcheck(ovfcheck(value * 10) + (ord(c) - 48))
        except OverflowError:
            raise value_error("Too many decimal digits in format string")
    return value


def converted(w_value, code):
    if code == "r":
        return w_value.repr()
    if code == "s":
        return w_value.str()
    if code == "a":
        return space.ascii_text(w_value)
    number = rutf8.codepoint_at_pos(code, 0)
    if number > 32 and number < 127:
        raise value_error("Unknown conversion specifier " + code)
    raise value_error("Unknown conversion specifier \\x" + hex(number)[2:])


@export
def format_method(text, args, w_mapping):
    return MethodFormatter(args, w_mapping).run(text, DEPTH)
