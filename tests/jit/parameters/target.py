"""Two loops with a driver each, after what a command line sets: first for both drivers, then for the second one alone."""

import os

from rpython.rlib.jit import JitDriver, set_param, set_param_to_default, set_user_param

first = JitDriver(greens=["step"], reds=["i", "total"], name="first")
second = JitDriver(greens=["step"], reds=["i", "total"], name="second")


def count_first(step, i):
    total = 0
    while i > 0:
        first.jit_merge_point(step=step, i=i, total=total)
        total += i
        i -= step
    return total


def count_second(step, i):
    total = 0
    while i > 0:
        second.jit_merge_point(step=step, i=i, total=total)
        total += i
        i -= step
    return total


def show(text):
    os.write(1, text + "\n")


def entry_point(argv):
    try:
        set_user_param(None, argv[1])
        if len(argv) > 2:
            set_user_param(second, argv[2])
    except ValueError as e:
        show(str(e))
        return 1
    show(str(count_first(1, 3000)) + " " + str(count_second(1, 3000)))
    # Meanwhile portals may have been let pass: from here on that means nothing.
    set_param(None, "threshold", 10)
    show(str(count_first(2, 100)))
    set_param_to_default(None, "threshold")
    show(str(count_first(3, 100)))
    return 0


def target(driver, args):
    return entry_point
