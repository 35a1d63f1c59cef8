"""A call in the traced loop that no trace can make."""

from rpython.rlib.jit import JitDriver, dont_look_inside

driver = JitDriver(greens=["i"], reds=["n", "total"], name="sums")


@dont_look_inside
def add(a, b, c, d, e, f, g, h, i, j):
    return a + b + c + d + e + f + g + h + i + j


def run(n):
    total = 0.0
    i = 0
    while i < n:
        driver.jit_merge_point(i=i, n=n, total=total)
        x = float(i)
        total += add(x, x + 1.0, x + 2.0, x + 3.0, x + 4.0, x + 5.0, x + 6.0, x + 7.0, x + 8.0, total)
        i += 1
    return int(total)


def entry_point(argv):
    return run(len(argv))


def target(driver, args):
    return entry_point


# options: --opt=jit
# expect: the loop of driver `sums` does what cannot be traced
# expect: this call has too many arguments
# expect: jit_too_many_arguments.py:19
# expect: put it into a function of its own
