"""Memory runs out: an exception that can be caught, after which the program drops what it has and goes on. Run with PYPY_GC_MAX."""

import sys


class Node(object):
    def __init__(self, before):
        self.before = before
        self.number = 0


class Pair(object):
    def __init__(self, left, right):
        self.left = left
        self.right = right
        self.sum = 1


def chain():
    """Objects of a fixed size."""
    node = None
    while True:
        node = Node(node)


def grown():
    items = []
    while True:
        items.append(len(items))


def nested():
    """Many small lists, in one that grows."""
    lists = []
    while True:
        lists.append([len(lists), 1, 2])


def doubled():
    text = "text" * 10
    while True:
        text = text + text


def strings():
    texts = []
    while True:
        texts.append("text %d" % len(texts))


def table():
    numbers = {}
    while True:
        numbers[len(numbers)] = len(numbers)


def built():
    parts = ["0123456789"]
    while True:
        parts.append("".join(parts))


def tree(depth):
    if depth == 0:
        return None
    return Pair(tree(depth - 1), tree(depth - 1))


def huge(what, n):
    """Sizes that no memory has."""
    if what == 0:
        return len([0] * n)
    if what == 1:
        return len("x" * n)
    if what == 2:
        return len([None] * n)
    if what == 3:
        return len("".join(["x" * (n >> 1)] * 2))
    if what == 4:
        items = [1, 2, 3]
        items *= n
        return len(items)
    return len([1.5] * n) + len([""] * n)


def run(what):
    if what == "chain":
        chain()
    elif what == "grown":
        grown()
    elif what == "nested":
        nested()
    elif what == "doubled":
        doubled()
    elif what == "strings":
        strings()
    elif what == "table":
        table()
    elif what == "built":
        built()
    elif what == "tree":
        tree(40)


def caught(what):
    try:
        run(what)
    except MemoryError:
        return "caught"
    return "not caught"


class Counter(object):
    def __init__(self):
        self.entered = 0
        self.left = 0
        self.items = []
        # There may be no memory for an empty list either when these are dropped.
        self.nothing = self.items
        self.items = [[0]]


def finally_left(counter):
    """Each level leaves what it has entered."""
    counter.entered += 1
    try:
        counter.items.append([counter.entered] * 50)
        if counter.entered % 200 != 0:
            finally_left(counter)
    finally:
        counter.left += 1


def unwound():
    counter = Counter()
    while True:
        try:
            finally_left(counter)
        except MemoryError:
            break
    same = counter.entered == counter.left
    counter.items = counter.nothing
    return same


def in_a_loop():
    """A field that a loop counts in is what it was when the memory ran out."""
    counter = Counter()
    last = 0
    try:
        while True:
            counter.entered += 1
            counter.items.append([counter.entered])
            counter.left += 1
    except MemoryError:
        last = len(counter.items) - 1
        counter.items = counter.nothing
    return counter.left == last and counter.entered == last + 1


def work():
    """What needs some memory, but not much of it at a time."""
    total = 0
    for i in range(20):
        items = [str(k) for k in range(100)]
        total += len("".join(items))
        pair = tree(5)
        total += pair.sum
    return total


def too_much(off):
    """Huge sizes; of those that give a length, if there is one."""
    count = 0
    for what in range(6):
        for shift in [40, 50, 59, 60, 61, 62]:
            for n in [(1 << shift) + off, (1 << 63) - 1 - off]:
                try:
                    print(huge(what, n))
                except MemoryError:
                    count += 1
    return count


def entry_point(argv):
    """Does what the arguments say, or everything twice."""
    if len(argv) > 1 and argv[1] == "uncaught":
        chain()
    asked = argv[1:]
    if not asked:
        asked = ["chain", "grown", "nested", "doubled", "strings", "table", "built", "tree", "unwound", "loop", "huge"] * 2
    for what in asked:
        if what == "huge":
            print("huge %d" % too_much(len(argv) - 1))
        elif what == "unwound":
            print("unwound %s" % unwound())
        elif what == "loop":
            print("loop %s" % in_a_loop())
        elif what == "work":
            print(work())
        else:
            print(what + " " + caught(what))
            print(work())
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
