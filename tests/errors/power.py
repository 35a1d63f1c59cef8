"""`a ** b`"""


def entry_point(argv):
    print(len(argv) ** 2)
    return 0


def target(driver, args):
    return entry_point


# expect: `a ** b` is not RPython
# expect: power.py:5
# expect: x * x
