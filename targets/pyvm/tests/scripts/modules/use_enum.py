"""enum"""

from enum import Enum, IntEnum, Flag, IntFlag, auto, unique


class Colour(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1

    def describe(self):
        return self.name.lower() + str(self.value)

    @classmethod
    def favourite(cls):
        return cls.BLUE

    @property
    def next(self):
        return Colour(self.value % 3 + 1)


print(Colour.RED, repr(Colour.RED), Colour.RED.name, Colour.RED.value, Colour(2), Colour["BLUE"], Colour.CRIMSON is Colour.RED, Colour.RED.describe(), Colour.favourite(), Colour.BLUE.next)
print(list(Colour), len(Colour), [c.name for c in Colour], list(Colour.__members__), Colour.RED in Colour, isinstance(Colour.RED, Colour), type(Colour.RED) is Colour, Colour.RED == Colour.RED, Colour.RED == 1, Colour.RED != Colour.BLUE, Colour.RED is Colour(1))
print({Colour.RED: "r", Colour.BLUE: "b"}[Colour.RED], f"{Colour.GREEN}", "%s" % Colour.GREEN, sorted(Colour, key=lambda c: -c.value), Colour, bool(Colour.RED))
for f in (lambda: Colour(9), lambda: Colour["NO"], lambda: Colour.NO, lambda: Colour.RED < Colour.BLUE, lambda: setattr(Colour, "RED", 5), lambda: exec("class X(Colour): pass")):
    try:
        print(f())
    except (ValueError, KeyError, AttributeError, TypeError) as e:
        print(type(e).__name__)
try:
    Colour(9)
except ValueError as e:
    print(e)


class Auto(Enum):
    A = auto()
    B = auto()
    C = 10
    D = auto()


print([(a.name, a.value) for a in Auto])


class Level(IntEnum):
    LOW = 1
    HIGH = 5


print(Level.LOW < Level.HIGH, Level.HIGH + 1, Level.LOW == 1, sorted([Level.HIGH, Level.LOW]), max(Level), int(Level.HIGH), [0, 10, 20][Level.LOW], repr(Level.LOW), str(Level.LOW), f"{Level.HIGH}", isinstance(Level.LOW, int), {1: "one"}[Level.LOW])


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


print(Perm.R, Perm.R.value, Perm.X.value, Perm.R | Perm.W, (Perm.R | Perm.X).value, Perm.RW & Perm.W, Perm.R in Perm.RW, Perm.X in Perm.RW, bool(Perm.R & Perm.X), (Perm.R ^ Perm.RW), (~Perm.R).value, Perm(3) is Perm.RW)


class Planet(Enum):
    EARTH = (5.9, 6.3)
    MARS = (0.6, 3.4)

    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius

    @property
    def density(self):
        return round(self.mass / self.radius ** 3, 4)


print(Planet.EARTH.mass, Planet.MARS.density, Planet.MARS.value, Planet((0.6, 3.4)))


class Text(str, Enum):
    HELLO = "hello"


print(Text.HELLO == "hello", Text.HELLO.upper(), Text("hello").name, isinstance(Text.HELLO, str))
Animal = Enum("Animal", "CAT DOG")
print(list(Animal), Animal.DOG.value)
try:
    @unique
    class Dup(Enum):
        A = 1
        B = 1
except ValueError as e:
    print("ValueError:", e)
