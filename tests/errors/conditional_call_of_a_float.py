"""A conditional call whose function gives a float, where the value is an int."""

from rpython.rlib import jit


@jit.elidable
def half(n):
    return n / 2.0


def entry_point(argv):
    print(jit.conditional_call_elidable(len(argv) - 1, half, 3))
    return 0


def target(driver, args):
    return entry_point


# expect: the function gives a float, and the value is an int
# expect: conditional_call_of_a_float.py:12
