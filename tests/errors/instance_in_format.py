"""An instance with `__str__` after `%`."""


class Point(object):
    def __init__(self, x):
        self.x = x

    def __str__(self):
        return "<%d>" % self.x


def entry_point(argv):
    print("at %s" % Point(len(argv)))
    return 0


def target(driver, args):
    return entry_point


# expect: `__str__` of `Point` is not called here
# expect: instance_in_format.py:13
# expect: write `str(x)`
