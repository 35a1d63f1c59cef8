"""A list whose items have two types."""


def entry_point(argv):
    items = [1, 2]
    items.append("three")
    return len(items)


def target(driver, args):
    return entry_point


# expect: an int
# expect: a str
# expect: mixed_list.py:6
# expect: help
