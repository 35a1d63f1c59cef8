"""A driver that is entered, but has no merge point."""

from rpython.rlib.jit import JitDriver

driver = JitDriver(greens=["i"], reds=["n"], name="sums")


def run(n):
    i = 0
    while i < n:
        i += 1
        driver.can_enter_jit(i=i, n=n)
    return i


def entry_point(argv):
    return run(len(argv))


def target(driver, args):
    return entry_point


# options: --opt=jit
# expect: driver `sums` has no jit_merge_point that the program reaches
# expect: jit_no_merge_point.py:12
