"""Instances of two classes without a common base meet in one variable."""


class Cat(object):
    def __init__(self):
        self.lives = 9


class Chair(object):
    def __init__(self):
        self.legs = 4


def choose(flag):
    if flag:
        thing = Cat()
    else:
        thing = Chair()
    return thing


def entry_point(argv):
    choose(len(argv) > 1)
    return 0


def target(driver, args):
    return entry_point


# expect: no common base
# expect: `Cat`
# expect: `Chair`
# expect: no_common_base.py:
# expect: help
