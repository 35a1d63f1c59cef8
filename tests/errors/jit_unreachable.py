"""The function with the merge point is never called."""

from rpython.rlib.jit import JitDriver

driver = JitDriver(greens=["i"], reds=["n"], name="sums")


def never_called(n):
    i = 0
    while i < n:
        driver.jit_merge_point(i=i, n=n)
        i += 1
    return i


def run(n):
    return n


def entry_point(argv):
    return run(len(argv))


def target(driver, args):
    return entry_point


# options: --opt=jit
# expect: none is reached from the entry point
# expect: jit_unreachable.py:20
