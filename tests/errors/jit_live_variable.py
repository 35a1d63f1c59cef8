"""A variable that lives across the merge point and is neither green nor red."""

from rpython.rlib.jit import JitDriver

driver = JitDriver(greens=["i"], reds=["n"], name="sums")


def run(n):
    total = n * 2
    i = 0
    while i < n:
        driver.jit_merge_point(i=i, n=n)
        total += i
        i += 1
    return total


def entry_point(argv):
    return run(len(argv))


def target(driver, args):
    return entry_point


# options: --opt=jit
# expect: a variable that is neither green nor red in driver `sums` is used behind its merge point
# expect: jit_live_variable.py:12
# expect: the variable gets its value before
