"""The line of marks below a source line in a traceback: carets, and around an operator or an index tildes."""

from rpython.rlib.rutf8 import codepoints_in_utf8

from parser import ast
from parser.errors import SourceError
from parser.parser import parse


def marks(position, text):
    """For a place in this source line, without the line's indentation; empty where the place is the whole line."""
    stripped = text.lstrip(" \t\x0c")
    removed = len(text) - len(stripped)
    stripped = stripped.rstrip(" \t\x0c\r\n")
    if position.column < 0:
        return ""
    start = position.column - removed
    end = position.end_column - removed
    if position.end_line > position.line:
        end = len(stripped)
    if start < 0 or end <= start or end > len(stripped):
        return ""
    before = codepoints_in_utf8(stripped, 0, start) if start > 0 else 0
    if position.end_line == position.line:
        segment = stripped[start:end]
        low, high = anchors(segment)
        if low >= 0:
            return (
                " " * before + "~" * width(segment, 0, low) + "^" * width(segment, low, high)
                + "~" * width(segment, high, len(segment))
            )  # fmt: skip
    if start == 0 and end == len(stripped):
        return ""
    return " " * before + "^" * width(stripped, start, end)


def width(text, start, end):
    if end <= start:
        return 0
    return codepoints_in_utf8(text, start, end)


def anchors(segment):
    """Where the operator of a binary operation or the index of a subscript is; -1 for other expressions."""
    try:
        expression = parse(segment, "", "eval", True).expression
    except SourceError:
        return -1, -1
    if isinstance(expression, ast.BinOp):
        at = expression.left.span.end_column
        stop = expression.right.span.column
        while at < stop and (segment[at] == " " or segment[at] == ")" or segment[at] == "\t"):
            at += 1
        if at >= stop:
            return -1, -1
        end = at + 1
        if end < stop and segment[end] != " " and segment[end] != "(":
            end += 1
        return at, end
    if isinstance(expression, ast.Subscript):
        return expression.value.span.end_column, min(expression.index.span.end_column + 1, len(segment))
    return -1, -1
