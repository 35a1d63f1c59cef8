"""Unpacking in assignments: nested, starred, in loops, from every iterable."""

a, b = 1, 2
(c, d), e = [3, 4], 5
[f, [g, h]] = 6, (7, 8)
print(a, b, c, d, e, f, g, h)
a, *b = 1, 2, 3
*c, d = "xyz"
e, *f, g = range(6)
*h, = (9, 8)
i, *j, k = [1, 2]
print(a, b, c, d, e, f, g, h, i, j, k)
(a, *b), *c = [[1, 2, 3], 4, 5]
a2, (b2, *c2), d2 = 1, "hello", 3
print(a, b, c, a2, b2, c2, d2)
a, b = b, a
print(a, b)
a = b = c = 0
a, b, c = "abc"
print(a, b, c)
x, y = {"k1": 1, "k2": 2}
print(x, y)
x, y = (n * n for n in range(2))
print(x, y)
l = [1, 2, 3, 4]
l[0], l[-1] = l[-1], l[0]
l[1:3], n = "pq", 5
print(l, n)


class O:
    pass


o = O()
o.x, o.y, *o.z = 1, 2, 3, 4
print(o.x, o.y, o.z)
d = {}
d["a"], d["b"] = 1, 2
print(d)
for a, (b, *c) in [(1, "xyz"), (2, [3])]:
    print(a, b, c)
for i, *_ in ["ab", (1, 2, 3)]:
    print(i, _)
() = []
[] = ()
(a) = 5
(a,) = [6]
print(a)
for bad, n in (("a, b = [1]", 0), ("a, b = 1, 2, 3", 0), ("a, *b, c = [1]", 0), ("a, b = 5", 0), ("a, b = 'x'", 0), ("(a, b), c = 1, 2", 0), ("*a, *b = 1, 2", 0), ("*a = 1", 0), ("a, b = None", 0), ("a, b = {}", 0), ("a, b, c = range(10)", 0), ("() = [1]", 0)):
    try:
        exec(bad)
        print("no error")
    except (ValueError, TypeError) as e:
        print(type(e).__name__ + ":", e)
    except SyntaxError as e:
        print("SyntaxError:", e.msg)
def gen():
    yield 1
    yield 2
    print("asked for a third", end=" ")
    yield 3
try:
    a, b = gen()
except ValueError as e:
    print(e)
a = 1, *range(2), *"ab"
b = [*a, *a[:1]]
c = {*a, 0}
d = {**{"x": 1}, "y": 2, **{"x": 3}}
print(a, b, len(c), d, (*[],), [*{}], (*a, 5)[-1])
