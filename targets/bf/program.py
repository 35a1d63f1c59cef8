"""Programs: what is left of a text without comments, and which brackets belong together."""

from rpython.rlib.rstring import StringBuilder


class BracketError(Exception):
    """A bracket without its partner."""

    def __init__(self, message, line):
        self.message = message
        self.line = line


class Program(object):
    """`code` has the commands alone; `brackets` has, where a bracket is, the place of its partner."""

    _immutable_fields_ = ["code", "brackets[*]"]

    def __init__(self, code, brackets):
        self.code = code
        self.brackets = brackets


def is_command(c):
    return c == ">" or c == "<" or c == "+" or c == "-" or c == "." or c == "," or c == "[" or c == "]"


def parse(source):
    """The program in a text. A BracketError if brackets do not match."""
    builder = StringBuilder(len(source))
    opened = []
    lines = []
    pairs = []
    line = 1
    pc = 0
    for c in source:
        if c == "\n":
            line += 1
        if not is_command(c):
            continue
        if c == "[":
            opened.append(pc)
            lines.append(line)
        elif c == "]":
            if len(opened) == 0:
                raise BracketError("unmatched ]", line)
            lines.pop()
            pairs.append((opened.pop(), pc))
        builder.append(c)
        pc += 1
    if len(opened) > 0:
        raise BracketError("unmatched [", lines[-1])
    brackets = [0] * pc
    for left, right in pairs:
        brackets[left] = right
        brackets[right] = left
    return Program(builder.build(), brackets)
