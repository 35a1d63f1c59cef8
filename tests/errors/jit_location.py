"""The location is text."""

from rpython.rlib.jit import JitDriver


def where(i):
    return i


driver = JitDriver(greens=["i"], reds=["n"], name="sums", get_printable_location=where)


def run(n):
    i = 0
    while i < n:
        driver.jit_merge_point(i=i, n=n)
        i += 1
    return i


def entry_point(argv):
    return run(len(argv))


def target(driver, args):
    return entry_point


# options: --opt=jit
# expect: `get_printable_location` of driver `sums` gives an int
# expect: return a str
