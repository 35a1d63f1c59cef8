"""The entry point takes two arguments."""


def entry_point(argc, argv):
    return 0


def target(driver, args):
    return entry_point


# expect: the entry point `entry_point` takes 2 arguments
# expect: entry_point_arguments.py:4
# expect: (argv)
