"""`__del__` and queues of objects that are no more.

What lets go of objects is in functions of their own."""

from rpython.rlib import rgc
from rpython.rlib.objectmodel import dont_inline


class Log(object):
    def __init__(self):
        self.count = 0
        self.sum = 0
        self.order = []


LOG = Log()


class Thing(object):
    def __init__(self, value, other):
        self.value = value
        self.other = other

    def __del__(self):
        LOG.count += 1
        LOG.sum += self.value


class Louder(Thing):
    def __del__(self):
        LOG.order.append("louder %d" % self.value)
        if self.value == 7:
            raise ValueError("nobody hears of it")


class Inherits(Louder):
    pass


class Lazarus(object):
    def __init__(self, value):
        self.value = value

    def __del__(self):
        SAVED.things.append(self)


class Saved(object):
    def __init__(self):
        self.things = []
        self.kept = []
        self.resources = []


SAVED = Saved()


class Resource(object):
    def __init__(self, number):
        self.number = number


class ResourceQueue(rgc.FinalizerQueue):
    Class = Resource

    def finalizer_trigger(self):
        LOG.count += 1


QUEUE = ResourceQueue()


@dont_inline
def many(n):
    """Every tenth is kept."""
    for i in range(n):
        x = Thing(i, None)
        if i % 10 == 0:
            SAVED.kept.append(x)


@dont_inline
def release():
    """Prebuilt lists stay."""
    del SAVED.kept[:]
    del SAVED.things[:]


def collect():
    for i in range(3):
        rgc.collect()


def report(name):
    print("%s: %d, sum %d" % (name, LOG.count, LOG.sum))
    LOG.count = 0
    LOG.sum = 0


@dont_inline
def chain():
    """Whoever leads to others goes first."""
    a = Louder(1, None)
    b = Louder(2, a)
    Inherits(3, b)


@dont_inline
def cycle():
    a = Thing(100, None)
    a.other = Thing(200, a)


@dont_inline
def raises():
    Louder(7, None)
    Louder(8, None)


@dont_inline
def rise():
    Lazarus(5)


@dont_inline
def show_saved():
    print("%d kept" % len(SAVED.kept))
    for thing in SAVED.things:
        print("saved %d" % thing.value)


@dont_inline
def resources(n):
    for i in range(n):
        x = Resource(i)
        QUEUE.register_finalizer(x)
        SAVED.resources.append(x)


@dont_inline
def release_resources():
    del SAVED.resources[:]


def take_resources():
    total = 0
    while True:
        x = QUEUE.next_dead()
        if x is None:
            return total
        total += x.number


def entry_point(argv):
    many(1000)
    collect()
    report("many")
    show_saved()
    release()
    collect()
    report("the rest")
    chain()
    collect()
    collect()
    raises()
    collect()
    for line in LOG.order:
        print(line)
    cycle()
    collect()
    report("a cycle")
    rise()
    collect()
    show_saved()
    release()
    collect()
    print("saved again: %d" % len(SAVED.things))
    resources(50)
    collect()
    print("not yet: %d" % take_resources())
    release_resources()
    collect()
    print("triggered: %s" % (LOG.count > 0))
    print("resources: %d" % take_resources())
    LOG.count = 0
    rounds = 0
    while LOG.count == 0 and rounds < 1000:
        many(10000)
        rounds += 1
    print("while the program runs: %s" % (LOG.count > 0))
    return 0


def target(driver, args):
    return entry_point, None
