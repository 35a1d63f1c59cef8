"""staticmethod and classmethod, alternative constructors, class attributes as state."""


class Date:
    made = 0

    def __init__(self, y, m, d):
        self.y, self.m, self.d = y, m, d
        type(self).made += 1

    @classmethod
    def parse(cls, text):
        return cls(*map(int, text.split("-")))

    @staticmethod
    def leap(y):
        return y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)

    @classmethod
    def count(cls):
        return cls.__name__, cls.made

    def __str__(self):
        return f"{self.y:04}-{self.m:02}-{self.d:02}"


class Special(Date):
    made = 100


print(Date.parse("2024-02-09"), Special.parse("1999-12-31"), type(Special.parse("2000-1-1")).__name__, Date.count(), Special.count(), Date(1, 2, 3).count())
print([y for y in (1900, 2000, 2023, 2024) if Date.leap(y)], Date.parse("5-5-5").leap(8))
f = Date.parse
print(f("1-2-3"), f.__self__ is Date, Special.parse.__self__ is Special, Date.leap(4), Date.__dict__["leap"].__func__(4))


class Registry:
    items = {}

    def __init_subclass__(cls, key=None, **kw):
        super().__init_subclass__(**kw)
        print("subclass", cls.__name__, key)
        if key:
            cls.items[key] = cls

    @classmethod
    def make(cls, key, *a):
        return cls.items[key](*a)


class Circle(Registry, key="circle"):
    def __init__(self, r):
        self.r = r

    def area(self):
        return 3 * self.r ** 2


class Square(Registry, key="square"):
    def __init__(self, a):
        self.a = a

    def area(self):
        return self.a ** 2


class Unit(Square):
    def __init__(self):
        super().__init__(1)


print(Registry.make("circle", 2).area(), Registry.make("square", 3).area(), sorted(Registry.items), Unit().area())


class S:
    plain = staticmethod(lambda x: x * 2)
    cm = classmethod(lambda cls, x: (cls.__name__, x))

    def method():
        return "called on the class only"


print(S.plain(4), S().plain(5), S.cm(1), S().cm(2), S.method())
try:
    S().method()
except TypeError as e:
    print("TypeError:", e)


class T(S):
    @classmethod
    def cm(cls, x):
        return super().cm(x) + ("T",)

    @staticmethod
    def plain(x):
        return S.plain(x) + 1


print(T.cm(3), T.plain(3))
