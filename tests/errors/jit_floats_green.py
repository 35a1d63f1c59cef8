"""A list of floats does not say where an interpreter is."""

from rpython.rlib.jit import JitDriver

driver = JitDriver(greens=["i", "numbers"], reds=["total"], name="sums")


def run(n):
    numbers = [0.5] * n
    total = 0.0
    i = 0
    while i < n:
        driver.jit_merge_point(i=i, numbers=numbers, total=total)
        total += numbers[i]
        i += 1
    return int(total)


def entry_point(argv):
    return run(len(argv))


def target(driver, args):
    return entry_point


# options: --opt=jit
# expect: the green `numbers` is a list of a float
# expect: jit_floats_green.py:13
