"""Tuples: building, indexing, comparing, hashing, printing."""

t = (1, "two", 3.0)
print(t, (), (1,), 1, (1, 2), len(t), t[0], t[-1], t[1:], t[::-1], t + (4,), t * 2, 0 * t, t == (1, "two", 3), t != (), (1, 2) < (1, 3), (1,) < (1, 0), () < (0,))
a = 1, 2
b = 1,
print(a, b, type(b), tuple(), tuple([1, 2]), tuple("ab"), tuple(range(3)), (*a, *b), (1, (2, (3, ()))))
print(1 in t, "two" in t, 5 in t, t.index("two"), t.count(1), (1, 1, 1.0, True).count(1), sorted(((2, 1), (1, 2))), max((1, 5), (1, 4)), sum((1, 2, 3)))
print(hash((1, 2)) == hash((1, 2)), {(1, 2): "a"}[1, 2], {(): 0}[()], (1, 2) == [1, 2], (1, 2) != None, ((1, 2),) == ((1, 2),))
for x, (y, z) in [(1, (2, 3)), (4, (5, 6))]:
    print(x, y, z)
for f in (lambda: t[3], lambda: t["a"], lambda: t + [1], lambda: t.index(9), lambda: hash(([],)), lambda: (1, "a") < (1, 2), lambda: tuple(5), lambda: t.append(1)):
    try:
        print(f())
    except (IndexError, TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__ + ":", e)
try:
    t[0] = 1
except TypeError as e:
    print("TypeError:", e)
m = ([], 1)
m[0].append("x")
print(m)
try:
    m[0] += ["y"]
except TypeError as e:
    print("TypeError:", e)
print(m)
x = (1, 2)
y = x
x += (3,)
print(x, y, tuple(x) is x, x[:] == x)
print(bool(()), bool((0,)), not (), (1) + 2, (1,) + (2,), [(), (1,), (1, 2)], {(1,): (2,)})
def f(): return 1, 2
def g(*a): return a
print(f(), f()[1], g(), g(1), g(*f(), 3), g((1, 2)))
