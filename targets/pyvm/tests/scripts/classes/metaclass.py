"""type as a function, metaclasses, __new__, class creation."""

C = type("C", (), {"x": 1, "get": lambda self: self.x})
print(C.__name__, C().get(), C.x, type(C) is type, C.__bases__, type(5), type("s"), type(None), type([]), type(type), type(len).__name__)
D = type("D", (C,), {"x": 2})
print(D().get(), D.__mro__[1] is C)


class Meta(type):
    def __new__(mcs, name, bases, ns):
        print("new", name, [b.__name__ for b in bases], sorted(k for k in ns if not k.startswith("__")))
        ns["added"] = "by Meta"
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns):
        print("init", name)
        super().__init__(name, bases, ns)

    def __call__(cls, *a):
        print("call", cls.__name__, a)
        return super().__call__(*a)

    def classy(cls):
        return "classy " + cls.__name__

    def __repr__(cls):
        return f"<{cls.__name__}>"

    def __len__(cls):
        return 42

    def __contains__(cls, x):
        return x == 5

    def __getitem__(cls, k):
        return (cls.__name__, k)

    @property
    def prop(cls):
        return "meta prop"

    def __iter__(cls):
        return iter("abc")


class M(metaclass=Meta):
    a = 1

    def __init__(self, v=0):
        self.v = v


class N(M):
    b = 2


print(M.added, N.added, M.classy(), N.classy(), N, type(N) is Meta, N(7).v, len(M), 5 in M, M["k"], M.prop, list(N), isinstance(N, Meta), isinstance(N(), M))
try:
    M().classy()
except AttributeError as e:
    print("AttributeError:", e)


class Single:
    _it = None

    def __new__(cls, *a):
        if cls._it is None:
            cls._it = super().__new__(cls)
        return cls._it

    def __init__(self, *a):
        print("init", a)


print(Single(1) is Single(2))


class Other:
    def __new__(cls):
        return 5

    def __init__(self):
        print("never")


print(Other())


class Prepared(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        print("prepare", name)
        return {"given": "by prepare"}


class P(metaclass=Prepared):
    mine = given + "!"


print(P.mine, P.given)


class Enum(type):
    def __new__(mcs, name, bases, ns):
        cls = super().__new__(mcs, name, bases, ns)
        cls.members = [k for k in ns if not k.startswith("_")]
        return cls


class Colour(metaclass=Enum):
    RED = 1
    GREEN = 2


print(Colour.members, [getattr(Colour, m) for m in Colour.members])
