"""loop_header of a driver that has no merge point."""

from rpython.rlib.jit import JitDriver

driver = JitDriver(greens=[], reds=["n"], name="calc")


def run(n):
    while n > 0:
        driver.loop_header()
        n -= 1
    return n


def entry_point(argv):
    return run(len(argv))


def target(driver, args):
    return entry_point


# options: --opt=jit
# expect: driver `calc` has no jit_merge_point that the program reaches
# expect: jit_loop_header.py:10
