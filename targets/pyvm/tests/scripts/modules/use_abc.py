"""abc and collections.abc"""

from abc import ABC, abstractmethod, ABCMeta
from collections.abc import Iterable, Sequence, Mapping, MutableMapping, Hashable, Callable, Sized, Iterator, Container, Generator, Set, MutableSequence


class Shape(ABC):
    @abstractmethod
    def area(self):
        """The area."""

    @property
    @abstractmethod
    def name(self):
        pass

    def describe(self):
        return f"{self.name} {self.area()}"


class Square(Shape):
    def __init__(self, a):
        self.a = a

    def area(self):
        return self.a ** 2

    name = "square"


class Half(Shape):
    def area(self):
        return 0


print(Square(3).describe(), isinstance(Square(1), Shape), issubclass(Square, Shape), issubclass(int, Shape))
for c in (Shape, Half):
    try:
        c()
    except TypeError as e:
        print("TypeError:", e)


class Interface(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, c):
        if cls is Interface:
            return hasattr(c, "run")
        return NotImplemented


class Runs:
    def run(self):
        pass


print(isinstance(Runs(), Interface), isinstance(5, Interface), issubclass(Runs, Interface))


class Plugin(ABC):
    pass


@Plugin.register
class Foreign:
    pass


print(isinstance(Foreign(), Plugin), issubclass(Foreign, Plugin), isinstance(5, Plugin))
for x in ([1], (1,), "s", {"a": 1}, {1}, frozenset(), range(3), b"x", 5, len, iter([]), (i for i in []), {}.keys(), lambda: 0, None, Square):
    print(type(x).__name__, isinstance(x, Iterable), isinstance(x, Sequence), isinstance(x, Mapping), isinstance(x, Hashable), isinstance(x, Callable), isinstance(x, Sized), isinstance(x, Iterator), isinstance(x, Container), isinstance(x, Generator), isinstance(x, Set), isinstance(x, MutableSequence))


class Lower(MutableMapping):
    def __init__(self, *a, **k):
        self.d = {}
        self.update(*a, **k)

    def __getitem__(self, k):
        return self.d[k.lower()]

    def __setitem__(self, k, v):
        self.d[k.lower()] = v

    def __delitem__(self, k):
        del self.d[k.lower()]

    def __iter__(self):
        return iter(self.d)

    def __len__(self):
        return len(self.d)


l = Lower({"A": 1}, B=2)
print(l["a"], "A" in l, "z" in l, l.get("Z", 0), sorted(l.items()), l.pop("A"), l.setdefault("C", 3), len(l), list(l.keys()), sorted(l.values()), l == {"b": 2, "c": 3}, isinstance(l, Mapping))
l.clear()
print(len(l), bool(l))


class Countdown(Sequence):
    def __init__(self, n):
        self.n = n

    def __getitem__(self, i):
        if not 0 <= i < self.n:
            raise IndexError(i)
        return self.n - i

    def __len__(self):
        return self.n


c = Countdown(4)
print(list(c), list(reversed(c)), 3 in c, 9 in c, c.index(2), c.count(4), isinstance(c, Iterable))


class Partial(Sequence):
    pass


try:
    Partial()
except TypeError as e:
    print("TypeError:", e)
