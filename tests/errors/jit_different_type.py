"""A red that has another type at can_enter_jit."""

from rpython.rlib.jit import JitDriver

driver = JitDriver(greens=["pc"], reds=["n"], name="calc")


def run(n):
    pc = 0
    while pc < n:
        driver.jit_merge_point(pc=pc, n=n)
        pc += 1
        driver.can_enter_jit(pc=pc, n=str(n))
    return pc


def entry_point(argv):
    return run(len(argv))


def target(driver, args):
    return entry_point


# options: --opt=jit
# expect: a str cannot be converted to an int
# expect: `n` is an int at the merge point
# expect: jit_different_type.py:13
