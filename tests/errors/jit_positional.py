"""A merge point names its variables."""

from rpython.rlib.jit import JitDriver

driver = JitDriver(greens=["pc"], reds=["n"], name="calc")


def run(n):
    pc = 0
    while pc < n:
        driver.jit_merge_point(pc, n)
        pc += 1
    return pc


def entry_point(argv):
    return run(len(argv))


def target(driver, args):
    return entry_point


# options: --opt=jit
# expect: `jit_merge_point` takes its variables by name
# expect: jit_positional.py:11
