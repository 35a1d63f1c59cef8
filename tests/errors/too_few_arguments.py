"""A call without an argument that has no default."""


def area(width, height):
    return width * height


def entry_point(argv):
    print(area(len(argv)))
    return 0


def target(driver, args):
    return entry_point


# expect: `area`
# expect: height
# expect: too_few_arguments.py:9
# expect: help
