"""Container methods: len, getitem, setitem, delitem, contains, iter, reversed, missing."""


class Ring:
    def __init__(self, *items):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        if isinstance(i, slice):
            return [self[j] for j in range(*i.indices(len(self)))]
        return self.items[i % len(self.items)]

    def __setitem__(self, i, v):
        self.items[i % len(self.items)] = v

    def __delitem__(self, i):
        del self.items[i % len(self.items)]

    def __contains__(self, x):
        print("contains", x, end=" ")
        return x in self.items

    def __iter__(self):
        return iter(self.items)

    def __reversed__(self):
        return iter(["reversed"] + self.items[::-1])


r = Ring("a", "b", "c")
print(len(r), r[0], r[4], r[-5], r[1:], r[::-1], "a" in r, "z" not in r, list(r), list(reversed(r)), bool(r), bool(Ring()), sorted(r, reverse=True), max(r), tuple(r), [*r], dict(enumerate(r)))
r[10] = "B"
del r[3]
print(r.items)
x, y = r
print(x, y)
r[0] += "!"
print(r.items)


class OnlyGetitem:
    def __init__(self, n):
        self.n = n

    def __getitem__(self, i):
        if i >= self.n:
            raise IndexError(i)
        return i * 10


o = OnlyGetitem(4)
print(list(o), 20 in o, 25 in o, [x for x in o], sum(o), max(o), list(zip(o, "ab")), [*map(str, o)])
a, *b = o
print(a, b)


class OnlyIter:
    def __iter__(self):
        yield 1
        yield 2


print(1 in OnlyIter(), 5 in OnlyIter(), list(OnlyIter()), sum(OnlyIter()), set(OnlyIter()), "-".join(map(str, OnlyIter())))
for f in (lambda: len(OnlyIter()), lambda: OnlyIter()[0], lambda: reversed(OnlyIter()), lambda: iter(Ring), lambda: 5 in 5, lambda: [1].__getitem__("x")):
    try:
        print(f())
    except TypeError as e:
        print("TypeError:", e)


class BadLen:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


for n in (-1, "x", 1.5, 10 ** 30, True):
    try:
        print(len(BadLen(n)))
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__ + ":", e)


class BadIter:
    def __iter__(self):
        return 5


try:
    iter(BadIter())
except TypeError as e:
    print("TypeError:", e)


class Grid:
    def __init__(self):
        self.cells = {}

    def __getitem__(self, key):
        return self.cells.get(key, 0)

    def __setitem__(self, key, v):
        self.cells[key] = v


g = Grid()
g[1, 2] += 5
g["a"] = g[1, 2]
print(g[1, 2], g["a"], g[0, 0], len(g.cells))
try:
    g[1:2] = "slice"
except TypeError as e:
    print("TypeError:", e)
