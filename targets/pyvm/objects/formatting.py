"""Texts of numbers, and formats."""

from rpython.rlib.rfloat import formatd, isfinite, round_double

from objects.base import error
from objects.space import export, space


@export
def float_text(value):
    if not isfinite(value):
        if value != value:
            return "nan"
        return "inf" if value > 0.0 else "-inf"
    return formatd(value, "r", 0, 2)


@export
def parse_float_text(text):
    return float(text)


def unsupported():
    return error(space.w_NotImplementedError, "this format is not supported yet")


def pad(text, spec, right):
    """[fill][align][width]"""
    fill = " "
    align = ">" if right else "<"
    if len(spec) > 1 and spec[1] in "<>^":
        fill = spec[0]
        align = spec[1]
        spec = spec[2:]
    elif len(spec) > 0 and spec[0] in "<>^":
        align = spec[0]
        spec = spec[1:]
    if len(spec) == 0:
        return text
    if spec[0] == "0":
        fill = "0"
    try:
        width = int(spec)
    except ValueError:
        raise unsupported()
    missing = width - len(text)
    if missing <= 0:
        return text
    if align == "<":
        return text + fill * missing
    if align == ">":
        return fill * missing + text
    left = missing // 2
    return fill * left + text + fill * (missing - left)


@export
def format_int(w_int, spec):
    if spec.endswith("d"):
        return pad(w_int.repr(), spec[: len(spec) - 1], True)
    if spec.endswith("x"):
        return pad(w_int.bigint().format("0123456789abcdef"), spec[: len(spec) - 1], True)
    if spec.endswith("b"):
        return pad(w_int.bigint().format("01"), spec[: len(spec) - 1], True)
    if spec.endswith("f"):
        return format_float(w_int.float_w(), spec)
    return pad(w_int.repr(), spec, True)


@export
def format_float(value, spec):
    dot = spec.find(".")
    if dot < 0 or not spec.endswith("f"):
        raise unsupported()
    text = formatd(value, "f", int(spec[dot + 1 : len(spec) - 1]))
    return pad(text, spec[:dot], True)


@export
def format_str(text, spec):
    if spec.endswith("s"):
        spec = spec[: len(spec) - 1]
    return pad(text, spec, False)


@export
def format_percent(text, w_args):
    values_w = space.items_of(w_args) if isinstance(w_args, space.W_Tuple) else [w_args]
    parts = []
    k = 0
    i = 0
    while i < len(text):
        c = text[i]
        i += 1
        if c != "%":
            parts.append(c)
            continue
        start = i
        while i < len(text) and text[i] in "0123456789.":
            i += 1
        spec = text[start:i]
        code = text[i]
        i += 1
        if code == "%":
            parts.append("%")
            continue
        if k >= len(values_w):
            raise space.type_error("not enough arguments for format string")
        w_value = values_w[k]
        k += 1
        if code == "s":
            parts.append(pad(w_value.str(), spec, True))
        elif code == "r":
            parts.append(pad(w_value.repr(), spec, True))
        elif code == "d":
            parts.append(pad(space.to_int(w_value).repr(), spec, True))
        elif code == "f":
            parts.append(format_float(w_value.float_w(), (spec if spec.find(".") >= 0 else spec + ".6") + "f"))
        else:
            raise unsupported()
    if k < len(values_w) and isinstance(w_args, space.W_Tuple):
        raise space.type_error("not all arguments converted during string formatting")
    return "".join(parts)


@export
def format_method(text, args, w_mapping):
    raise unsupported()


@export
def round_float(value, ndigits):
    return round_double(value, ndigits, True)


@export
def float_hex(value):
    raise unsupported()


@export
def float_fromhex(text):
    raise unsupported()
