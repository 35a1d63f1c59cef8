"""What a wrong call says."""


def none(): pass
def one(a): pass
def two(a, b): pass
def three(a, b, c): pass
def default(a, b=1): pass
def star(a, *args): pass
def kwonly(a, *, k): pass
def kwonly2(*, k, l, m): pass
def kwdefault(a, *, k=1): pass
def pos(a, b, /): pass
def posmore(a, /, b): pass
def kw(a, **kw): pass


class C:
    def method(self, x): pass
    def nothing(self): pass
    def __init__(self, p): pass


class D: pass


calls = [lambda: none(1), lambda: none(1, 2), lambda: one(), lambda: one(1, 2), lambda: one(b=1), lambda: one(1, a=1), lambda: one(1, b=2), lambda: two(), lambda: two(1), lambda: two(b=1), lambda: two(1, 2, 3),
         lambda: two(1, 2, c=3), lambda: three(), lambda: three(1), lambda: three(1, 2, 3, 4, 5), lambda: default(), lambda: default(1, 2, 3), lambda: default(b=1), lambda: default(1, a=2), lambda: star(), lambda: star(b=1),
         lambda: kwonly(1), lambda: kwonly(1, 2), lambda: kwonly(1, 2, k=3), lambda: kwonly(k=1), lambda: kwonly2(), lambda: kwonly2(k=1), lambda: kwonly2(k=1, m=2), lambda: kwdefault(1, 2), lambda: kwdefault(),
         lambda: pos(1, b=2), lambda: pos(a=1, b=2), lambda: pos(1), lambda: posmore(a=1, b=2), lambda: kw(), lambda: kw(1, 2), lambda: kw(1, **{"a": 2}), lambda: one(*[1, 2]), lambda: one(**{"a": 1, "b": 2}),
         lambda: one(**{1: 2}), lambda: one(*5), lambda: one(**5), lambda: two(1, **{"b": 1}, **{"b": 2}), lambda: C(), lambda: C(1, 2), lambda: C(1).method(), lambda: C(1).method(1, 2), lambda: C(1).nothing(5), lambda: C.method(), lambda: C(q=1),
         lambda: D(1), lambda: D(a=1), lambda: (lambda: 0)(1), lambda: (lambda x: 0)(), lambda: int(5)(), lambda: str()(), lambda: none()(), lambda: D()(), lambda: list()(1)]
for call in calls:
    try:
        call()
        print("no error")
    except TypeError as e:
        print("TypeError:", e)
