"""The tape and the loop that runs a program."""

from rpython.rlib.jit import JitDriver, elidable


class TapeError(Exception):
    """The pointer went left of the first cell."""


class Tape(object):
    """Cells of one byte. There is a first one, and as many to the right of it as the program wants."""

    def __init__(self):
        self.cells = [0]
        self.position = 0

    def get(self):
        return self.cells[self.position]

    def set(self, value):
        self.cells[self.position] = value

    def increment(self):
        self.cells[self.position] = (self.cells[self.position] + 1) & 255

    def decrement(self):
        self.cells[self.position] = (self.cells[self.position] - 1) & 255

    def advance(self):
        self.position += 1
        if self.position == len(self.cells):
            self.cells.append(0)

    def retreat(self):
        if self.position == 0:
            raise TapeError
        self.position -= 1


@elidable
def partner(brackets, pc):
    """Where the bracket is that belongs to the one at pc: for one program, always the same."""
    return brackets[pc]


def get_printable_location(pc, code, brackets):
    start = max(pc - 10, 0)
    return code[start:pc] + " (" + code[pc] + ") " + code[pc + 1 : pc + 11]


jitdriver = JitDriver(
    greens=["pc", "code", "brackets"],
    reds=["tape", "console"],
    get_printable_location=get_printable_location,
    name="bf",
)


def run(program, console):
    code = program.code
    brackets = program.brackets
    tape = Tape()
    pc = 0
    while pc < len(code):
        jitdriver.jit_merge_point(pc=pc, code=code, brackets=brackets, tape=tape, console=console)
        command = code[pc]
        if command == ">":
            tape.advance()
        elif command == "<":
            tape.retreat()
        elif command == "+":
            tape.increment()
        elif command == "-":
            tape.decrement()
        elif command == ".":
            console.write(tape.get())
        elif command == ",":
            tape.set(console.read())
        elif command == "[":
            if tape.get() == 0:
                pc = partner(brackets, pc)
        elif command == "]":
            if tape.get() != 0:
                # The merge point sees the first command of the loop: the bracket itself need not be tested again.
                pc = partner(brackets, pc) + 1
                jitdriver.can_enter_jit(pc=pc, code=code, brackets=brackets, tape=tape, console=console)
                continue
        pc += 1
