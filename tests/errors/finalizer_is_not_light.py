"""A finalizer that says that it is light makes objects."""

from rpython.rlib import rgc


class Thing(object):
    def __init__(self, n):
        self.n = n

    @rgc.must_be_light_finalizer
    def __del__(self):
        log(self.n)


def log(n):
    LOG.append(n)


LOG = [1]


def entry_point(argv):
    Thing(len(argv))
    return 0


def target(driver, args):
    return entry_point


# expect: `Thing.__del__` is not a light finalizer
# expect: finalizer_is_not_light.py
# expect: leave out `must_be_light_finalizer`
