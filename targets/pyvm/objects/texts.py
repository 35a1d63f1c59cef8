"""What repr says: quoted strings, items of containers, and containers that contain themselves."""

from rpython.rlib.rstring import StringBuilder
from rpython.rlib.rutf8 import codepoint_at_pos, next_codepoint_pos

from objects.space import export, space
from objects.unicode import is_printable

HEX = "0123456789abcdef"


def hex_digits(code, count):
    digits = [""] * count
    for i in range(count - 1, -1, -1):
        digits[i] = HEX[code & 15]
        code >>= 4
    return "".join(digits)


def append_escape(builder, code):
    if code < 0x100:
        builder.append("\\x" + hex_digits(code, 2))
    elif code < 0x10000:
        builder.append("\\u" + hex_digits(code, 4))
    else:
        builder.append("\\U" + hex_digits(code, 8))


def quoted(text, ascii):
    quote = '"' if text.find("'") >= 0 and text.find('"') < 0 else "'"
    builder = StringBuilder(len(text) + 2)
    builder.append(quote)
    position = 0
    while position < len(text):
        c = text[position]
        end = position + 1
        if ord(c) >= 0x80:
            end = next_codepoint_pos(text, position)
            code = codepoint_at_pos(text, position)
            if ascii or not is_printable(code):
                append_escape(builder, code)
            else:
                builder.append(text[position:end])
        elif c == quote or c == "\\":
            builder.append("\\" + c)
        elif c == "\n":
            builder.append("\\n")
        elif c == "\r":
            builder.append("\\r")
        elif c == "\t":
            builder.append("\\t")
        elif ord(c) < 32 or ord(c) == 127:
            append_escape(builder, ord(c))
        else:
            builder.append(c)
        position = end
    builder.append(quote)
    return builder.build()


@export
def quote(text):
    return quoted(text, False)


@export
def quote_bytes(data):
    mark = '"' if data.find("'") >= 0 and data.find('"') < 0 else "'"
    builder = StringBuilder(len(data) + 3)
    builder.append("b" + mark)
    for c in data:
        if c == mark or c == "\\":
            builder.append("\\" + c)
        elif c == "\n":
            builder.append("\\n")
        elif c == "\r":
            builder.append("\\r")
        elif c == "\t":
            builder.append("\\t")
        elif ord(c) < 32 or ord(c) >= 127:
            append_escape(builder, ord(c))
        else:
            builder.append(c)
    builder.append(mark)
    return builder.build()


@export
def ascii_text(w_obj):
    """ascii(w_obj)"""
    text = w_obj.repr()
    builder = StringBuilder(len(text))
    position = 0
    while position < len(text):
        end = next_codepoint_pos(text, position)
        if ord(text[position]) >= 0x80:
            append_escape(builder, codepoint_at_pos(text, position))
        else:
            builder.append(text[position:end])
        position = end
    return builder.build()


@export
def repr_item(w_item):
    return w_item.repr()


@export
def repr_items(w_container, items_w, opening, closing):
    in_repr = space.state.in_repr
    identity = space.unique_id(w_container)
    if identity in in_repr:
        return opening + "..." + closing
    in_repr[identity] = True
    try:
        parts = []
        for w_item in items_w:
            parts.append(w_item.repr())
    finally:
        del in_repr[identity]
    return opening + ", ".join(parts) + closing


@export
def repr_dict(w_dict):
    in_repr = space.state.in_repr
    identity = space.unique_id(w_dict)
    if identity in in_repr:
        return "{...}"
    in_repr[identity] = True
    try:
        parts = []
        iterator = w_dict.entries.iterator()
        while iterator.step():
            w_value = iterator.w_value
            parts.append(iterator.w_key.repr() + ": " + w_value.repr())
    finally:
        del in_repr[identity]
    return "{" + ", ".join(parts) + "}"
