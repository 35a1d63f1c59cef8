"""What a program may ask of its collector."""

from rpython.rlib import rgc
from rpython.rlib.objectmodel import dont_inline


class Node(object):
    def __init__(self, rest):
        self.rest = rest


class Handle(object):
    """Something outside of the heap, of which nobody has many."""

    def __init__(self):
        COUNTS.made += 1
        COUNTS.most = max(COUNTS.most, COUNTS.made - COUNTS.gone)
        rgc.add_memory_pressure(1 << 20)

    def __del__(self):
        COUNTS.gone += 1


class Counts(object):
    def __init__(self):
        self.made = 0
        self.gone = 0
        self.most = 0
        self.kept = []


COUNTS = Counts()


@dont_inline
def handles(n):
    for i in range(n):
        Handle()


@dont_inline
def garbage(n):
    node = None
    for i in range(n):
        node = Node(node)
    return n


@dont_inline
def keep(n):
    node = None
    for i in range(n):
        node = Node(node)
    COUNTS.kept.append(node)


@dont_inline
def let_go():
    del COUNTS.kept[:]


@dont_inline
def use():
    return rgc.get_stats(rgc.TOTAL_ALLOCATED_MEMORY)


def steps():
    """Steps end."""
    count = 1
    while not rgc.is_done(rgc.collect_step()):
        count += 1
        if count > 100000:
            return False
    return True


def entry_point(argv):
    handles(3000)
    print("few handles: %s" % (COUNTS.most < 1500))
    rgc.collect()
    before = use()
    keep(20000)
    rgc.collect(0)
    after = use()
    print("kept: %s" % (after - before >= 20000 * 16))
    let_go()
    print("steps end: %s" % steps())
    garbage(1000)
    rgc.collect()
    print("freed: %s" % (use() - before < 20000 * 16))
    print("peak: %s" % (rgc.get_stats(rgc.PEAK_ALLOCATED_MEMORY) >= after))
    print("system: %s" % (rgc.get_stats(rgc.PEAK_MEMORY) >= rgc.get_stats(rgc.TOTAL_MEMORY) >= use() > 0))
    count = rgc.get_stats(rgc.WHOLE_COLLECTIONS)
    rgc.collect()
    print("counted: %s" % (rgc.get_stats(rgc.WHOLE_COLLECTIONS) > count))
    return 0


def target(driver, args):
    return entry_point, None
