"""reds="auto" and can_enter_jit do not go together."""

from rpython.rlib.jit import JitDriver

driver = JitDriver(greens=["pc"], reds="auto", name="calc")


def run(n):
    pc = 0
    while pc < n:
        driver.jit_merge_point(pc=pc)
        pc += 1
        driver.can_enter_jit(pc=pc, n=n)
    return pc


def entry_point(argv):
    return run(len(argv))


def target(driver, args):
    return entry_point


# options: --opt=jit
# expect: driver `calc` has reds="auto": it has a jit_merge_point only
# expect: jit_reds_auto.py:13
