"""*args and **kwargs collected, passed on, changed, empty; keyword order; positional-only names as keywords."""


def show(*args, **kw):
    return f"{args}{kw}"


def forward(*args, **kw):
    return show(*args, **kw)


def add_one(*args, **kw):
    return show(0, *args, z=1, **kw)


print(show(), show(1), show(a=1), show(1, 2, b=3, a=4), forward(1, *[2, 3], x=4, **{"y": 5}), add_one(9, w=2))
print(show(*[]), show(**{}), show(*"ab", *(), *{"k": 1}), show(**{"a": 1}, **{"b": 2}), show(*(i for i in range(3))), show(self=1, args=2, kw=3))


def posonly(a, b, /, **kw):
    return a, b, kw


print(posonly(1, 2, a=3, b=4, c=5))


def change(*args, **kw):
    kw["added"] = len(kw)
    kw.pop("gone", None)
    args = args + ("more",)
    return args, kw


d = {"gone": 1, "stay": 2}
l = [1]
print(change(*l, **d), d, l)


def kwonly(*, a, b=2, **rest):
    return a, b, rest


print(kwonly(a=1), kwonly(b=5, a=4), kwonly(a=0, c=1, d=2), list(kwonly(a=1, z=1, y=2, x=3)[2]))


def head(first, *rest):
    return first, rest


print(head(1), head(1, 2), head(*"xyz"), head(*[[1, 2]]))


class Proxy:
    def __init__(self, f, *bound, **kw):
        self.f, self.bound, self.kw = f, bound, kw

    def __call__(self, *args, **kw):
        return self.f(*self.bound, *args, **{**self.kw, **kw})


p = Proxy(show, 1, 2, k="v")
print(p(), p(3), p(k="w", n=1), Proxy(p, "x")("y"))
print((lambda *a: a)(1, 2), (lambda **k: k)(a=1), (lambda a, *b, c=1, **d: (a, b, c, d))(1, 2, 3, c=4, e=5))


def recursive_sum(*args):
    return args[0] + recursive_sum(*args[1:]) if args else 0


print(recursive_sum(*range(20)), recursive_sum(), max(*range(50)), show(*range(12))[:20])
def types(*args, **kw):
    return type(args).__name__, type(kw).__name__
print(types(), types(*[1], **{"a": 1}))
print(show(**dict(zip("abc", range(3)))), show(**dict(sorted({"b": 1, "a": 2}.items()))), dict(a=1, **dict(b=2)), "{a}{b}".format(**{"a": 1, "b": 2}), print(*[1, 2], sep="+"))
