"""`__del__`, made sure of by gc.collect()."""

import gc


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def one():
    noisy = Noisy("local")
    print("made", noisy.name)


one()
gc.collect()
print("--- after a function")

noisy = Noisy("deleted")
del noisy
gc.collect()
print("--- after del")

noisy = Noisy("first")
noisy = Noisy("second")
gc.collect()
print("--- after an assignment")
noisy = None
gc.collect()

# A chain goes from its beginning.
def make_chain():
    chain = None
    for i in range(3):
        link = Noisy("link %d" % i)
        link.next = chain
        chain = link


make_chain()
gc.collect()
print("--- after a chain")


# Inheritance, and the base's method.
class Loud(Noisy):
    def __del__(self):
        print("LOUD")
        super().__del__()


loud = Loud("x")
loud = None
gc.collect()


class Quiet(Noisy):
    def __del__(self):
        pass


quiet = Quiet("never")
del quiet
gc.collect()


class Inheriting(Noisy):
    pass


inheriting = Inheriting("by inheritance")
del inheriting
gc.collect()


# An instance whose __init__ fails exists all the same.
class Failing:
    def __init__(self):
        self.x = 1
        raise ValueError("no")

    def __del__(self):
        print("failed one, x =", self.x)


try:
    Failing()
except ValueError as e:
    print("ValueError", e)
gc.collect()


# Subclasses of builtin types.
class Items(list):
    def __del__(self):
        print("items", len(self))


items = Items([1, 2, 3])
del items
gc.collect()


class Number(int):
    def __del__(self):
        print("number", self + 0)


number = Number(5)
del number
gc.collect()


# Added to the class later: for instances that come after.
class Late:
    pass


Late.__del__ = lambda self: print("late")
late = Late()
del late
gc.collect()


# Slots.
class Slotted:
    __slots__ = ("value",)

    def __del__(self):
        print("slotted", self.value)


def use_slots():
    slotted = Slotted()
    slotted.value = 42


use_slots()
gc.collect()
print("end")
