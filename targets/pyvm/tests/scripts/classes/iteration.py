"""Classes that can be walked: restartable, one-shot, nested, with __reversed__, __len__, __contains__, slices and laziness."""


class Deck:
    suits, ranks = "cdhs", [str(n) for n in range(2, 11)] + list("JQKA")

    def __init__(self):
        self.cards = [r + s for s in self.suits for r in self.ranks]

    def __len__(self):
        return len(self.cards)

    def __getitem__(self, i):
        return self.cards[i]

    def __setitem__(self, i, v):
        self.cards[i] = v


d = Deck()
print(len(d), d[0], d[-1], d[:3], d[12::13], "Qh" in d, "1h" in d, [c for c in d][:2], list(reversed(d))[:2], sorted(d, key=lambda c: (d.ranks.index(c[:-1]), c))[:5], max(d), [*d][:1], d.cards.index("5d"))
state = 3
for i in range(len(d) - 1, 0, -1):
    state = (state * 48271) % 2147483647
    j = state % (i + 1)
    d[i], d[j] = d[j], d[i]
print(d[:6], len(set(d)))


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        n = self.n
        while n:
            yield n
            n -= 1

    def __reversed__(self):
        return iter(range(1, self.n + 1))

    def __contains__(self, x):
        return 0 < x <= self.n


c = Countdown(4)
print(list(c), list(c), list(reversed(c)), 4 in c, 5 in c, [(a, b) for a in c for b in c if a + b == 5], sum(c), max(c), tuple(zip(c, c)))


class Once:
    def __init__(self, n):
        self.i, self.n = 0, n

    def __iter__(self):
        return self

    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i


o = Once(5)
print(next(o), 3 in o, list(o), list(o), list(zip(Once(2), Once(9))), dict(enumerate(Once(2))))


class Lazy:
    def __init__(self, f):
        self.f, self.cache, self.calls = f, {}, 0

    def __getitem__(self, i):
        if isinstance(i, slice):
            return [self[k] for k in range(i.start or 0, i.stop, i.step or 1)]
        if i not in self.cache:
            self.calls += 1
            self.cache[i] = self.f(self, i)
        return self.cache[i]


fib = Lazy(lambda self, n: n if n < 2 else self[n - 1] + self[n - 2])
print(fib[30], fib.calls, fib[10:20:3], fib.calls)
it = iter(Lazy(lambda self, n: n * n))
print([next(it) for _ in range(5)], next(x for x in Lazy(lambda s, n: n ** 3) if x > 100))


class Linked:
    def __init__(self, v, rest=None):
        self.v, self.rest = v, rest

    def __iter__(self):
        yield self.v
        if self.rest:
            yield from self.rest

    def __bool__(self):
        return True

    def __add__(self, v):
        return Linked(v, self)


print(list(Linked(1) + 2 + 3), [*map(str, Linked("a") + "b")], 1 in Linked(1), sorted(Linked(2) + 1))
a, *b = Countdown(3)
(x, y), z = Once(2), 5
print(a, b, x, y, z)
