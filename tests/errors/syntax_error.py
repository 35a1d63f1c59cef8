"""Not Python."""


def entry_point(argv):
    return (1 +


def target(driver, args):
    return entry_point


# expect: syntax error
# expect: syntax_error.py:
