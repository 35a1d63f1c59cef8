"""Subclasses of map, filter, zip and enumerate; their keyword arguments."""


class Squares(map):
    def __new__(cls, items):
        return super().__new__(cls, lambda x: x * x, items)

    def twice(self):
        return [2 * x for x in self]


class Odd(filter):
    def __next__(self):
        return "odd", super().__next__()


class Pairs(zip):
    name = "pairs"


class Numbered(enumerate):
    def __init__(self, *args, **kwargs):
        self.given = args


print(list(Squares([1, 2, 3])), Squares(range(4)).twice(), isinstance(Squares([]), map), type(Squares([])).__name__)
print(list(Odd(lambda x: x % 2, range(6))))
print(list(Pairs("ab", [1, 2])), Pairs().name, list(Pairs("ab", "c")))
n = Numbered("xy", 5)
print(n.given, list(n))
print(list(enumerate(iterable="ab")), list(enumerate("ab", start=3)), list(enumerate(start=1, iterable="ab")))
for action in (
    lambda: enumerate(), lambda: enumerate(start=1), lambda: map(len), lambda: filter(None), lambda: range(stop=3), lambda: range(0, stop=1),
    lambda: (1).to_bytes(-1, "big"), lambda: next(Squares([])),
):
    try:
        action()
        print("no error")
    except Exception as e:
        print(type(e).__name__)
s = "abc"
print(s.strip() is s, " abc ".strip() == s, s.lstrip("x") is s, s.rstrip() is s)
