"""Calls without end: an exception that can be caught, again and again, wherever the cycle of calls goes through."""

import sys

from rpython.rlib.rstack import _stack_criticalcode_start, _stack_criticalcode_stop, _stack_set_length_fraction
from rpython.rlib.rstackovf import StackOverflow, check_stack_overflow


def plain(n):
    return plain(n + 1) + 1


def even(n):
    if n == 0:
        return True
    return odd(n - 1)


def odd(n):
    if n == 0:
        return False
    return even(n - 1)


class Node(object):
    def depth(self):
        raise NotImplementedError


class Leaf(Node):
    def depth(self):
        return 0


class Ring(Node):
    """Its inner node may be itself."""

    def __init__(self):
        self.inner = None
        self.note = [1]

    def depth(self):
        self.note.append(len(self.note))
        return self.inner.depth() + 1


def handled(n):
    """Each level catches what the next one raises, and goes on."""
    try:
        return handled(n + 1)
    except StackOverflow:
        return n


def allocating(n):
    return allocating(n + 1) + [n]


def indirect(f, n):
    return f(f, n)


def through(f, n):
    return indirect(f, n + 1)


def other(f, n):
    return n


def caught(what):
    try:
        if what == "plain":
            plain(0)
        elif what == "mutual":
            even(-1)
        elif what == "method":
            ring = Ring()
            ring.inner = ring
            ring.depth()
        elif what == "allocating":
            allocating(0)
        elif what == "indirect":
            indirect(through if len(what) == 8 else other, 0)
    except StackOverflow:
        check_stack_overflow()
        return "caught"
    return "not caught"


def entry_point(argv):
    if len(argv) > 1 and argv[1] == "uncaught":
        return plain(0)
    for again in range(2):
        for what in ["plain", "mutual", "method", "allocating", "indirect"]:
            print(what + " " + caught(what))
    # This deep it must be possible.
    print(even(300))
    ring = Ring()
    ring.inner = Leaf()
    print(ring.depth())
    print(indirect(other, 3))
    deep = handled(0)
    print(deep > 300)
    if len(argv) > 1 and argv[1] == "fraction":
        _stack_set_length_fraction(0.25)
        less = handled(0)
        print(deep // 5 < less and less < deep // 3)
        _stack_criticalcode_start()
        more = handled(0)
        _stack_criticalcode_stop()
        print(more > deep and handled(0) == less)
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
