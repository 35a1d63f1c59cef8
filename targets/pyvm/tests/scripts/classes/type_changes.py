"""Classes and instances that change while the program runs: caches must not go stale."""


class A:
    def f(self):
        return "A.f"


class B(A):
    pass


def call(o):
    return o.f()


a, b = A(), B()
for i in range(3):
    print(call(a), call(b))
A.f = lambda self: "new A.f"
print(call(a), call(b))
B.f = lambda self: "B.f"
print(call(a), call(b))
b.f = lambda: "own"
print(call(b))
del b.f
print(call(b))
del B.f
print(call(b))
b.__class__ = A
print(type(b).__name__, call(b), isinstance(b, B))


class C:
    x = "class"


def get(o):
    return o.x


c = C()
print([get(c) for _ in range(3)])
c.x = "instance"
print(get(c))
C.x = property(lambda self: "property")
print(get(c))
C.x = 5
print(get(c))
del c.x
print(get(c))
for v in range(3):
    C.x = v
    print(get(c), end=" ")
print()
C.__getattr__ = lambda self, n: "getattr " + n
del C.x
print(get(c), c.anything)
del C.__getattr__
try:
    get(c)
except AttributeError as e:
    print("AttributeError:", e)


class Base1:
    def who(self):
        return "one"


class Base2:
    def who(self):
        return "two"


class D(Base1):
    pass


d = D()
print(d.who())
D.__bases__ = (Base2,)
print(d.who(), D.__mro__[1].__name__)
objects = []
for i in range(5):
    o = C()
    for j in range(i):
        setattr(o, "a%d" % j, i * j)
    objects.append(o)
print([sorted(vars(o).items()) for o in objects])
o1, o2 = C(), C()
o1.p, o1.q = 1, 2
o2.q, o2.p = 3, 4
print(vars(o1), vars(o2), o1.p + o2.p)
del o1.p
o1.p = "again"
print(vars(o1))
for i in range(50):
    setattr(o1, "many%d" % i, i)
print(len(vars(o1)), o1.many49, o1.q)
C.__len__ = lambda self: 7
C.__add__ = lambda self, o: "added"
print(len(o1), o1 + 1, bool(o1))
del C.__len__
try:
    len(o1)
except TypeError as e:
    print("TypeError:", e)
