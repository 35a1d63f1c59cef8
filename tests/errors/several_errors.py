"""Independent errors are all reported in one run."""


def first(n):
    return n ** 2


def second(n):
    return {n, n + 1}


def third(n):
    if n > 1:
        x = n
    else:
        x = "small"
    return x


def fourth(n):
    return n / 2


def entry_point(argv):
    n = len(argv)
    first(n)
    second(n)
    third(n)
    fourth(n)
    return 0


def target(driver, args):
    return entry_point


# expect: `a ** b` is not RPython
# expect: several_errors.py:5
# expect: sets are not RPython
# expect: several_errors.py:9
# expect: a str
# expect: x = "small"
# expect: `/` on two ints is not RPython
# expect: several_errors.py:21
