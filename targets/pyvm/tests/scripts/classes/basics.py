"""Classes: attributes, methods, instances."""


class Point:
    """A point."""
    count = 0
    origin = (0, 0)

    def __init__(self, x, y=0):
        self.x = x
        self.y = y
        Point.count += 1

    def moved(self, dx, dy=0):
        return Point(self.x + dx, self.y + dy)

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


p = Point(1, 2)
q = p.moved(5)
print(p, q, Point.count, p.count, p.origin is Point.origin, p.x, q.y, type(p) is Point, isinstance(p, Point), isinstance(5, Point), Point.__name__, type(Point).__name__, p.__class__.__name__)
p.x = 10
p.z = "new"
p.count = "own"
print(p, p.z, p.count, Point.count, q.count, vars(p))
del p.count
print(p.count)
m = p.moved
print(m(1), Point.moved(q, 1, 1), m.__self__ is p, m.__func__ is Point.moved, m.__name__)
Point.scale = lambda self, k: Point(self.x * k, self.y * k)
print(p.scale(3), q.scale(0))
p.scale = lambda k: "own %d" % k
print(p.scale(3))
print(hasattr(p, "x"), hasattr(p, "nope"), getattr(p, "y"), getattr(p, "nope", "default"), setattr(p, "w", 7), p.w, delattr(p, "w"), hasattr(p, "w"))
for f in (lambda: p.nope, lambda: Point.nope, lambda: Point(), lambda: p.moved(), lambda: p(), lambda: delattr(p, "nope"), lambda: q.x.y):
    try:
        print(f())
    except (AttributeError, TypeError) as e:
        print(type(e).__name__ + ":", e)


class Empty:
    pass


e, f = Empty(), Empty()
print(e == e, e == f, e != f, e is e, hash(e) == hash(e), bool(e), isinstance(e, object))
e.a = f
f.a = e
print(e.a.a is e)


class Counter:
    total = []

    def add(self, x):
        self.total.append(x)
        return self


print(Counter().add(1).add(2).total, Counter().total, Counter.total)


class Body:
    x = 1
    y = x + 1
    z = [n for n in range(x, 3)]
    for i in range(3):
        pass
    if y == 2:
        def chosen(self):
            return "chosen"
    print("in the body", x, y, i)


print(Body.y, Body.z, Body.i, Body().chosen())
