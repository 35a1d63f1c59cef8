"""`exec` in a function that the entry point reaches."""


def entry_point(argv):
    exec("x = 1")
    return 0


def target(driver, args):
    return entry_point


# expect: `exec` is not RPython
# expect: executed.py:5
# expect: help
