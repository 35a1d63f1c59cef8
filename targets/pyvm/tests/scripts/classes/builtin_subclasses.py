"""Classes below int, str, list, tuple, float, dict."""


class Even(int):
    def __new__(cls, n):
        return super().__new__(cls, n - n % 2)

    def half(self):
        return Even(self // 2)

    def __repr__(self):
        return f"Even({int(self)})"


e = Even(7)
print(e, repr(e), e + 1, type(e + 1).__name__, e.half(), e == 6, isinstance(e, int), {6: "x"}[e], [10, 20, 30, 40, 50, 60, 70][e], e > 5, hash(e) == hash(6), "%d" % e, range(e), e * 2.5, -e, bool(Even(1)))


class Name(str):
    def __new__(cls, s, lang="en"):
        self = super().__new__(cls, s.title())
        self.lang = lang
        return self

    def shout(self):
        return self.upper() + "!"


n = Name("ann lee", lang="fr")
print(n, n.lang, n.shout(), n == "Ann Lee", len(n), n[0], n + "x", type(n + "x").__name__, n.split(), {"Ann Lee": 1}[n], f"{n:>10}", "%s" % n, isinstance(n, str), n in "Ann Lee!", sorted(n)[:3])


class Vec(tuple):
    def __new__(cls, *xs):
        return super().__new__(cls, xs)

    def __add__(self, other):
        return Vec(*(a + b for a, b in zip(self, other)))

    @property
    def x(self):
        return self[0]


v = Vec(1, 2, 3)
print(v, v + Vec(1, 1, 1), v.x, len(v), v == (1, 2, 3), v[1:], type(v[1:]).__name__, hash(v) == hash((1, 2, 3)), [*v], max(v))
a, b, c = v
print(a, b, c)


class Money(float):
    def __str__(self):
        return f"${float(self):.2f}"

    def __add__(self, other):
        return Money(float(self) + other)


print(Money(3.5), str(Money(2)), repr(Money(2)), Money(1) + 2.25, Money(5) / 2, Money(4) == 4.0, sum([Money(1), Money(2)], Money(0)))


class Bag(list):
    def __init__(self, *items):
        super().__init__(items)
        self.name = "bag"

    def __contains__(self, x):
        return any(str(x) == str(i) for i in self)

    def __getitem__(self, i):
        r = super().__getitem__(i)
        return Bag(*r) if isinstance(i, slice) else r

    def __len__(self):
        return 100


b = Bag(3, 1, 2)
b.sort()
print(b, "1" in b, 9 in b, b[0], b[1:], type(b[1:]).__name__, len(b), b.name, b == [1, 2, 3], list(b), b.index(2), bool(Bag()))


class MySet(set):
    def add(self, x):
        super().add(x * 10)


s = MySet([1])
s.add(2)
print(sorted(s), 20 in s, len(s))


class MyError(ValueError, KeyError):
    pass


try:
    raise MyError("m")
except KeyError as x:
    print(type(x).__name__, x.args, isinstance(x, ValueError))
try:
    class NoBool(bool):
        pass
except TypeError as x:
    print("TypeError:", x)
