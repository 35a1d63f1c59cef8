"""The class of a virtualizable says which fields a trace may keep."""

from rpython.rlib.jit import JitDriver


class Frame(object):
    """No fields named."""

    def __init__(self):
        self.count = 0


driver = JitDriver(greens=["i"], reds=["n", "frame"], virtualizables=["frame"], name="sums")


def run(n):
    frame = Frame()
    i = 0
    while i < n:
        driver.jit_merge_point(i=i, n=n, frame=frame)
        frame.count += i
        i += 1
    return frame.count


def entry_point(argv):
    return run(len(argv))


def target(driver, args):
    return entry_point


# options: --opt=jit
# expect: the virtualizable `frame` of driver `sums` has no virtualizable fields
# expect: name them in its class: `_virtualizable_ = ["x", "items[*]"]`
# expect: jit_no_virtualizable_fields.py:20
