"""Listings of code objects, as CPython's `dis` prints them: line, position, opcode, argument and what it stands for."""

from compiler import opcodes
from compiler.consts import ConstCode


def disassemble(code):
    """The listing of a code object and of those in its constants."""
    lines = []
    _listing(code, lines)
    return "".join(lines)


def _listing(code, lines):
    targets = _targets(code)
    reader = InstructionReader(code)
    line = -1
    while reader.next():
        here = code.line_of(reader.index)
        shown = ""
        if here != line and here > 0:
            shown = str(here)
            if line >= 0:
                lines.append("\n")
            line = here
        parts = [_right(shown, 3), " "]
        parts.append("    " if reader.start not in targets else " >> ")
        parts.append(_right(str(reader.index), 5))
        parts.append(" ")
        parts.append(opcodes.NAMES[reader.op])
        if opcodes.ARGS[reader.op] != opcodes.NO_ARG:
            parts.append(" " * max(1, 25 - len(opcodes.NAMES[reader.op]) - len(str(reader.arg))))
            parts.append(str(reader.arg))
            meaning = argument_text(code, reader.op, reader.arg, reader.index)
            if meaning != "":
                parts.append(" (" + meaning + ")")
        parts.append("\n")
        lines.append("".join(parts))
    table = code.exception_table
    if len(table) > 0:
        lines.append("ExceptionTable:\n")
        for i in range(0, len(table), 4):
            lines.append("  %d to %d -> %d [%d]\n" % (table[i], table[i + 1] - 1, table[i + 2], table[i + 3]))
    for const in code.co_consts:
        if isinstance(const, ConstCode):
            lines.append("\nDisassembly of " + const.show() + ":\n")
            _listing(const.code, lines)


class InstructionReader:
    """The instructions one after the other, their prefixes taken together. `start` is where the prefixes begin."""

    def __init__(self, code):
        self.bytes = code.co_code
        self.following = 0
        self.start = 0
        self.index = 0
        self.op = 0
        self.arg = 0

    def next(self):
        at = self.following
        if 2 * at >= len(self.bytes):
            return False
        self.start = at
        arg = 0
        while True:
            op = ord(self.bytes[2 * at])
            arg = arg << 8 | ord(self.bytes[2 * at + 1])
            at += 1
            if op != opcodes.EXTENDED_ARG:
                break
        self.op = op
        self.arg = arg
        self.index = at - 1
        self.following = at
        return True


def _targets(code):
    """Where jumps and handlers go."""
    targets = {}
    reader = InstructionReader(code)
    while reader.next():
        if opcodes.is_jump(reader.op):
            targets[jump_target(reader.op, reader.arg, reader.index)] = True
    for i in range(0, len(code.exception_table), 4):
        targets[code.exception_table[i + 2]] = True
    return targets


def jump_target(op, arg, index):
    if opcodes.ARGS[op] == opcodes.BACKWARD:
        return index + 1 - arg
    return index + 1 + arg


def argument_text(code, op, arg, index):
    """What an argument stands for, or an empty str."""
    kind = opcodes.ARGS[op]
    if kind == opcodes.CONST:
        return code.co_consts[arg].show()
    if kind == opcodes.NAME:
        return code.co_names[arg]
    if kind == opcodes.LOCAL:
        return code.co_varnames[arg]
    if kind == opcodes.CELL:
        cells = len(code.co_cellvars)
        return code.co_cellvars[arg] if arg < cells else code.co_freevars[arg - cells]
    if kind == opcodes.COMPARE:
        return opcodes.COMPARISONS[arg]
    if kind == opcodes.FORWARD or kind == opcodes.BACKWARD:
        return "to " + str(jump_target(op, arg, index))
    return ""


def _right(text, width):
    return " " * max(width - len(text), 0) + text
