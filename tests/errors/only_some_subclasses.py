"""An attribute that only one subclass has is read where any may come."""


class Animal(object):
    pass


class Bird(Animal):
    def __init__(self):
        self.wings = 2


class Fish(Animal):
    def __init__(self):
        self.fins = 5


def make(flag):
    if flag:
        return Bird()
    return Fish()


def entry_point(argv):
    animal = make(len(argv) > 1)
    print(animal.wings)
    return 0


def target(driver, args):
    return entry_point


# expect: `wings`
# expect: `Fish`
# expect: only_some_subclasses.py:26
# expect: help
