"""copy and deepcopy."""

import copy

l = [1, [2, 3], {"k": [4]}]
s, d = copy.copy(l), copy.deepcopy(l)
l[1].append(99)
l[2]["k"].append(99)
print(l, s, d, s[1] is l[1], d[1] is l[1])
print(copy.copy((1, [2])), copy.deepcopy((1, (2, 3))), copy.copy({1, 2}) == {1, 2}, copy.copy({"a": []}), copy.copy("s"), copy.copy(5), copy.copy(None), copy.deepcopy(len) is len, copy.deepcopy(int) is int, copy.copy(frozenset([1])))
t = (1, 2)
u = (1, [2])
print(copy.deepcopy(t) is t, copy.deepcopy(u) is u, copy.deepcopy(u) == u)
r = [1]
r.append(r)
c = copy.deepcopy(r)
print(c, c[1] is c, c is r)
shared = [0]
x = copy.deepcopy([shared, shared])
print(x[0] is x[1])


class Node:
    made = 0

    def __init__(self, v, next=None):
        self.v, self.next = v, next
        Node.made += 1


n = Node(1, Node([2]))
a, b = copy.copy(n), copy.deepcopy(n)
n.next.v.append("changed")
print(a.next.v, b.next.v, a.next is n.next, type(b).__name__, Node.made)
cycle = Node("c")
cycle.next = cycle
k = copy.deepcopy(cycle)
print(k.next is k, k is not cycle)


class Own:
    def __init__(self, x):
        self.x = x

    def __copy__(self):
        return Own(("copied", self.x))

    def __deepcopy__(self, memo):
        return Own(("deep", copy.deepcopy(self.x, memo)))


print(copy.copy(Own(1)).x, copy.deepcopy([Own([1])])[0].x)


class Slots:
    __slots__ = ("p", "q")


o = Slots()
o.p = [1]
q = copy.copy(o)
w = copy.deepcopy(o)
print(q.p is o.p, w.p is o.p, w.p, hasattr(q, "q"))


class MyList(list):
    pass


m = MyList([1, [2]])
m.name = "m"
z = copy.copy(m)
y = copy.deepcopy(m)
print(z, type(z).__name__, z.name, z[1] is m[1], y, type(y).__name__, y[1] is m[1])


class MyDict(dict):
    pass


e = copy.deepcopy(MyDict(a=[1]))
print(e, type(e).__name__, copy.deepcopy({(1, 2): {3}}), copy.deepcopy({1: {2: [3]}}))
f = lambda: 5
print(copy.copy(f) is f, copy.deepcopy([f])[0] is f, copy.copy(range(3)), copy.deepcopy(ValueError("x", [1])).args)
