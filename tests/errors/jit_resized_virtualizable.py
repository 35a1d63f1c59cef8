"""The stack of a virtualizable frame has a fixed length."""

from rpython.rlib.jit import JitDriver


class Frame(object):
    _virtualizable_ = ["stack[*]"]

    def __init__(self):
        self.stack = []


driver = JitDriver(greens=["i"], reds=["n", "frame"], virtualizables=["frame"], name="sums")


def run(n):
    frame = Frame()
    i = 0
    while i < n:
        driver.jit_merge_point(i=i, n=n, frame=frame)
        frame.stack.append(i)
        i += 1
    return len(frame.stack)


def entry_point(argv):
    return run(len(argv))


def target(driver, args):
    return entry_point


# options: --opt=jit
# expect: the virtualizable `stack[*]` of `Frame` is not a list of fixed length
