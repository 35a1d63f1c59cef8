"""weakref.ref: identity, equality, callbacks."""

import gc
import weakref


class Node:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "Node(%r)" % self.name


node = Node("a")
r = weakref.ref(node)
print(r() is node, r().name, r is weakref.ref(node), type(r) is weakref.ref)
print(weakref.ref is weakref.ReferenceType, weakref.ref.__name__)
print(r.__callback__, weakref.getweakrefcount(node), weakref.getweakrefs(node) == [r])
print(node.__dict__, vars(node))
node.more = 1
print(node.__dict__, dir(node)[-2:])
del node
gc.collect()
print(r(), repr(r).endswith("; dead>"))

# Callbacks: the newest first, each once, with the dead reference.
node = Node("b")


def gone(label):
    def call(ref):
        print("gone", label, ref())

    return call


r1 = weakref.ref(node, gone("one"))
r2 = weakref.ref(node, gone("two"))
forgotten = weakref.ref(node, gone("never"))
print(r1 is r2, r1 == r2, hash(r1) == hash(r2), weakref.getweakrefcount(node))
del forgotten
gc.collect()
print(r1.__callback__ is None)
del node
gc.collect()
print(r1(), r2(), r1.__callback__, r1 == r2, r1 == r1)


# Equality and hashes are those of the objects.
class Key:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return isinstance(other, Key) and self.n == other.n

    def __hash__(self):
        return hash(self.n)


k1, k2, k3 = Key(1), Key(1), Key(2)
a, b, c = weakref.ref(k1), weakref.ref(k2), weakref.ref(k3)
print(a == b, a != b, a == c, hash(a) == hash(1), len({a, b, c}))
d = {a: "found"}
print(d[b])
del k1
gc.collect()
print(a == b, hash(a) == hash(1), d.get(a))
dead = weakref.ref(k3)
del k3
gc.collect()
gc.collect()
try:
    hash(dead)
except TypeError as e:
    print(e)
try:
    a < b
except TypeError as e:
    print(e)

# What can be referred to.
for thing in (5, "x", b"x", 1.5, None, (), [], {}, ..., range(3), object()):
    try:
        weakref.ref(thing)
        print("reference to", type(thing))
    except TypeError as e:
        print(e)


class MyList(list):
    pass


class MyInt(int):
    pass


class Slots:
    __slots__ = ("a",)


class RefSlots:
    __slots__ = ("a", "__weakref__")


class BelowSlots(Slots):
    pass


def function():
    pass


def generator():
    yield 1


running = generator()
for thing in (MyList(), {1, 2}, frozenset((1,)), function, Node, running, RefSlots(), BelowSlots(), weakref, len):
    print(weakref.ref(thing)() is thing, end=" ")
print()
for thing in (MyInt(3), Slots(), ValueError("x")):
    try:
        weakref.ref(thing)
        print("reference to", type(thing))
    except TypeError as e:
        print(e)

# Exceptions in callbacks do not get out of them; wrong calls.
for args in ((), (function, None, 3)):
    try:
        weakref.ref(*args)
    except TypeError as e:
        print(type(e).__name__)
try:
    r(1)
except TypeError as e:
    print(type(e).__name__)


# Subclasses.
class Labelled(weakref.ref):
    def __init__(self, obj, callback=None, label="none"):
        super().__init__(obj, callback)
        self.label = label

    def __new__(cls, obj, callback=None, label="none"):
        return super().__new__(cls, obj, callback)

    def __call__(self):
        obj = super().__call__()
        return None if obj is None else (self.label, obj)


node = Node("c")
labelled = Labelled(node, label="L")
print(labelled(), labelled is not Labelled(node), labelled == weakref.ref(node), isinstance(labelled, weakref.ref))
del node
gc.collect()
print(labelled())

# In a cycle.
def make_cycle():
    a = Node("cycle")
    a.self = a
    return weakref.ref(a, lambda r: print("cycle is gone"))


r = make_cycle()
gc.collect()
print(r())
