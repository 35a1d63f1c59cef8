"""A class that is defined when the program runs."""


def entry_point(argv):
    class Local(object):
        pass

    Local()
    return 0


def target(driver, args):
    return entry_point


# expect: `Local` is defined inside a function
# expect: class_in_function.py:5
# expect: module level
