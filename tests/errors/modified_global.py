"""A global that the program assigns."""

counter = 0


def count():
    global counter
    counter += 1
    return counter


def entry_point(argv):
    print(count())
    return 0


def target(driver, args):
    return entry_point


# expect: modifying the global `counter` is not RPython
# expect: modified_global.py:7
# expect: prebuilt instance
