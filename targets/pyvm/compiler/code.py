"""The code object: what the compiler makes of a module, a function or a class body, and all that the interpreter gets."""

CO_OPTIMIZED = 0x0001  # locals are in slots, not in a dict
CO_NEWLOCALS = 0x0002
CO_VARARGS = 0x0004
CO_VARKEYWORDS = 0x0008
CO_NESTED = 0x0010
CO_GENERATOR = 0x0020
CO_COROUTINE = 0x0080
CO_ASYNC_GENERATOR = 0x0200
CO_FUTURE_ANNOTATIONS = 0x1000000


class Code:
    """Local variables are numbered as in co_varnames: positional arguments (positional-only ones first), keyword-only arguments,
    `*args`, `**kwargs`, then the others. Cells are numbered as in co_cellvars followed by co_freevars; `cell2arg[i]` is the number of
    the argument that cell variable i is, or -1: such an argument is moved into its cell when a frame begins.

    The first constant of a function (CO_NEWLOCALS and CO_OPTIMIZED) is its docstring or None. `exception_table` has four ints for each range of instructions that has a handler:
    start, end (exclusive), handler, and how many values stay on the stack; ranges are in order and do not overlap.
    """

    _immutable_fields_ = [
        "co_name", "co_qualname", "co_filename", "co_firstlineno", "co_argcount", "co_posonlyargcount", "co_kwonlyargcount",
        "co_nlocals", "co_stacksize", "co_flags", "co_code", "co_consts[*]", "co_names[*]", "co_varnames[*]", "co_cellvars[*]",
        "co_freevars[*]", "cell2arg[*]", "exception_table[*]", "position_table",
    ]  # fmt: skip

    def __init__(self, name, qualname, filename, firstlineno):
        self.co_name = name
        self.co_qualname = qualname
        self.co_filename = filename
        self.co_firstlineno = firstlineno
        self.co_argcount = 0  # positional arguments, with the positional-only ones
        self.co_posonlyargcount = 0
        self.co_kwonlyargcount = 0
        self.co_nlocals = 0
        self.co_stacksize = 0
        self.co_flags = 0
        self.co_code = ""
        self.co_consts = []
        self.co_names = []
        self.co_varnames = []
        self.co_cellvars = []
        self.co_freevars = []
        self.cell2arg = []
        self.exception_table = []
        self.position_table = ""

    def find_handler(self, index):
        """Where in `exception_table` the range of this instruction is, or -1."""
        table = self.exception_table
        low = 0
        high = len(table) >> 2
        while low < high:
            middle = (low + high) >> 1
            if index < table[middle << 2]:
                high = middle
            elif index >= table[(middle << 2) + 1]:
                low = middle + 1
            else:
                return middle << 2
        return -1

    def line_of(self, index):
        return self.position_of(index).line

    def position_of(self, index):
        """The place in the source of an instruction."""
        reader = _PositionReader(self.position_table, self.co_firstlineno)
        while reader.next_run():
            if index < reader.covered:
                break
        return reader.position()


class Position:
    """Lines count from 1, columns from 0 in bytes of UTF-8. A line of 0: the instruction has no place; a column of -1: it is not known."""

    _immutable_ = True

    def __init__(self, line, column, end_line, end_column):
        self.line = line
        self.column = column
        self.end_line = end_line
        self.end_column = end_column


NOWHERE = Position(0, -1, 0, -1)

# The position table is a string of numbers of seven bits a byte, the lowest first, the high bit set but for the last byte. For each
# run of instructions with the same place: how many they are; the line less the last run's, as a number with its sign in bit 0; how many lines
# further it ends; the column + 1; the column of the end + 1. Line 0 is written as its difference too.


def _append_number(parts, value):
    while value >= 0x80:
        parts.append(chr(0x80 | (value & 0x7F)))
        value >>= 7
    parts.append(chr(value))


def encode_positions(positions, firstline):
    """The table for the instructions' positions."""
    parts = []
    i = 0
    line = firstline
    while i < len(positions):
        p = positions[i]
        start = i
        while i < len(positions) and _same(positions[i], p):
            i += 1
        _append_number(parts, i - start)
        delta = p.line - line
        _append_number(parts, delta << 1 if delta >= 0 else (-delta << 1) | 1)
        line = p.line
        _append_number(parts, p.end_line - p.line if p.end_line >= p.line else 0)
        _append_number(parts, p.column + 1)
        _append_number(parts, p.end_column + 1)
    return "".join(parts)


def _same(a, b):
    return a is b or (
        a.line == b.line and a.column == b.column and a.end_line == b.end_line and a.end_column == b.end_column
    )


class _PositionReader:
    def __init__(self, table, firstline):
        self.table = table
        self.at = 0
        self.covered = 0  # instructions up to the end of this run
        self.line = firstline
        self.end_line = firstline
        self.column = -1
        self.end_column = -1

    def number(self):
        value = 0
        shift = 0
        while True:
            byte = ord(self.table[self.at])
            self.at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def next_run(self):
        if self.at >= len(self.table):
            return False
        self.covered += self.number()
        delta = self.number()
        self.line += -(delta >> 1) if delta & 1 else delta >> 1
        self.end_line = self.line + self.number()
        self.column = self.number() - 1
        self.end_column = self.number() - 1
        return True

    def position(self):
        return Position(self.line, self.column, self.end_line, self.end_column)
