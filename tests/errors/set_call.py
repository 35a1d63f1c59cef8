"""A set made by a call."""


def entry_point(argv):
    seen = set()
    seen.add(1)
    return 0


def target(driver, args):
    return entry_point


# expect: sets are not RPython
# expect: set_call.py:5
# expect: use a dict
