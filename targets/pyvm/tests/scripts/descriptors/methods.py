"""Methods as descriptors: bound, unbound, stored, replaced, compared."""


class C:
    def m(self, x=1):
        return self.n, x

    @staticmethod
    def s(x):
        return x

    @classmethod
    def c(cls, x):
        return cls.__name__, x

    def __init__(self, n):
        self.n = n


a, b = C(1), C(2)
f = a.m
print(f(), f(5), C.m(b), C.m(b, 7), a.m == a.m, a.m == b.m, a.m is a.m, f.__self__ is a, f.__func__ is C.m, hash(a.m) == hash(a.m))
print(C.s(3), a.s(4), C.c(5), a.c(6), C.s is a.s, C.c == C.c, C.c.__self__ is C)
print([g() for g in (a.m, b.m)], sorted([b, a], key=lambda o: o.m()[0])[0].n, list(map(a.m, [1, 2])), {a.m: "bound"}[a.m])


def outside(self):
    return "outside", self.n


a.extra = outside
try:
    a.extra()
except TypeError as e:
    print("TypeError:", e)
C.extra2 = outside
print(b.extra2(), outside.__get__(a)(), C.__dict__["s"].__func__(9), C.__dict__["c"].__func__(C, 8))
C.lam = lambda self, k: self.n * k
print(a.lam(10), list(map(C.lam, [a, b], [1, 2])))


class D(C):
    def m(self, x=2):
        return ("D",) + super().m(x)

    @classmethod
    def c(cls, x):
        return ("D",) + super().c(x)


d = D(3)
print(d.m(), D.c(1), C.m(d), super(D, d).m(), C.c.__func__(D, 0))
a.m = lambda: "replaced"
print(a.m(), C.m(a), b.m())
del a.m
print(a.m())
C.m, saved = (lambda self: "patched"), C.m
print(a.m(), d.m() if False else "skip", b.m())
C.m = saved
print(a.m())
bound = [].append
bound(1)
print(bound.__self__, "x,y".split.__self__, [3, 1].sort.__name__, len.__name__, "".join.__name__)
methods = [getattr(o, n) for o in (a, b) for n in ("m", "s", "c")]
print([m(0) for m in methods])
for name in ("m", "s", "c", "n"):
    print(name, callable(getattr(a, name)), name in C.__dict__, name in a.__dict__)
try:
    C.m()
except TypeError as e:
    print("TypeError:", e)
print(type(a.m).__name__, type(C.m).__name__, type(C.s).__name__, type(C.__dict__["s"]).__name__, type(C.__dict__["c"]).__name__)
