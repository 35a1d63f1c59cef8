# Containers show the repr of what is in them, which exceptions do not have.


def main(argv):
    errors = [ValueError("x")]
    print(str((1, errors)))
    return 0


def target(driver, args):
    return main


# expect: the `repr` of an instance of `ValueError` is not available
