"""Objects die: weak references to them are cleared by a collection, others are not."""

import weakref

from rpython.rlib import rgc
from rpython.rlib.objectmodel import dont_inline
from rpython.rlib.rweakref import RWeakKeyDictionary, RWeakValueDictionary


class Node(object):
    def __init__(self, value, other):
        self.value = value
        self.other = other


class Holder(object):
    def __init__(self):
        self.refs = []
        self.kept = []


@dont_inline
def fill(holder, n):
    """Every third object is kept, itself or through another."""
    for i in range(n):
        x = Node(i, None)
        holder.refs.append(weakref.ref(x))
        if i % 6 == 0:
            holder.kept.append(x)
        elif i % 6 == 3:
            holder.kept.append(Node(-1, x))


@dont_inline
def alive(holder):
    count = 0
    total = 0
    for r in holder.refs:
        x = r()
        if x is not None:
            count += 1
            total += x.value
    return count, total


@dont_inline
def release(holder, n):
    """Keeps `n` objects only."""
    holder.kept = holder.kept[:n]


@dont_inline
def shorten(holder, n):
    holder.refs = holder.refs[:n]


def churn(n):
    kept = None
    for i in range(n):
        kept = Node(i, kept)
        if i % 50 == 0:
            kept = None
    return kept


def show(name, holder):
    count, total = alive(holder)
    print("%s: %d alive, sum %d" % (name, count, total))


def references():
    holder = Holder()
    fill(holder, 600)
    rgc.collect()
    show("collected", holder)
    churn(20000)
    show("churned", holder)
    release(holder, 10)
    rgc.collect()
    show("released", holder)
    shorten(holder, 100)
    rgc.collect()
    show("fewer", holder)
    release(holder, 0)
    rgc.collect()
    show("none", holder)


def many(n):
    """References to one object."""
    first = Node(0, None)
    head = Holder()
    head.kept.append(first)
    for i in range(n):
        head.refs.append(weakref.ref(first))
    return head


def make(i):
    return Node(i, None)


@dont_inline
def fill_dicts(values, keys, kept, n):
    for i in range(n):
        x = make(i)
        values.set(i, x)
        keys.set(x, make(i * 10))
        if i % 4 == 0:
            kept.append(x)


def dictionaries():
    values = RWeakValueDictionary(int, Node)
    keys = RWeakKeyDictionary(Node, Node)
    kept = []
    fill_dicts(values, keys, kept, 200)
    rgc.collect()
    found = 0
    for i in range(200):
        x = values.get(i)
        if x is not None:
            found += 1
            value = keys.get(x)
            if value is not None:
                found += value.value
    print("dictionaries: %d, %d keys, %d kept" % (found, keys.length(), len(kept)))


def in_one_function():
    """What a function has used is found dead while it still runs."""
    kept = Node(1, None)
    used = Node(2, None)
    ref = weakref.ref(used)
    rgc.collect()
    total = used.value
    alive = ref() is not None
    rgc.collect()
    print("in one function: %s, then %s, %d" % (alive, ref() is not None, total + kept.value))


def in_a_loop(n):
    """So is what an earlier round has used."""
    refs = []
    count = 0
    for i in range(n):
        used = Node(i, None)
        refs.append(weakref.ref(used))
        rgc.collect()
        count += used.value
        rgc.collect()
        for ref in refs:
            if ref() is not None:
                count += 1000
    print("in a loop: %d" % count)


def entry_point(argv):
    references()
    head = many(20)
    rgc.collect()
    show("many", head)
    release(head, 0)
    dictionaries()
    in_one_function()
    in_a_loop(10)
    return 0


def target(driver, args):
    return entry_point, None
