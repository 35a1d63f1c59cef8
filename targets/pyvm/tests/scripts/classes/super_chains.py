"""super() in class methods, static contexts, properties, __getattr__, with explicit arguments, in diamonds and in mixins."""


class A:
    def who(self):
        return "A"

    @classmethod
    def make(cls, *a):
        return (cls.__name__, "A") + a

    @property
    def p(self):
        return "pA"

    @staticmethod
    def s():
        return "sA"

    def __getattr__(self, n):
        if n == "ghost":
            return "A ghost"
        raise AttributeError(n)

    def __repr__(self):
        return "<A>"

    def __eq__(self, o):
        return "A eq"

    def __len__(self):
        return 1


class B(A):
    def who(self):
        return "B" + super().who()

    @classmethod
    def make(cls, *a):
        return super().make("B", *a)

    @property
    def p(self):
        return "pB" + super().p

    @staticmethod
    def s():
        return "sB" + A.s()

    def __getattr__(self, n):
        return "B " + super().__getattr__(n)

    def __repr__(self):
        return f"<B {super().__repr__()}>"

    def __len__(self):
        return super().__len__() + 10


class C(A):
    def who(self):
        return "C" + super().who()

    @property
    def p(self):
        return "pC" + super().p

    @classmethod
    def make(cls, *a):
        return super().make("C", *a)


class D(B, C):
    def who(self):
        return "D" + super().who()

    def explicit(self):
        return super(B, self).who(), super(C, self).who(), super(D, self).who(), A.who(self)

    @classmethod
    def make(cls, *a):
        return super().make("D", *a)

    def nested(self):
        def inner():
            return super(D, self).who()
        return inner(), [super(D, self).who() for _ in range(1)], (lambda: super(D, self).p)()


d = D()
print(d.who(), d.explicit(), D.make(1), d.make(), d.p, d.s(), d.ghost, repr(d), len(d), d == 1, d.nested())
try:
    d.unknown
except AttributeError as e:
    print("AttributeError:", e)
s = super(B, d)
print(s.who(), s.p, type(s).__name__, s.__self__ is d, s.__thisclass__ is B)
for f in (lambda: super(D, A()).who(), lambda: super(C, d).nothing, lambda: super().who(), lambda: super(5, d)):
    try:
        f()
    except (TypeError, AttributeError, RuntimeError) as e:
        print(type(e).__name__ + ":", e)


class Stack(list):
    def append(self, x):
        super().append(x)
        return self

    def pop(self, *a):
        return ("popped", super().pop(*a)) if self else None

    def __getitem__(self, i):
        return super().__getitem__(-1 - i) if isinstance(i, int) else super().__getitem__(i)


st = Stack().append(1).append(2).append(3)
print(st, st[0], st[1:], st.pop(), st.pop(0), st, Stack().pop())


class Mixin:
    def setup(self, **kw):
        self.log = getattr(self, "log", []) + ["Mixin"]
        getattr(super(), "setup", lambda **k: self.log.append(sorted(k)))(**kw)


class M1(Mixin):
    def setup(self, a=None, **kw):
        super().setup(**kw)
        self.a = a


class M2(Mixin):
    def setup(self, b=None, **kw):
        super().setup(**kw)
        self.b = b


class Both(M1, M2):
    pass


x = Both()
x.setup(a=1, b=2, c=3)
print(x.a, x.b, x.log)
