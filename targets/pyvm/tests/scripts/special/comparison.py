"""Comparison methods, hashing, ordering, reflection."""


class V:
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        return isinstance(o, V) and self.n == o.n

    def __lt__(self, o):
        return self.n < o.n

    def __hash__(self):
        return hash(self.n)

    def __repr__(self):
        return f"V{self.n}"


a, b = V(1), V(2)
print(a == V(1), a != V(1), a == 1, a < b, a > b, sorted([V(3), a, b]), min(b, a), max(a, b), V(1) in [a], {a: "x"}[V(1)], len({a, V(1), b}), [a, b].index(V(2)), [a, a, b].count(V(1)))
for f in (lambda: a <= b, lambda: a >= b):
    try:
        print(f())
    except TypeError as e:
        print("TypeError:", e)


class E:
    def __eq__(self, o):
        return True


print(E() == 5, 5 == E(), E() != 5, E() in [1], [1, 2] == [E(), E()])
try:
    hash(E())
except TypeError as e:
    print("TypeError:", e)


class All:
    def __lt__(self, o): return "lt"
    def __le__(self, o): return "le"
    def __eq__(self, o): return "eq"
    def __ne__(self, o): return "ne"
    def __gt__(self, o): return "gt"
    def __ge__(self, o): return "ge"


x = All()
print(x < 1, x <= 1, x == 1, x != 1, x > 1, x >= 1, 1 < x, 1 <= x, 1 == x, 1 != x, 1 > x, 1 >= x, x < x < x, not x == x)


class Plain:
    pass


p, q = Plain(), Plain()
print(p == q, p == p, p != q, p in [q], p in [p], {p: 1, q: 2}[p])
for f in (lambda: p < q, lambda: p >= 1):
    try:
        f()
    except TypeError as e:
        print("TypeError:", e)


class BadHash:
    def __hash__(self):
        return "x"


class BigHash:
    def __hash__(self):
        return 10 ** 20


try:
    hash(BadHash())
except TypeError as e:
    print("TypeError:", e)
print(hash(BigHash()) == hash(10 ** 20), {BigHash(): 1} != {})


class Unhashable:
    __hash__ = None


try:
    {Unhashable(): 1}
except TypeError as e:
    print("TypeError:", e)


class Child(V):
    def __lt__(self, o):
        return NotImplemented

    def __gt__(self, o):
        return "child gt"


print(a < Child(5), Child(5) > a, a == Child(1), Child(1) == a)


class Bool:
    def __eq__(self, o):
        return []


print(Bool() == 1, not Bool() == 1, Bool() in [1], 1 in [Bool()], Bool() != 1)
