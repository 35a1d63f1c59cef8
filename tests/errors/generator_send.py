"""Sending into a generator."""


def numbers():
    yield 1
    yield 2


def entry_point(argv):
    g = numbers()
    next(g)
    return g.send(3)


def target(driver, args):
    return entry_point


# expect: `send` of generators is not RPython
# expect: generator_send.py:12
# expect: write a class with a method that goes on
