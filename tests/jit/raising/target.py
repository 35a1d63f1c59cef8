"""An interpreter that ends with an exception which nobody catches: its traceback names what the exception has passed, whether
that was compiled or not. The functions that are to be seen there are not inlined natively.

A program is letters, run with a number in a register. `-` subtracts one from it, and `L` goes back to the start unless it is
below 0. `s` calls without end for multiples of 3 below 12, and catches what that raises. The others may raise. When the number is 0: `r` here, `d` deep in functions that are traced into, `a` there as well, and
caught and raised again on the way, `f` in a function that stays a call. Below 0: `o` at a list's end, `i` in a method (0, too).
`D` is `d` for all multiples of 3, and catches it. `c` runs the same program from a small number on, three levels deep.
"""

import sys

from rpython.rlib.jit import JitDriver, dont_look_inside
from rpython.rlib.objectmodel import dont_inline
from rpython.rlib.rstackovf import StackOverflow


class Wrong(Exception):
    def __init__(self, what):
        self.what = what


class Action(object):
    @dont_inline
    def do(self, n):
        return n


class Raising(Action):
    @dont_inline
    def do(self, n):
        if n == 0:
            raise Wrong("in a method")
        return n


class Other(Action):
    @dont_inline
    def do(self, n):
        return n + 0


@dont_inline
def deepest(n, limit):
    if n % limit == 0:
        raise Wrong("deep")
    return n


@dont_inline
def deeper(n, limit):
    n = deepest(n, limit)
    return n


def deep(n, limit):
    n = deeper(n, limit)
    return n


@dont_look_inside
@dont_inline
def far(n):
    return farther(n)


def farther(n):
    if n <= 0:
        raise Wrong("far")
    return n


@dont_inline
def again(n):
    try:
        return deeper(n, 1000)
    except Wrong as e:
        if e.what == "deep":
            raise
    return 0


@dont_look_inside
def without_end(n):
    if n % 3 != 0 or n >= 1000000000:
        return n
    return 1 + without_end(n + 3)


def too_deep(n):
    try:
        return without_end(n) & 1 if n < 12 else 0
    except StackOverflow:
        return 1


def caught(n):
    try:
        return deep(n, 3)
    except Wrong:
        return n


driver = JitDriver(greens=["pc", "code"], reds=["n", "level", "items"], name="raising", is_recursive=True)

ACTIONS = [Raising(), Other()]


def run(code, n, level):
    pc = 0
    items = [5] * 1000
    while pc < len(code):
        driver.jit_merge_point(pc=pc, code=code, n=n, level=level, items=items)
        c = code[pc]
        pc += 1
        if c == "-":
            n -= 1
        elif c == "L":
            if n >= 0:
                pc = 0
                driver.can_enter_jit(pc=pc, code=code, n=n, level=level, items=items)
        elif c == "r":
            if n == 0:
                raise Wrong("here")
        elif c == "d":
            deep(n, 1000)
        elif c == "s":
            level += too_deep(n)
        elif c == "D":
            caught(n)
        elif c == "f":
            far(n)
        elif c == "a":
            again(n)
        elif c == "o":
            items[1000 - n] += 1
        elif c == "c":
            if level < 3:
                run(code, 9 + n % 2, level + 1)
        elif c == "i":
            ACTIONS[n & 1].do(n)
        else:
            raise Wrong("instruction")
    return level * 1000 + n


def entry_point(argv):
    print(run(argv[1], int(argv[2]), 0))
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
