"""A function with a free variable that is made when the program runs."""


def make_adder(n):
    def adder(x):
        return x + n

    return adder


def entry_point(argv):
    print(make_adder(len(argv))(3))
    return 0


def target(driver, args):
    return entry_point


# expect: `adder`
# expect: closures made at run time are not RPython
# expect: closure_at_run_time.py:5
