"""Properties that compute, check, cache and delegate; properties of classes with slots; properties in loops."""


class Celsius:
    __slots__ = ("_c", "log")

    def __init__(self, c):
        self.log = []
        self.c = c

    @property
    def c(self):
        self.log.append("get c")
        return self._c

    @c.setter
    def c(self, v):
        self.log.append(f"set c {v}")
        self._c = float(v)

    @property
    def f(self):
        return self.c * 1.8 + 32

    @f.setter
    def f(self, v):
        self.c = (v - 32) / 1.8


t = Celsius(100)
print(t.f, t.c)
t.f = 212
t.c += 1
print(t.c, t.log)


class Rect:
    def __init__(self, w, h):
        self.w, self.h = w, h

    area = property(lambda self: self.w * self.h)

    @property
    def size(self):
        return self.w, self.h

    @size.setter
    def size(self, wh):
        self.w, self.h = wh


r = Rect(2, 3)
r.size = 4, 5
print(r.area, r.size, [Rect(i, i + 1).area for i in range(5)], sum(x.area for x in [r, r]))
try:
    r.area = 5
except AttributeError as e:
    print("AttributeError:", e)
try:
    r.size = 1
except TypeError as e:
    print("TypeError:", e)


class Base:
    @property
    def value(self):
        return "base"

    @property
    def both(self):
        return self.value + "/" + self.extra()

    def extra(self):
        return "base extra"


class Child(Base):
    value = "plain attribute"

    def extra(self):
        return "child " + super().value


c = Child()
print(c.both, Base().both)
c.value = "instance"
print(c.value, c.both)


def make(name, check):
    store = "_" + name

    def get(self):
        return getattr(self, store)

    def set(self, v):
        if not check(v):
            raise ValueError(f"bad {name}: {v!r}")
        setattr(self, store, v)
    return property(get, set)


class Person:
    age = make("age", lambda v: 0 <= v < 150)
    name = make("name", lambda v: v.istitle())

    def __init__(self, name, age):
        self.name, self.age = name, age


p = Person("Ann", 5)
for attr, v in (("age", 10), ("age", 200), ("name", "bob"), ("name", "Bob")):
    try:
        setattr(p, attr, v)
        print("ok", getattr(p, attr))
    except ValueError as e:
        print("ValueError:", e)
print(vars(p), hasattr(p, "age"), isinstance(Person.age, property), Person.__dict__["age"].fset is not None)
Person.both = property(lambda self: (self.name, self.age))
print(p.both)
del Person.both
print(hasattr(p, "both"))
