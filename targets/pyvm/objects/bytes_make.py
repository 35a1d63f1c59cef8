"""What bytes and bytearray are made of: arguments, hexadecimal digits, tables."""

from rpython.rlib.rstring import StringBuilder

from objects.base import type_error, value_error
from objects.bytes_like import W_BytesLike, byte_of, data_of, is_space
from objects.space import export, space


def fromhex(w_type, w_text):
    """A class method of both types."""
    text = w_text.text_w()
    builder = StringBuilder(len(text) // 2)
    i = 0
    while i < len(text):
        if is_space(text[i]):
            i += 1
            continue
        for k in range(i, i + 2):
            if k >= len(text) or "0123456789abcdefABCDEF".find(text[k]) < 0:
                raise value_error("non-hexadecimal number found in fromhex() arg at position " + str(k))
        builder.append(chr(int(text[i : i + 2], 16)))
        i += 2
    return w_type.call1(space.newbytes(builder.build()))


def maketrans(w_from, w_to):
    source = data_of(w_from)
    target = data_of(w_to)
    if len(source) != len(target):
        raise value_error("maketrans arguments must have same length")
    table = [chr(i) for i in range(256)]
    for i in range(len(source)):
        table[ord(source[i])] = target[i]
    return space.newbytes("".join(table))


@export
def bytes_argument(args, name):
    """The bytes that the arguments of `bytes(...)` and `bytearray(...)` mean."""
    w_source = args.keyword("source")
    if args.count() > 0:
        w_source = args.args_w[0]
    w_encoding = args.keyword("encoding")
    if args.count() > 1:
        w_encoding = args.args_w[1]
    w_errors = args.keyword("errors")
    if args.count() > 2:
        w_errors = args.args_w[2]
    if args.count() > 3:
        raise type_error(("bytes" if name == "bytes" else "bytearray") + "() takes at most 3 arguments (" + str(args.count()) + " given)")
    if w_source is None:
        return ""
    if isinstance(w_source, space.W_Str):
        if w_encoding is None:
            raise type_error("string argument without an encoding")
        return space.encode(w_source.text, w_encoding.text_w(), "strict" if w_errors is None else w_errors.text_w())
    if w_encoding is not None or w_errors is not None:
        raise type_error("encoding without a string argument" if w_encoding is not None else "errors without a string argument")
    if w_source.has_index() and w_source.getclass().lookup("__bytes__") is None:
        n = w_source.int_w()
        if n < 0:
            raise value_error("negative count")
        return "\0" * n
    return space.bytes_of(w_source, name)


@export
def bytes_of(w_obj, name="bytes"):
    """The bytes of a bytes-like object or of an iterable of ints; `name` is for messages."""
    if w_obj.is_buffer():
        return w_obj.buffer_bytes()
    if isinstance(w_obj, space.W_Str):
        raise type_error("string argument without an encoding")
    w_method = w_obj.getclass().lookup("__bytes__")
    if w_method is not None:
        w_result = w_method.call1(w_obj)
        if not isinstance(w_result, W_BytesLike):
            raise type_error("__bytes__ returned non-bytes (type " + w_result.type_name() + ")")
        return w_result.bytes()
    builder = StringBuilder(16)
    for w_item in space.items_of_or(w_obj, "cannot convert '" + w_obj.type_name() + "' object to bytes"):
        if not w_item.has_index():
            raise type_error("'" + w_item.type_name() + "' object cannot be interpreted as an integer")
        builder.append(chr(byte_of(w_item, name)))
    return builder.build()
