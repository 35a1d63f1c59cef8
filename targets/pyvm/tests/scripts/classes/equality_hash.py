"""Identity, equality and hash of instances in containers; changing keys; inherited __eq__."""


class Id:
    pass


class Val:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        if not isinstance(o, Val):
            return NotImplemented
        return self.v == o.v

    def __hash__(self):
        return hash(self.v)

    def __repr__(self):
        return f"V{self.v}"


a, b = Id(), Id()
print(a == a, a == b, len({a, b, a}), a in [a], b in [a], [a, b].index(b), {a: 1}.get(b), hash(a) == hash(a))
x, y, z = Val(1), Val(1), Val(2)
print(x == y, x != y, x is y, len({x, y, z}), {x: "x"}[y], y in [x], [z, x].index(y), [x, y, z].count(x), x == 1, x != 1, 1 == x)
l = [x, z]
l.remove(y)
print(l, {x, z} - {Val(2)}, {x} & {y}, {x} == {y}, frozenset([x]) == frozenset([y]), (x, 1) == (y, 1), [x] == [y], {1: x} == {1: y}, {x: 1} == {y: 1})


class Sub(Val):
    pass


class NoHash(Val):
    def __eq__(self, o):
        return True


class Rehash(Val):
    def __eq__(self, o):
        return self is o
    __hash__ = Val.__hash__


print(Sub(1) == x, hash(Sub(1)) == hash(x), len({Sub(1), x}), Rehash(1) == Rehash(1), len({Rehash(1), Rehash(1)}))
try:
    hash(NoHash(1))
except TypeError as e:
    print("TypeError:", e)
m = Val(10)
d = {m: "ten"}
m.v = 11
print(d.get(Val(10)), d.get(Val(11)), m in list(d), len(d))
m.v = 10
print(d.get(Val(10)))


class Loud:
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        print(f"{self.n}=={o.n}", end=" ")
        return self.n == o.n

    def __hash__(self):
        print(f"h{self.n}", end=" ")
        return 7


s = {}
s[Loud(1)] = 1
s[Loud(2)] = 2
print(s[Loud(1)])
print(Loud(1) in [Loud(0), Loud(1), Loud(2)])
one = Loud(1)
print(one in [one], [one] == [one], one == one)
print(Val(1) == Sub(1), Val((1, [2])) == Val((1, [2])), sorted([Val(2), Val(1)], key=lambda v: v.v), max([Val(3), Val(4)], key=hash))
class Always:
    def __ne__(self, o): return "ne"
print(Always() != 1, 1 != Always(), Always() == 1, not Always() != 1)
