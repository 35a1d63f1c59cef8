"""__slots__, private names, __dict__, dir-like questions."""


class S:
    __slots__ = ("a", "b")

    def __init__(self, a):
        self.a = a


s = S(1)
s.b = 2
print(s.a, s.b, hasattr(s, "__dict__"))
try:
    s.c = 3
except AttributeError as e:
    print("AttributeError:", e)
del s.b
try:
    s.b
except AttributeError as e:
    print("AttributeError:", e)


class T(S):
    pass


t = T(5)
t.c = "has a dict"
print(t.a, t.c, t.__dict__)


class Private:
    __secret = "class"
    __dunder__ = "not mangled"
    _single = 1

    def __init__(self):
        self.__x = 1

    def __hidden(self):
        return self.__x

    def get(self):
        return self.__hidden(), self.__secret, self.__dunder__

    def other(self, o):
        return o.__x


class Sub(Private):
    def __init__(self):
        super().__init__()
        self.__x = 2

    def mine(self):
        return self.__x


p = Sub()
print(p.get(), p.mine(), sorted(vars(p)), p._Private__x, p._Sub__x, Private._Private__secret, p.other(Private()))
try:
    p.__x
except AttributeError as e:
    print("AttributeError:", e)
try:
    p.__hidden()
except AttributeError as e:
    print("AttributeError:", e)


class Names:
    def f(self):
        __local = 5
        return __local, [n for n in locals() if "local" in n]


print(Names().f())
o = object()
try:
    o.x = 1
except AttributeError as e:
    print("AttributeError:", e)
try:
    (5).x = 1
except AttributeError as e:
    print("AttributeError:", e)
try:
    "s".x = 1
except AttributeError as e:
    print("AttributeError:", e)
print([n for n in dir(S) if not n.startswith("__")], [n for n in dir(p) if not n.startswith("_")], "a" in dir(s), [n for n in dir(t) if n in ("a", "b", "c")])
