"""What `__del__` may do: keep the instance, make new objects, call functions, catch exceptions; it is called once."""

import gc

kept = []


class Phoenix:
    count = 0

    def __del__(self):
        Phoenix.count += 1
        kept.append(self)


def burn():
    phoenix = Phoenix()
    phoenix.mark = "same"


burn()
gc.collect()


def look():
    print(len(kept), kept[0].mark, Phoenix.count)


look()
kept.clear()
gc.collect()
print(len(kept), Phoenix.count)


class Busy:
    log = []

    def __init__(self, n):
        self.n = n
        self.data = list(range(n))

    def total(self):
        return sum(x * x for x in self.data)

    def __del__(self):
        try:
            {}["missing"]
        except KeyError as e:
            Busy.log.append(("caught", str(e)))
        Busy.log.append((self.n, self.total(), sorted({str(x): x for x in self.data})))


busy = Busy(4)
busy = Busy(3)
busy = None
gc.collect()
for entry in sorted(Busy.log, key=repr):
    print(entry)


# Inside of a handler: the exception that is being handled stays the same.
class InHandler:
    def __del__(self):
        try:
            raise TypeError("inner")
        except TypeError as e:
            print("context", e.__context__)


try:
    raise ValueError("outer")
except ValueError:
    x = InHandler()
    del x
    gc.collect()
    try:
        raise
    except ValueError as e:
        print("again", e)


# A finalizer lets go of something that has a finalizer.
class Holder:
    def __init__(self, held):
        self.held = held

    def __del__(self):
        print("holder lets go")
        self.held = None


class Held:
    def __del__(self):
        print("held goes")


holder = Holder(Held())
del holder
gc.collect()

# One that makes another one of its kind.
class Chain:
    left = 3

    def __del__(self):
        print("chain", Chain.left)
        if Chain.left > 0:
            Chain.left -= 1
            Chain()


Chain()
gc.collect()
gc.collect()
gc.collect()
gc.collect()
print(gc.isenabled())
gc.disable()
print(gc.isenabled())
gc.enable()
print(gc.isenabled())
