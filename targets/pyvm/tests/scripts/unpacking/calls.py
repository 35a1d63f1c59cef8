"""Star arguments in calls, displays, subscripts, returns and yields."""


def f(*args, **kw):
    return args, kw


l, t, s, d = [1, 2], (3, 4), "ab", {"k": 5, "m": 6}
print(f(*l), f(*l, *t), f(0, *l, 9, *s), f(**d), f(*l, **d), f(*l, x=1, **d), f(*(), **{}), f(*range(3), *map(str, l)), f(*d), f(*d.items()), f(*{7}), f(**d, **{"n": 7}))
print([*l, *t], (*l, *s), {*l, *t} == {1, 2, 3, 4}, {**d, "k": "over"}, {"k": "under", **d}, [*l, [*t]], [*[*[1]]], *l, *s, sep="|")


def g(a, b, c=3, *rest, d=4, **kw):
    return a, b, c, rest, d, kw


print(g(*l), g(*l, *t), g(*l, *t, *s, d=0), g(*l, **{"c": 9, "d": 8, "e": 7}), g(1, *[2], **{"z": 1}), g(b=1, a=2), g(*s))


def ret(x):
    return *x, "end"


def gen(x):
    yield *x, "y"
    yield from [*x]


print(ret("ab"), list(gen([1])))


class K:
    def __getitem__(self, i):
        return i


print(K()[(*l,)], K()[1, *t], K()[*l], K()[*l, 5:6])


class Mapping:
    def keys(self):
        return ["p", "q"]

    def __getitem__(self, k):
        return k * 2


print(f(**Mapping()), {**Mapping()}, dict(Mapping()), dict(**Mapping()))


class Iterable:
    def __iter__(self):
        return iter("it")


print(f(*Iterable()), [*Iterable()], (*Iterable(), 1))
for bad in (lambda: f(*5), lambda: f(**5), lambda: f(**{1: 2}), lambda: f(a=1, **{"a": 2}), lambda: [*5], lambda: {**5}, lambda: {*5}, lambda: g(*[1]), lambda: f(*None)):
    try:
        print(bad())
    except TypeError as e:
        print("TypeError:", e)
def forward(*a, **k):
    return g(*a, **k)
print(forward(1, 2), forward(1, 2, d=5, q=6), (lambda *a, **k: (a, k))(*l, **d))
args = [3, 1, 2]
print(max(*args), sorted([*args]), sum([*args, *args]), "{}-{}-{}".format(*args), "%s %s %s" % (*args,), list(zip(*[l, t])), list(zip(*zip(l, t))), dict(zip(*["ab", l])))
def order(n):
    print("o%d" % n, end=" ")
    return [n]
f(*order(1), *order(2), k=order(3), **{"z": order(4)})
print()
def mutate(*args, **kw):
    args += (9,)
    kw["new"] = 1
    return args, kw
print(mutate(*l, **d), l, d)
