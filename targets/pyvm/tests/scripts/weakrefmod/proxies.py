"""weakref.proxy: behaves as its object."""

import gc
import weakref


class Vector:
    def __init__(self, *parts):
        self.parts = list(parts)

    def __len__(self):
        return len(self.parts)

    def __getitem__(self, i):
        return self.parts[i]

    def __setitem__(self, i, value):
        self.parts[i] = value

    def __iter__(self):
        return iter(self.parts)

    def __contains__(self, x):
        return x in self.parts

    def __add__(self, other):
        return Vector(*(a + b for a, b in zip(self, other)))

    def __radd__(self, other):
        return "radd %r" % other

    def __mul__(self, n):
        return Vector(*(a * n for a in self))

    def __neg__(self):
        return Vector(*(-a for a in self))

    def __eq__(self, other):
        return isinstance(other, Vector) and self.parts == other.parts

    def __str__(self):
        return "Vector%r" % (tuple(self.parts),)

    def __bool__(self):
        return any(self.parts)

    def method(self, x):
        return x, self.parts[0]


v = Vector(1, 2, 3)
p = weakref.proxy(v)
print(p.parts, len(p), p[0], list(p), 2 in p, 9 in p, str(p), p.method(7), bool(p))
p[1] = 20
p.attribute = "set"
print(v.parts, v.attribute, hasattr(p, "missing"))
del p.attribute
print(hasattr(v, "attribute"))
print(p + p, p * 2, -p, 5 + p, p == v, p == Vector(), p != v)
print(type(p) is weakref.ProxyType, isinstance(p, Vector), p is weakref.proxy(v), p.__class__ is Vector)
print(repr(p).startswith("<weakproxy at 0x"))
try:
    hash(p)
except TypeError as e:
    print(e)
try:
    p()
except TypeError as e:
    print("TypeError")
del v
gc.collect()
for action in (lambda: p.parts, lambda: len(p), lambda: p + 1, lambda: str(p), lambda: bool(p), lambda: setattr(p, "x", 1)):
    try:
        action()
    except ReferenceError as e:
        print("ReferenceError", e)


def function(x):
    return x + 1


f = weakref.proxy(function)
print(f(1), type(f) is weakref.CallableProxyType, isinstance(p, weakref.ProxyTypes), f.__name__)

v = Vector(5)
p = weakref.proxy(v, lambda proxy: print("gone", type(proxy) is weakref.ProxyType))
print(len(p))
del v
gc.collect()
