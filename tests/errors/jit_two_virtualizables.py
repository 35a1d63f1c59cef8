"""A driver has one virtualizable."""

from rpython.rlib.jit import JitDriver


class Frame(object):
    _virtualizable_ = ["count"]

    def __init__(self):
        self.count = 0


driver = JitDriver(greens=["i"], reds=["n", "a", "b"], virtualizables=["a", "b"], name="sums")


def run(n):
    a = Frame()
    b = Frame()
    i = 0
    while i < n:
        driver.jit_merge_point(i=i, n=n, a=a, b=b)
        a.count += i
        b.count -= a.count
        i += 1
    return a.count + b.count


def entry_point(argv):
    return run(len(argv))


def target(driver, args):
    return entry_point


# options: --opt=jit
# expect: driver `sums` has more than one virtualizable
# expect: `b` is the second
# expect: jit_two_virtualizables.py:21
