"""A merge point without one of the reds."""

from rpython.rlib.jit import JitDriver

driver = JitDriver(greens=["pc"], reds=["n", "acc"], name="calc")


def run(n):
    pc = 0
    acc = 0
    while pc < n:
        driver.jit_merge_point(pc=pc, n=n)
        acc += pc
        pc += 1
    return acc


def entry_point(argv):
    return run(len(argv))


def target(driver, args):
    return entry_point


# options: --opt=jit
# expect: `jit_merge_point` lacks `acc`, a red of driver `calc`
# expect: jit_missing_red.py:12
