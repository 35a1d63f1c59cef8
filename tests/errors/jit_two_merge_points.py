"""One driver has one merge point."""

from rpython.rlib.jit import JitDriver

driver = JitDriver(greens=["i"], reds=["n"], name="sums")


def run(n):
    i = 0
    while i < n:
        driver.jit_merge_point(i=i, n=n)
        i += 1
    while i > 0:
        driver.jit_merge_point(i=i, n=n)
        i -= 1
    return i


def entry_point(argv):
    return run(len(argv))


def target(driver, args):
    return entry_point


# options: --opt=jit
# expect: driver `sums` has two merge points
# expect: the other one
# expect: jit_two_merge_points.py:14
