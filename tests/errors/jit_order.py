"""Greens are declared integers first."""

from rpython.rlib.jit import JitDriver

driver = JitDriver(greens=["code", "i"], reds=["total"], name="sums")


def run(n):
    code = "a" * n
    total = 0
    i = 0
    while i < n:
        driver.jit_merge_point(code=code, i=i, total=total)
        total += ord(code[i])
        i += 1
    return total


def entry_point(argv):
    return run(len(argv))


def target(driver, args):
    return entry_point


# options: --opt=jit
# expect: greens of driver `sums`: `i` must come before `code`
# expect: jit_order.py:13
