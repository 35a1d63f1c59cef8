"""Functions of one-character instructions on a number each. The frames that run are a chain of virtual references: in a trace a frame
that is left again does not exist, unless somebody looks at the chain.

A program is text: each line is a function, the first is run. `+d`, `*d` and `%d` compute with a digit; `nd` sets the counter to ten times
d, `[` begins a loop, `]` counts down and goes back if the counter is not 0; `ck` calls function k with the number, which becomes
what the callee ends with, or -1 if it fails; `e` fails if the number is above 900; `w` adds up the chain's counters, and changes the callers'
numbers, if the number is a multiple of 7; `t` adds the counter of the frame on top; `k` keeps a reference to that frame; `u` adds the kept
frame's number, or 1 if it is gone; `v` adds 2 if the frame on top is virtual; `p` prints.
"""

import sys

from rpython.rlib import rposix
from rpython.rlib.jit import (
    InvalidVirtualRef, JitDriver, dont_look_inside, virtual_ref, virtual_ref_finish, vref_None,
)  # fmt: skip

LARGEST = 1009


class Failed(Exception):
    pass


class Frame(object):
    def __init__(self, number):
        self.back = vref_None
        self.number = number
        self.counter = 0


class Context(object):
    def __init__(self, functions):
        self.functions = functions
        self.top = vref_None
        self.kept = vref_None

    def enter(self, frame):
        frame.back = self.top
        self.top = virtual_ref(frame)

    def leave(self, frame):
        reference = self.top
        self.top = frame.back
        virtual_ref_finish(reference, frame)


@dont_look_inside
def walk(context, number):
    if number % 7 != 0:
        return number
    sum = 0
    frame = context.top()
    while frame is not None:
        sum += frame.counter
        frame.number = (frame.number + 3) % LARGEST
        frame = frame.back()
    return number + sum


def kept(context):
    try:
        frame = context.kept()
    except InvalidVirtualRef:
        return 1
    return frame.number if frame is not None else 5


def where(pc, code):
    return str(pc) + " " + code[pc]


driver = JitDriver(
    greens=["pc", "code"],
    reds=["start", "frame", "context"],
    get_printable_location=where,
    is_recursive=True,
    name="chain",
)


def digit(code, pc):
    return ord(code[pc]) - ord("0")


def call(context, function, number):
    frame = Frame(number)
    context.enter(frame)
    try:
        run(context, context.functions[function], frame)
        return frame.number
    except Failed:
        return -1
    finally:
        context.leave(frame)


def run(context, code, frame):
    pc = 0
    start = 0
    while pc < len(code):
        driver.jit_merge_point(pc=pc, code=code, start=start, frame=frame, context=context)
        c = code[pc]
        pc += 1
        if c == "+":
            frame.number = (frame.number + digit(code, pc)) % LARGEST
            pc += 1
        elif c == "*":
            frame.number = frame.number * digit(code, pc) % LARGEST
            pc += 1
        elif c == "%":
            if digit(code, pc) > 0:
                frame.number = frame.number % digit(code, pc)
            pc += 1
        elif c == "n":
            frame.counter = 10 * digit(code, pc)
            pc += 1
        elif c == "[":
            start = pc
        elif c == "]":
            frame.counter -= 1
            if frame.counter > 0:
                driver.can_enter_jit(pc=start, code=code, start=start, frame=frame, context=context)
                pc = start
        elif c == "c":
            frame.number = call(context, digit(code, pc), frame.number)
            pc += 1
        elif c == "e":
            if frame.number > 900:
                raise Failed
        elif c == "w":
            frame.number = walk(context, frame.number) % LARGEST
        elif c == "t":
            top = context.top()
            frame.number = (frame.number + top.counter) % LARGEST
        elif c == "k":
            context.kept = context.top
        elif c == "u":
            frame.number = (frame.number + kept(context)) % LARGEST
        elif c == "v":
            if context.top.virtual:
                frame.number = (frame.number + 2) % LARGEST
        else:
            print(frame.number)


def complain(what):
    rposix.write(2, "chain: " + what + "\n")
    return 1


def entry_point(argv):
    try:
        text = rposix.read_file(argv[1])
    except OSError:
        return complain("no such file")
    functions = [line for line in text.split("\n") if line]
    for line in functions:
        wanted = 0
        for c in line:
            if wanted > 0:
                if not "0" <= c < chr(ord("0") + wanted):
                    return complain("not a digit that can be here: " + c)
                wanted = 0
            elif c == "c":
                wanted = min(len(functions), 10)
            elif c in "+*%n":
                wanted = 10
            elif c not in "[]ewtkuvp":
                return complain("not an instruction: " + c)
        if wanted > 0:
            return complain("a line ends too early")
    if not functions:
        return complain("no function")
    print(call(Context(functions[:]), 0, 0))
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
