"""A stack machine with functions, locals and jumps. A frame is virtualizable: in a trace its stack is in registers.

A program is text: `func NAME ARGUMENTS LOCALS`, then instructions of that function, one in a line, and labels `name:`. The
machine runs the function `main`.
"""

import sys

from rpython.rlib import rposix
from rpython.rlib.jit import JitDriver, dont_look_inside, hint

PUSH, LOAD, STORE, ADD, SUB, MUL, LESS, EQUAL, JUMP, JUMP_IF, CALL, RETURN, PRINT, POP = range(14)
TRY, THROW, OUTER, SET_OUTER, TOTAL = range(14, 19)
NAMES = ["push", "load", "store", "add", "sub", "mul", "less", "equal", "jump", "jump_if", "call", "return", "print", "pop"]
NAMES += ["try", "throw", "outer", "set_outer", "total"]
OPERANDS = {"push": True, "load": True, "store": True, "jump": True, "jump_if": True, "call": True, "try": True}
OPERANDS.update({"outer": True, "set_outer": True, "total": True})
STACK = 16


class ProgramError(Exception):
    pass


class Thrown(Exception):
    """A value that a program has thrown."""

    def __init__(self, value):
        self.value = value


class Function(object):
    _immutable_fields_ = ["name", "arguments", "locals", "code[*]"]

    def __init__(self, name, arguments, locals):
        self.name = name
        self.arguments = arguments
        self.locals = locals
        self.code = [0]


class Frame(object):
    _virtualizable_ = ["depth", "stack[*]"]

    def __init__(self, function, caller):
        self = hint(self, access_directly=True, fresh_virtualizable=True)
        self.caller = caller
        self.stack = [0] * (function.locals + STACK)
        self.depth = function.locals

    def push(self, value):
        self.stack[self.depth] = value
        self.depth += 1

    def pop(self):
        depth = self.depth - 1
        assert depth >= 0
        self.depth = depth
        return self.stack[depth]


# Instructions that look into the frames of callers, wherever these have their fields.


@dont_look_inside
def outer(frame, local):
    caller = frame.caller
    if caller is None or local < 0 or local >= len(caller.stack):
        return 0
    return caller.stack[local]


@dont_look_inside
def set_outer(frame, local, value):
    caller = frame.caller
    if caller is not None and 0 <= local < len(caller.stack):
        caller.stack[local] = value


def total(frame, local):
    """The sum of a local of all callers."""
    sum = 0
    caller = frame.caller
    while caller is not None:
        if 0 <= local < len(caller.stack):
            sum += caller.stack[local]
        caller = caller.caller
    return sum


def where(pc, function):
    return function.name + " " + str(pc) + " " + NAMES[function.code[pc]]


driver = JitDriver(
    greens=["pc", "function"],
    reds=["frame", "functions"],
    virtualizables=["frame"],
    get_printable_location=where,
    is_recursive=True,
    name="stack",
)


def run(functions, function, frame):
    pc = 0
    while True:
        driver.jit_merge_point(pc=pc, function=function, frame=frame, functions=functions)
        code = function.code
        opcode = code[pc]
        operand = code[pc + 1]
        pc += 2
        if opcode == PUSH:
            frame.push(operand)
        elif opcode == LOAD:
            frame.push(frame.stack[operand])
        elif opcode == STORE:
            frame.stack[operand] = frame.pop()
        elif opcode == JUMP:
            if operand < pc:
                driver.can_enter_jit(pc=operand, function=function, frame=frame, functions=functions)
            pc = operand
        elif opcode == JUMP_IF:
            if frame.pop() != 0:
                if operand < pc:
                    driver.can_enter_jit(pc=operand, function=function, frame=frame, functions=functions)
                pc = operand
        elif opcode == CALL:
            callee = functions[operand]
            inner = Frame(callee, frame)
            for i in range(callee.arguments - 1, -1, -1):
                inner.stack[i] = frame.pop()
            frame.push(run(functions, callee, inner))
        elif opcode == TRY:
            # As a call; what the function throws is its result.
            callee = functions[operand]
            inner = Frame(callee, frame)
            for i in range(callee.arguments - 1, -1, -1):
                inner.stack[i] = frame.pop()
            try:
                result = run(functions, callee, inner)
            except Thrown as e:
                result = e.value
            frame.push(result)
        elif opcode == THROW:
            raise Thrown(frame.pop())
        elif opcode == OUTER:
            frame.push(outer(frame, operand))
        elif opcode == SET_OUTER:
            set_outer(frame, operand, frame.pop())
        elif opcode == TOTAL:
            frame.push(total(frame, operand))
        elif opcode == RETURN:
            return frame.pop()
        elif opcode == PRINT:
            print(frame.pop())
        elif opcode == POP:
            frame.pop()
        else:
            b = frame.pop()
            a = frame.pop()
            frame.push(binary(opcode, a, b))


