"""`/` on two ints."""


def entry_point(argv):
    print(len(argv) / 2)
    return 0


def target(driver, args):
    return entry_point


# expect: `/` on two ints is not RPython
# expect: true_division.py:5
# expect: //
