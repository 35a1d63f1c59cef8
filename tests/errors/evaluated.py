"""`eval` in a function that the entry point reaches."""


def entry_point(argv):
    print(eval("1 + 1"))
    return 0


def target(driver, args):
    return entry_point


# expect: `eval` is not RPython
# expect: evaluated.py:5
# expect: help
