"""Typed fields, units, lazy values, class-wide registries made of descriptors."""


class Typed:
    kind = object

    def __set_name__(self, owner, name):
        self.name = name
        owner.fields = getattr(owner, "fields", ()) + (name,)

    def __get__(self, obj, cls):
        if obj is None:
            return self
        try:
            return obj.__dict__[self.name]
        except KeyError:
            raise AttributeError(f"{self.name} is not set") from None

    def __set__(self, obj, v):
        if not isinstance(v, self.kind):
            raise TypeError(f"{self.name}: wanted {self.kind.__name__}, got {type(v).__name__}")
        obj.__dict__[self.name] = v


class Int(Typed):
    kind = int


class Str(Typed):
    kind = str


class Positive(Int):
    def __set__(self, obj, v):
        super().__set__(obj, v)
        if v <= 0:
            raise ValueError(f"{self.name} must be positive")


class Model:
    def __init__(self, **kw):
        for k, v in kw.items():
            setattr(self, k, v)

    def __repr__(self):
        return type(self).__name__ + "(" + ", ".join(f"{f}={getattr(self, f, None)!r}" for f in self.fields) + ")"


class User(Model):
    name = Str()
    age = Positive()


class Admin(User):
    level = Int()


print(User.fields, Admin.fields, User(name="x", age=3), Admin(name="y", age=1, level=9), User(name="z"))
for kw in ({"name": 5}, {"age": "5"}, {"age": 0}, {"age": -1}):
    try:
        print(User(**kw))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
try:
    User().age
except AttributeError as e:
    print("AttributeError:", e)


class Lazy:
    def __init__(self, f):
        self.f = f

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, cls):
        if obj is None:
            return self
        print("compute", self.name)
        v = obj.__dict__[self.name] = self.f(obj)
        return v


class Page:
    def __init__(self, text):
        self.text = text

    @Lazy
    def words(self):
        return self.text.split()

    @Lazy
    def longest(self):
        return max(self.words, key=len)


p = Page("the quick brown")
print(p.longest, p.longest, p.words)
del p.words
print(p.words)


class classproperty:
    def __init__(self, f):
        self.f = f

    def __get__(self, obj, cls):
        return self.f(cls)


class Config:
    @classproperty
    def label(cls):
        return "<" + cls.__name__ + ">"


class Sub(Config):
    pass


print(Config.label, Sub.label, Sub().label)


class Counter:
    def __get__(self, obj, cls):
        n = obj.__dict__["n"] = obj.__dict__.get("n", 0) + 1
        return n

    def __set__(self, obj, v):
        raise AttributeError("read only")


class Uses:
    ticks = Counter()


u = Uses()
print(u.ticks, u.ticks, u.ticks)
try:
    u.ticks = 0
except AttributeError as e:
    print("AttributeError:", e)
class Alias:
    def __init__(self, name):
        self.name = name

    def __get__(self, obj, cls):
        return self if obj is None else getattr(obj, self.name)

    def __set__(self, obj, v):
        setattr(obj, self.name, v)

    def __delete__(self, obj):
        delattr(obj, self.name)


class Old:
    colour = "red"
    color = Alias("colour")


o = Old()
o.color = "blue"
print(o.colour, vars(o))
del o.color
print(o.colour)
