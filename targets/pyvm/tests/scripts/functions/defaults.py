"""Default values: evaluated once, shared, shadowing, with keyword-only, changed afterwards."""

n = 0


def next_n():
    global n
    n += 1
    return n


def f(a=next_n(), b=next_n(), *, c=next_n()):
    return a, b, c


print(f(), f(10), f(c=30), f(b=20), n)


def acc(x, seen=[], counts={}):
    seen.append(x)
    counts[x] = counts.get(x, 0) + 1
    return len(seen), counts


print(acc("a"), acc("b"), acc("a"), acc("z", [], {}), acc("b"))
f.__defaults__ = (100, 200)
f.__kwdefaults__ = {"c": 300}
print(f(), f.__defaults__, f.__kwdefaults__)
f.__defaults__ = None
try:
    f()
except TypeError as e:
    print("TypeError:", e)
x = "outer"


def shadow(x=x, y=lambda: x):
    x = x + "!"
    return x, y()


print(shadow(), shadow("arg"))


class K:
    size = 3

    def m(self, n=size, l=[size] * 2):
        return n, l

    def later(self, n=None):
        return self.size if n is None else n


k = K()
k.size = 7
print(k.m(), k.later(), k.later(0), K.m(k, 1))
fs = []
for i in range(3):
    def g(i=i, *, j=i * 10):
        return i, j
    fs.append(g)
print([g() for g in fs], fs[0](5), fs[1](j=1), [(lambda a, b=a0: (a, b))(1) for a0 in "xy"])


def opt(a, /, b=2, *args, c=3, **kw):
    return a, b, args, c, kw


print(opt(1), opt(1, 5, 6), opt(1, c=9), opt(1, d=4), opt(1, **{"b": 7, "c": 8}), opt(*[1, 2, 3], **{"z": 0}))
sentinel = object()


def get(d, k, default=sentinel):
    if k in d:
        return d[k]
    if default is sentinel:
        raise KeyError(k)
    return default


print(get({1: 2}, 1), get({}, 1, None), get({}, 1, default=5))
try:
    get({}, "q")
except KeyError as e:
    print("KeyError:", e)
