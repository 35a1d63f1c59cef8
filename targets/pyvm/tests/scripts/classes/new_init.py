"""__new__, __init__, __call__ of the class, attributes of the class in bodies, class decorators, __init_subclass__, __class_getitem__."""

log = []


class Base:
    def __new__(cls, *args, **kw):
        log.append(("new", cls.__name__, args, kw))
        return super().__new__(cls)

    def __init__(self, *args, **kw):
        log.append(("init", type(self).__name__, args))
        self.args = args

    def __init_subclass__(cls, tag="none", **kw):
        super().__init_subclass__(**kw)
        cls.tag = tag
        log.append(("subclass", cls.__name__, tag))

    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item}]"


class A(Base):
    pass


class B(A, tag="b"):
    def __init__(self, x):
        super().__init__(x, "from B")


print(A(1, k=2).args, B(5).args, A.tag, B.tag, Base["i"], B[1, 2])
for entry in log:
    print(entry)


class Interned:
    table = {}

    def __new__(cls, key):
        if key not in cls.table:
            cls.table[key] = object.__new__(cls)
        return cls.table[key]

    def __init__(self, key):
        self.count = getattr(self, "count", 0) + 1


print(Interned("a") is Interned("a"), Interned("a").count, Interned("b").count, len(Interned.table))


class Switch:
    def __new__(cls, n):
        if n < 0:
            return "negative"
        self = object.__new__(Positive if n else cls)
        return self

    def __init__(self, n):
        self.n = n


class Positive(Switch):
    pass


print(Switch(-1), type(Switch(0)).__name__, type(Switch(5)).__name__, Switch(5).n)
for f in (lambda: object(1), lambda: object.__new__(), lambda: object.__new__(5), lambda: object.__new__(int), lambda: A.__new__(), lambda: type("X", (), {})(1), lambda: type("Y", (), {"__init__": lambda self: 5})()):
    try:
        print(type(f()).__name__)
    except TypeError as e:
        print("TypeError:", e)


class Temp(float):
    def __new__(cls, v, unit="C"):
        self = super().__new__(cls, v)
        self.unit = unit
        return self

    def __repr__(self):
        return f"{float(self)}{self.unit}"


t = Temp(36.6)
print(t, t + 1, [t, Temp(1, "F")], t == 36.6, sorted([Temp(3), Temp(1)]), type(t * 2).__name__)


class Meta(type):
    def __call__(cls, *args):
        if args and args[0] == "cached":
            return "from the metaclass"
        return super().__call__(*args)


class M(metaclass=Meta):
    def __init__(self, *a):
        self.a = a


print(M("cached"), M(1, 2).a, isinstance(M(), M))
class Body:
    a, b = 1, 2
    c = [a, b]
    def f(self, x=a): return x
    g = f
    del b
    for k in range(3): pass
    if a: cond = "yes"
    try: undefined
    except NameError: caught = True
    class Inner: z = 5
    lam = lambda self: self.a
print(Body.c, Body().f(), Body().g(7), hasattr(Body, "b"), Body.k, Body.cond, Body.caught, Body.Inner.z, Body().lam(), Body.g is Body.f)
