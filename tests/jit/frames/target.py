"""Functions of one-character instructions on boxed numbers. A frame is virtualizable, with an array of boxes and one of floats:
in a trace neither the frame's items nor the boxes in them exist, until somebody looks at the frame.

A program is text: each line is a function, the first is run. `0` to `9` push a number; `+`, `-`, `*` and `<` take two; `@k` pushes the
frame's item k, `=k` takes a number and makes it item k; `[` begins a loop, `]` takes a number and goes back if it is not 0; `fk` adds the
half of a number to float k; `p` and `P` print a number and float 0; `ck` calls function k with one number, which is its item 0, and
pushes what it returns, or -1 if it fails; `r` returns; `e` fails if the number it takes is above 50; `v` pushes the sum of all that
callers have and counts the caller's item 0 up, if the number it takes is above 20.
"""

import sys

from rpython.rlib import rposix
from rpython.rlib.jit import JitDriver, dont_look_inside, hint

SIZE = 12


class Failed(Exception):
    pass


class Number(object):
    _immutable_fields_ = ["n"]

    def __init__(self, n):
        self.n = n


class Frame(object):
    _virtualizable_ = ["top", "weight", "items[*]", "floats[*]"]

    def __init__(self, caller, argument):
        self = hint(self, access_directly=True, fresh_virtualizable=True)
        self.caller = caller
        self.top = 4
        self.weight = 0.25
        self.items = [argument] * SIZE
        self.floats = [0.0, 1.5]

    def push(self, value):
        self.items[self.top] = value
        self.top += 1

    def pop(self):
        top = self.top - 1
        assert top >= 0
        self.top = top
        value = self.items[top]
        self.items[top] = None
        return value


@dont_look_inside
def look(frame, n):
    """All callers' numbers and floats; changes the nearest one's."""
    if n <= 20:
        return 0
    sum = 0
    caller = frame.caller
    if caller is not None:
        caller.items[0] = Number(caller.items[0].n + 1)
        caller.floats[1] += caller.weight
    while caller is not None:
        for i in range(caller.top):
            item = caller.items[i]
            if item is not None:
                sum += item.n
        sum += int(2.0 * caller.floats[0] + 4.0 * caller.floats[1])
        caller.weight += 0.25
        caller = caller.caller
    return sum


def where(pc, code):
    return str(pc) + " " + code[pc]


driver = JitDriver(
    greens=["pc", "code"],
    reds=["start", "frame", "functions"],
    virtualizables=["frame"],
    get_printable_location=where,
    is_recursive=True,
    name="frames",
)


def digit(code, pc):
    return ord(code[pc]) - ord("0")


def run(functions, code, frame):
    pc = 0
    start = 0
    while pc < len(code):
        driver.jit_merge_point(pc=pc, code=code, start=start, frame=frame, functions=functions)
        c = code[pc]
        pc += 1
        if "0" <= c <= "9":
            frame.push(Number(ord(c) - ord("0")))
        elif c == "@":
            frame.push(frame.items[digit(code, pc)])
            pc += 1
        elif c == "=":
            frame.items[digit(code, pc)] = frame.pop()
            pc += 1
        elif c == "[":
            start = pc
        elif c == "]":
            if frame.pop().n != 0:
                driver.can_enter_jit(pc=start, code=code, start=start, frame=frame, functions=functions)
                pc = start
        elif c == "f":
            frame.floats[digit(code, pc)] += frame.pop().n * 0.5
            frame.weight += 0.125
            pc += 1
        elif c == "p":
            print(frame.pop().n)
        elif c == "P":
            print(frame.floats[0], frame.floats[1], frame.weight)
        elif c == "c":
            callee = functions[digit(code, pc)]
            pc += 1
            inner = Frame(frame, frame.pop())
            try:
                result = run(functions, callee, inner)
            except Failed:
                result = Number(-1)
            frame.push(result)
        elif c == "r":
            return frame.pop()
        elif c == "e":
            if frame.pop().n > 50:
                raise Failed
        elif c == "v":
            frame.push(Number(look(frame, frame.pop().n)))
        else:
            b = frame.pop().n
            a = frame.pop().n
            frame.push(Number(binary(c, a, b)))
    return Number(0)


def binary(c, a, b):
    if c == "+":
        return a + b
    if c == "-":
        return a - b
    if c == "*":
        return a * b
    return int(a < b)


def entry_point(argv):
    try:
        text = rposix.read_file(argv[1])
    except OSError:
        rposix.write(2, "frames: no such file\n")
        return 1
    functions = [line for line in text.split("\n") if line]
    if not functions or "r" not in functions[0]:
        rposix.write(2, "frames: not a program\n")
        return 1
    for line in functions:
        for c in line:
            if c not in "0123456789@=[]fpPcrev+-*<":
                rposix.write(2, "frames: not an instruction: " + c + "\n")
                return 1
    print(run(functions[:], functions[0], Frame(None, Number(0))).n)
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
