"""Weak references to objects that are alive. What they are when objects die is in tests/collectors."""

import weakref

from rpython.rlib import rgc
from rpython.rlib.jit import JitDriver
from rpython.rlib.rweakref import RWeakKeyDictionary, RWeakValueDictionary, dead_ref
from rpython.testing import case


class Node(object):
    def __init__(self, value):
        self.value = value
        self.ref = None


class Leaf(Node):
    pass


@case((5,))
def of_a_new_object(n):
    x = Node(n)
    r = weakref.ref(x)
    rgc.collect()
    y = r()
    return y is x, y.value, r is None


@case((0,))
@case((1,))
@case((2,))
def of_subclasses_and_none(n):
    a = Node(3)
    b = Leaf(4)
    r = None
    if n == 1:
        r = weakref.ref(a)
    elif n == 2:
        r = weakref.ref(b)
    if r is None:
        return -1
    x = r()
    if x is None:
        return -2
    return x.value + a.value + b.value


@case((40,))
def in_attributes_and_lists(n):
    nodes = []
    refs = []
    for i in range(n):
        x = Node(i)
        if i > 0:
            x.ref = weakref.ref(nodes[i - 1])
        nodes.append(x)
        refs.append(weakref.ref(x))
    total = 0
    for r in refs:
        x = r()
        if x is not None:
            total += x.value
            if x.ref is not None:
                before = x.ref()
                if before is not None:
                    total += 100 * before.value
    return total, len(nodes)


KNOWN = Node(17)
REF = weakref.ref(KNOWN)
REFS = [REF, REF]


@case((1,))
def prebuilt(n):
    x = REF()
    rgc.collect()
    assert x is not None
    x.value += n
    y = REFS[n]()
    assert y is not None
    result = y.value, x is KNOWN
    x.value -= n
    return result


DEAD = [dead_ref, dead_ref, REF]


@case((0,))
@case((2,))
def dead_when_translated(n):
    x = DEAD[n]()
    return x is None, dead_ref() is None, DEAD[1] is dead_ref, DEAD[2] is dead_ref


@case((0,))
@case((1,))
def dead_at_first(n):
    holder = Node(1)
    holder.ref = dead_ref
    before = holder.ref() is None
    if n == 1:
        holder.ref = weakref.ref(KNOWN)
    x = holder.ref()
    if x is None:
        return before, -1
    return before, x.value


@case((3000,))
def in_a_loop(n):
    x = Node(2)
    r = weakref.ref(x)
    total = 0
    for i in range(n):
        y = r()
        if y is not None:
            total += y.value
        y.value = i & 3
    return total, x.value


driver = JitDriver(greens=[], reds=["i", "n", "total", "r", "x"], name="weakrefs")


@case((3000,))
def in_a_traced_loop(n):
    """References are made and read in a trace; what they are to is alive."""
    x = Node(2)
    r = weakref.ref(x)
    total = 0
    i = 0
    while i < n:
        driver.jit_merge_point(i=i, n=n, total=total, r=r, x=x)
        y = r()
        if y is not None:
            total += y.value
            y.value = i & 3
            r = weakref.ref(y)
        i += 1
    return total, x.value


@case((100,))
def values(n):
    d = RWeakValueDictionary(str, Node)
    kept = []
    for i in range(n):
        x = Node(i)
        d.set(str(i), x)
        kept.append(x)
    total = 0
    for i in range(n):
        x = d.get(str(i))
        if x is not None:
            total += x.value
    d.set("7", None)
    return total, len(kept), d.get("7") is None, d.get("none") is None


KEYS = [Node(1), Leaf(2), Node(3)]
BY_KEY = RWeakKeyDictionary(Node, Leaf)
VALUES = [Leaf(10), Leaf(20)]
BY_KEY.set(KEYS[0], VALUES[0])
BY_KEY.set(KEYS[1], VALUES[1])


@case((100,))
def keys(n):
    d = RWeakKeyDictionary(Node, Leaf)
    kept = []
    for i in range(n):
        x = Node(i)
        d.set(x, Leaf(i * i))
        kept.append(x)
    total = 0
    for x in kept:
        value = d.get(x)
        if value is not None:
            total += value.value
    d.set(kept[3], None)
    return total, d.length(), d.get(kept[3]) is None, len(kept)


@case((1,))
def prebuilt_keys(n):
    a = BY_KEY.get(KEYS[0])
    b = BY_KEY.get(KEYS[n])
    assert a is not None and b is not None
    return a.value + b.value, BY_KEY.get(KEYS[2]) is None, BY_KEY.length()
