"""A class with `__eq__`: instances are compared by identity."""


class Point(object):
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return self.x == other.x


def entry_point(argv):
    if Point(len(argv)) == Point(1):
        return 1
    return 0


def target(driver, args):
    return entry_point


# expect: `__eq__` of `Point` is not called here: instances are compared by identity
# expect: compared_instances.py:13
# expect: call a method, such as `a.eq(b)`
