"""dataclasses"""

from dataclasses import dataclass, field, asdict, astuple, replace, fields, is_dataclass, FrozenInstanceError


@dataclass
class Point:
    x: int
    y: int = 0


p = Point(1)
print(p, Point(1, 2), Point(y=5, x=4), p == Point(1, 0), p == Point(1, 1), p != (1, 0), p.x, asdict(p), astuple(p), replace(p, y=9), [f.name for f in fields(Point)], is_dataclass(p), is_dataclass(5))
p.x = 10
print(p)


@dataclass(order=True)
class Version:
    major: int
    minor: int = 0
    name: str = field(default="", compare=False)


print(Version(1, 2) < Version(1, 10), sorted([Version(2), Version(1, 5), Version(1)]), Version(1, 0, "a") == Version(1, 0, "b"), max(Version(1), Version(0, 9)), Version(1) <= Version(1))


@dataclass(frozen=True)
class Frozen:
    a: int
    b: tuple = ()


f = Frozen(1, (2,))
print(f, hash(f) == hash(Frozen(1, (2,))), {f: "v"}[Frozen(1, (2,))])
try:
    f.a = 5
except FrozenInstanceError as e:
    print("FrozenInstanceError:", e, isinstance(e, AttributeError))


@dataclass
class Stack:
    items: list = field(default_factory=list)
    secret: str = field(default="s", repr=False)
    size: int = field(init=False, default=0)

    def __post_init__(self):
        self.size = len(self.items)

    def push(self, x):
        self.items.append(x)
        self.size += 1
        return self


a, b = Stack(), Stack()
print(a.push(1).push(2), b, Stack([1, 2, 3]).size, a == b)


@dataclass
class Base:
    name: str
    tags: list = field(default_factory=list)


@dataclass
class Child(Base):
    age: int = 5

    def hello(self):
        return f"{self.name} {self.age}"


c = Child("kid", ["t"], 7)
print(c, c.hello(), Child("x"), isinstance(c, Base), Child("x") == Child("x"), Base("x") == Child("x"))


@dataclass
class Tree:
    value: int
    children: list = field(default_factory=list)


t = Tree(1, [Tree(2), Tree(3, [Tree(4)])])
print(t)
print(asdict(t), astuple(t))
for g in (lambda: Point(), lambda: Point(1, 2, 3), lambda: Point(z=1), lambda: Version("a") < Version(1), lambda: hash(Point(1)), lambda: Stack(size=5)):
    try:
        g()
    except TypeError as e:
        print("TypeError:", e)
try:
    @dataclass
    class Bad:
        a: int = 1
        b: int
except TypeError as e:
    print("TypeError:", e)
try:
    @dataclass
    class Mutable:
        a: list = []
except ValueError as e:
    print("ValueError")
