"""A set."""


def entry_point(argv):
    seen = {1, 2, 3}
    print(len(seen))
    return 0


def target(driver, args):
    return entry_point


# expect: sets are not RPython
# expect: set_literal.py:5
# expect: use a dict
