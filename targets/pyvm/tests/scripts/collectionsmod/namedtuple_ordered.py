"""collections.namedtuple, OrderedDict, ChainMap."""

from collections import namedtuple, OrderedDict, ChainMap

Point = namedtuple("Point", ["x", "y"])
p = Point(1, y=2)
print(p, p.x, p[1], p == (1, 2), len(p), list(p), p._asdict(), p._replace(x=9), Point._fields, Point._make([5, 6]), isinstance(p, tuple), hash(p) == hash((1, 2)), Point.__name__, p + (3,), max(p))
x, y = p
print(x, y, {p: "a"}[(1, 2)], f"{p.x}", "%s %s" % p, sorted([Point(2, 1), Point(1, 5)]))
Rec = namedtuple("Rec", "name age job", defaults=[0, "none"])
print(Rec("a"), Rec("b", 5), Rec(name="c", job="j"), Rec._field_defaults)
for f in (lambda: Point(1), lambda: Point(1, 2, 3), lambda: Point(x=1), lambda: p.z, lambda: setattr(p, "x", 5), lambda: namedtuple("A", "a a"), lambda: namedtuple("A", "1a"), lambda: namedtuple("A", "class"), lambda: p._replace(q=1)):
    try:
        print(f())
    except (TypeError, AttributeError, ValueError) as e:
        print(type(e).__name__)


class P3(Point):
    def norm(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5

    def __add__(self, o):
        return P3(self.x + o.x, self.y + o.y)


print(P3(3, 4).norm(), P3(1, 1) + P3(2, 2), P3(1, 2))
o = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
o.move_to_end("a")
print(list(o), o.popitem(), o.popitem(last=False), list(o.items()), o == {"c": 3})
o = OrderedDict(x=1, y=2)
o["z"] = 3
o.move_to_end("z", last=False)
print(o, list(reversed(o)), OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {"b": 2, "a": 1}, isinstance(o, dict))
del o["x"]
o["x"] = "last"
print(list(o.items()), o.get("q"), o.setdefault("q", 0), list(o))
c = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(c["a"], c["b"], "z" in c, len(c), sorted(c), c.get("z", 0))
c["n"] = 5
print(c.maps, c.new_child({"a": 0})["a"], c.parents["a"])
try:
    c["zz"]
except KeyError as e:
    print("KeyError")
