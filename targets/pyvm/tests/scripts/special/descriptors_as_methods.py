"""Special methods that are no plain functions: static and class methods, partial functions, instances, descriptors."""

import functools


class C:
    @staticmethod
    def __add__(other):
        return "add", other

    @classmethod
    def __sub__(cls, other):
        return cls.__name__, other

    @staticmethod
    def __getitem__(i):
        return "item", i

    @staticmethod
    def __setitem__(i, value):
        print("set", i, value)

    @classmethod
    def __delitem__(cls, i):
        print("del", cls.__name__, i)

    @staticmethod
    def __len__():
        return 7

    @classmethod
    def __contains__(cls, x):
        return x == cls.__name__

    @staticmethod
    def __iter__():
        return iter("xyz")

    @classmethod
    def __bool__(cls):
        return False

    @staticmethod
    def __eq__(other):
        return other == 1

    @classmethod
    def __hash__(cls):
        return 11

    @staticmethod
    def __repr__():
        return "repr of a static method"

    @classmethod
    def __neg__(cls):
        return "neg " + cls.__name__

    @staticmethod
    def __format__(spec):
        return "<" + spec + ">"

    @staticmethod
    def __index__():
        return 2

    @staticmethod
    def __call__(*args):
        return args


c = C()
print(c + 1, c - 2, c[3], len(c), "C" in c, "D" in c, list(c), bool(c), c == 1, c == 2, hash(c), c, -c, f"{c:spec}", [10, 20, 30][c], c(1, 2))
c["k"] = "v"
del c[5]


class Getter:
    def __init__(self, name):
        self.name = name

    def __get__(self, obj, cls):
        return lambda *args: (self.name, type(obj).__name__, args)


class Callable:
    def __call__(self, *args):
        return "callable", len(args)


class D:
    __mul__ = Getter("mul")
    __getitem__ = Getter("getitem")
    __truediv__ = Callable()
    __mod__ = functools.partial(lambda a, b: (a, b), "partial")
    __pow__ = "not callable"
    __neg__ = Callable()
    value = property(lambda self: "property")


d = D()
print(d * 2, d[0], d / 3, d % 4, -d, d.value)
try:
    d**2
except TypeError as e:
    print(e)


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return {"prepared": name}

    def __getitem__(cls, i):
        return cls.__name__, i


class E(metaclass=Meta):
    pass


print(E.prepared, E[5])


class Iterator:
    def __init__(self):
        self.n = 0

    @property
    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        return lambda: self.n

    def __iter__(self):
        return self


print(list(Iterator()))
