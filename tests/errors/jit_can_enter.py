"""can_enter_jit with something that is neither green nor red."""

from rpython.rlib.jit import JitDriver

driver = JitDriver(greens=["pc"], reds=["n"], name="calc")


def run(n):
    pc = 0
    while pc < n:
        driver.jit_merge_point(pc=pc, n=n)
        pc += 1
        driver.can_enter_jit(pc=pc, n=n, extra=pc)
    return pc


def entry_point(argv):
    return run(len(argv))


def target(driver, args):
    return entry_point


# options: --opt=jit
# expect: `extra` is neither green nor red in driver `calc`
# expect: jit_can_enter.py:13
