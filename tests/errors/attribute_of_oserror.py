"""What OSErrors have in Python, and not here."""

import os


def entry_point(argv):
    try:
        os.open("/no/such/file", os.O_RDONLY, 0)
    except OSError as e:
        print(e.strerror)
        print(e.filename)
    return 0


def target(driver, args):
    return entry_point


# expect: instances of `OSError` have no attribute `filename`
# expect: attribute_of_oserror.py:11