def binary(opcode, a, b):
    if opcode == ADD:
        return a + b
    if opcode == SUB:
        return a - b
    if opcode == MUL:
        return a * b
    if opcode == LESS:
        return int(a < b)
    return int(a == b)


def number(text, line):
    try:
        return int(text)
    except ValueError:
        raise ProgramError("line " + str(line) + ": not a number: " + text)


class Assembler(object):
    """Reads a program. Names are resolved when all of it is read."""

    def __init__(self):
        self.functions = []
        self.numbers = {}
        self.code = []
        self.labels = {}
        self.jumps = []
        self.calls = []

    def finish_function(self):
        if not self.functions:
            return
        for at, name, line in self.jumps:
            if name not in self.labels:
                raise ProgramError("line " + str(line) + ": no label " + name)
            self.code[at] = self.labels[name]
        # A function that does not return gives 0.
        self.code.extend([PUSH, 0, RETURN, 0])
        self.functions[-1].code = self.code[:]
        self.code = []
        self.labels = {}
        self.jumps = []

    def line(self, text, line):
        words = [w for w in text.split(" ") if w]
        if not words or words[0].startswith("#"):
            return
        first = words[0]
        if first == "func":
            if len(words) != 4:
                raise ProgramError("line " + str(line) + ": func NAME ARGUMENTS LOCALS")
            self.finish_function()
            self.numbers[words[1]] = len(self.functions)
            self.functions.append(Function(words[1], number(words[2], line), number(words[3], line)))
        elif first.endswith(":"):
            self.labels[first[: len(first) - 1]] = len(self.code)
        else:
            self.instruction(words, line)

    def instruction(self, words, line):
        first = words[0]
        opcode = -1
        for i in range(len(NAMES)):
            if NAMES[i] == first:
                opcode = i
        if opcode < 0 or len(words) != (2 if first in OPERANDS else 1) or not self.functions:
            raise ProgramError("line " + str(line) + ": not an instruction: " + first)
        operand = 0
        at = len(self.code) + 1
        if opcode == JUMP or opcode == JUMP_IF:
            self.jumps.append((at, words[1], line))
        elif opcode == CALL or opcode == TRY:
            self.calls.append((len(self.functions) - 1, at, words[1], line))
        elif first in OPERANDS:
            operand = number(words[1], line)
        self.code.append(opcode)
        self.code.append(operand)

    def finish(self):
        self.finish_function()
        for caller, at, name, line in self.calls:
            if name not in self.numbers:
                raise ProgramError("line " + str(line) + ": no function " + name)
            self.functions[caller].code[at] = self.numbers[name]
        if "main" not in self.numbers:
            raise ProgramError("there is no function main")
        return self.functions[self.numbers["main"]]


def assemble(text):
    assembler = Assembler()
    lines = text.split("\n")
    for i in range(len(lines)):
        assembler.line(lines[i], i + 1)
    return assembler


def entry_point(argv):
    try:
        assembler = assemble(rposix.read_file(argv[1]))
        main = assembler.finish()
    except ProgramError as e:
        rposix.write(2, "stack: " + str(e) + "\n")
        return 1
    functions = assembler.functions[:]
    try:
        run(functions, main, Frame(main, None))
    except Thrown as e:
        rposix.write(2, "stack: thrown: " + str(e.value) + "\n")
        return 2
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
