"""A variable that is an int on one path and a str on the other."""


def choose(flag):
    if flag:
        x = 1
    else:
        x = "one"
    return x


def entry_point(argv):
    print(choose(len(argv) > 1))
    return 0


def target(driver, args):
    return entry_point


# expect: an int
# expect: a str
# expect: x = 1
# expect: x = "one"
# expect: help
