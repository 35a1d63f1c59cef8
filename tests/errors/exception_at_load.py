"""An exception while the module loads: its own traceback is shown."""


def table(n):
    return [100 // i for i in range(n)]


TABLE = table(3)


def entry_point(argv):
    return TABLE[1]


def target(driver, args):
    return entry_point


# expect: ZeroDivisionError while the target loads
# expect: traceback
# expect: in table
# expect: exception_at_load.py:5
