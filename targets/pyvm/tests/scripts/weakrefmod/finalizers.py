"""weakref.finalize and WeakMethod."""

import gc
import weakref


class Thing:
    def method(self, x):
        return "method %d" % x


def say(*args, **kwargs):
    print("say", args, kwargs)
    return len(args)


thing = Thing()
f = weakref.finalize(thing, say, 1, 2, key="word")
print(f.alive, f.peek()[0] is thing, f.peek()[1] is say, f.peek()[2:], f.atexit)
del thing
gc.collect()
print(f.alive, f.peek(), f.detach(), f())

thing = Thing()
f = weakref.finalize(thing, say, "called by hand")
print(f(), f(), f.alive)
f = weakref.finalize(thing, say, "detached")
print(f.detach()[2], f.detach(), f.alive)
f = weakref.finalize(thing, say, "not at the end")
f.atexit = False
g = weakref.finalize(thing, say, "at the end")
h = weakref.finalize(thing, say, "at the end, first")
print(g.alive and h.alive)

def make_methods():
    thing = Thing()
    m = weakref.WeakMethod(thing.method)
    print(m()(3), m() == thing.method, m == weakref.WeakMethod(thing.method), weakref.WeakMethod(thing.method, say) == m)
    return m, weakref.WeakMethod(thing.method, lambda r: print("method is gone", r()))


m, m2 = make_methods()
gc.collect()
print(m(), m2())
try:
    weakref.WeakMethod(len)
except TypeError as e:
    print("TypeError")


# A cache of objects by name.
class Cached:
    cache = weakref.WeakValueDictionary()
    made = 0

    def __new__(cls, name):
        found = cls.cache.get(name)
        if found is None:
            found = cls.cache[name] = super().__new__(cls)
            found.name = name
            cls.made += 1
        return found


a, b = Cached("a"), Cached("a")
print(a is b, Cached.made, len(Cached.cache))
del a, b
gc.collect()
print(len(Cached.cache))
a = Cached("a")
print(Cached.made, a.name)


# A tree whose nodes know their parents.
class Node:
    def __init__(self, name, parent=None):
        self.name = name
        self.children = []
        self.parent = None
        if parent is not None:
            self.parent = weakref.ref(parent)
            parent.children.append(self)


def make_tree():
    root = Node("root")
    child = Node("child", root)
    print(child.parent().name, [c.name for c in root.children])
    return child


child = make_tree()
gc.collect()
print(child.parent())
