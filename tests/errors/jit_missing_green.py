"""can_enter_jit without one of the greens."""

from rpython.rlib.jit import JitDriver

driver = JitDriver(greens=["pc"], reds=["n"], name="calc")


def run(n):
    pc = 0
    while pc < n:
        driver.jit_merge_point(pc=pc, n=n)
        pc += 1
        driver.can_enter_jit(n=n)
    return pc


def entry_point(argv):
    return run(len(argv))


def target(driver, args):
    return entry_point


# options: --opt=jit
# expect: `can_enter_jit` lacks `pc`, a green of driver `calc`
# expect: jit_missing_green.py:13
