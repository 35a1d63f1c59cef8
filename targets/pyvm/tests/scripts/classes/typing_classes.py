"""NamedTuple and TypedDict as bases of classes, and other names of typing that programs import."""

from typing import (
    Any, AnyStr, Counter, DefaultDict, Deque, Dict, IO, List, NamedTuple, Optional, OrderedDict, ParamSpec, SupportsInt, TextIO, TypeAlias, TypedDict,
    TypeVar, Union, get_args, get_origin,
)  # fmt: skip


class Point(NamedTuple):
    """A point."""

    x: int
    y: int = 0

    def norm(self) -> float:
        return (self.x**2 + self.y**2) ** 0.5

    @property
    def swapped(self):
        return Point(self.y, self.x)

    @classmethod
    def origin(cls):
        return cls(0, 0)


p = Point(3, 4)
print(p, p.x, p.norm(), p.swapped, Point.origin(), Point(1), p._replace(x=9), p == (3, 4), Point._fields, Point._field_defaults)
print(Point.__name__, Point.__doc__, issubclass(Point, tuple), Point.__annotations__, p._asdict())
x, y = p
print(x, y, len(p), hash(p) == hash((3, 4)))


class Point3(Point):
    z = 5


print(Point3(1, 2), Point3(1, 2).z)
try:

    class Wrong(NamedTuple):
        a: int = 1
        b: int
except TypeError as e:
    print(e)
Pair = NamedTuple("Pair", [("first", int), ("second", str)])
print(Pair(1, "x"), Pair._fields)


class Movie(TypedDict):
    name: str
    year: int


class Rated(Movie, total=False):
    stars: int


m: Movie = {"name": "Film", "year": 1999}
print(Movie(name="Film", year=1999) == m, type(Movie(name="x")), Rated.__annotations__.keys(), Rated.__total__, Movie.__total__)
Alternative = TypedDict("Alternative", {"key": int})
print(Alternative(key=1), Alternative.__name__)

Vector: TypeAlias = List[float]
Table = Dict[str, Union[int, Optional[Any]]]
T = TypeVar("T")


def first(items: List[T], default: Optional[T] = None, file: IO = None, out: TextIO = None) -> T:
    return items[0] if items else default


print(first([1]), first([], 2), get_origin(List[int]), get_args(Dict[str, int]), get_origin(int), get_args(int))
words: Counter[str] = Counter()
queue: Deque[int] = Deque([1, 2])
groups: DefaultDict[str, list] = DefaultDict(list)
ordered: OrderedDict[str, int] = OrderedDict(a=1)
groups["a"].append(1)
words["w"] += 2
print(words, queue, groups["a"], ordered["a"])
