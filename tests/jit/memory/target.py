"""Memory runs out in loops that a JIT compiles: the exception comes out of the loop or goes to a handler in it, and the program goes
on. Run with PYPY_GC_MAX."""

import sys

from rpython.rlib.jit import JitDriver, dont_look_inside


class Node(object):
    def __init__(self, before, value):
        self.before = before
        self.value = value


class State(object):
    def __init__(self):
        self.made = 0
        self.chain = None
        self.items = []
        self.texts = []
        self.caught = 0
        self.entered = 0
        self.left = 0


driver = JitDriver(greens=["what"], reds=["n", "state"])


def loop(what, n, state):
    """Allocates in the way of `what`, n times."""
    while n > 0:
        driver.jit_merge_point(what=what, n=n, state=state)
        if what == "n":
            state.chain = Node(state.chain, n)
        elif what == "l":
            state.items.append(n)
        elif what == "s":
            state.texts.append(str(n) * 3)
        elif what == "c":
            caught(n, state)
        elif what == "f":
            left(n, state)
        elif what == "h":
            huge(n, state)
        n -= 1


def caught(n, state):
    """The handler is in what is traced."""
    try:
        state.items.append(n)
        if n & 7 == 0:
            state.items.append(len(enlarged(n)))
    except MemoryError:
        state.caught += 1
        state.items = []


@dont_look_inside
def enlarged(n):
    return [n] * 1000000000


def left(n, state):
    state.entered += 1
    try:
        state.texts.append("entry %d" % n)
    finally:
        state.left += 1


def huge(n, state):
    size = 1 << (n & 15) + 40
    try:
        state.made += len([n] * size)
    except MemoryError:
        state.caught += 1


def run(what, n):
    # There may be no memory for these when they are needed.
    nothing = [0]
    no_texts = [""]
    state = State()
    try:
        loop(what, n, state)
    except MemoryError:
        state.chain = None
        state.items = nothing
        state.texts = no_texts
        print(what + " caught")
        return
    print("%s done, %d caught" % (what, state.caught))


def entry_point(argv):
    for again in range(3):
        for what in "nlsf":
            run(what, 1000000000)
            run(what, 1000)
        run("c", 1000)
        run("h", 1000)
    return 0


def target(*args):
    return entry_point


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
