"""A function that takes any keyword arguments."""


def options(**kwargs):
    return len(kwargs)


def entry_point(argv):
    print(options(a=1))
    return 0


def target(driver, args):
    return entry_point


# expect: `**kwargs`
# expect: def options(**kwargs)
# expect: help
