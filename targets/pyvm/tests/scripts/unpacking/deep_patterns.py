"""Patterns of targets: attributes, items, slices, nested stars, in for, with and comprehensions."""


class O:
    pass


o, d, l = O(), {}, [0] * 6
o.a, d["k"], l[0], (l[1], *l[2:4]), o.b = 1, 2, 3, (4, 5, 6), 7
print(vars(o), d, l)
[o.c, [d["m"], *d["rest"]]], *o.tail = ["x", "yz!"], 8, 9
print(o.c, d, o.tail)
for o.i, (d["j"], *l[:]) in enumerate(["ab", (1, 2, 3)]):
    print(o.i, d["j"], l)
for (a, b), *c in [[(1, 2), 3, 4], ["xy"]]:
    print(a, b, c)


class M:
    def __init__(self, v):
        self.v = v

    def __enter__(self):
        return self.v

    def __exit__(self, *e):
        pass


with M((1, [2, 3])) as (p, [q, r]), M("uv") as [s, *t]:
    print(p, q, r, s, t)
print([a + b for a, (b, *_) in [(1, [2, 9]), (3, (4,))]], {k: v for k, (v, w) in {"x": (1, 2)}.items()}, [x for (x,) in [[1], (2,), "3"]], sum(b for (_, b), in [[(1, 2)], ((3, 4),)]))
log = []


class T:
    def __setattr__(self, n, v):
        log.append((n, v))

    def __setitem__(self, k, v):
        log.append((k, v))


t = T()
t.x, t[1], (t.y, t[2:3]) = "a", "b", "cd"
t[0], *t.rest = range(3)
print(log)
x, *y = z, *w = 1, 2, 3
print(x, y, z, w)
i = 0
i, arr = 1, [10, 20, 30]
i, arr[i], arr[i - 1] = 2, "one", "changed by the new i"
print(i, arr)
for bad in ("a, b = 1, 2, 3", "(a, b), c = (1,), 2", "a, *b, c, d = 1, 2", "[a] = []", "a, b = {1}", "x, (y, z) = 1, 2", "a, b = iter([1])", "*a, = 5"):
    try:
        exec(bad)
    except (ValueError, TypeError) as e:
        print(bad, "->", type(e).__name__ + ":", e)
def f(): return 1, (2, 3)
a, (b, c) = f()
(a, b), c = (b, c), a
print(a, b, c, *f(), [*f()[1]], (lambda a, b: a + b)(*f()[1]))
