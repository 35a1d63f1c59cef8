"""A name that is not defined anywhere."""


def entry_point(argv):
    return undefined_name + 1


def target(driver, args):
    return entry_point


# expect: `undefined_name` is not defined
# expect: unknown_name.py:5
