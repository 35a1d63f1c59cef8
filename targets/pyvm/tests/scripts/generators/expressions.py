"""Generator expressions: laziness, scope, nesting, arguments."""


def show(x):
    print("show", x, end=" ")
    return x


g = (show(x) * 2 for x in range(3))
print("made")
print(next(g))
print(list(g))
g = (x for x in show([1, 2]))
print("source at once")
print(sum(x * x for x in range(5)), max((x % 7 for x in range(20)), default=0), list(x + y for x in "ab" for y in "cd"), sorted((-x for x in [3, 1, 2]), reverse=True), dict((k, v) for k, v in [(1, 2)]), ",".join(str(x) for x in range(3)))
x = "outside"
print(list(x for x in range(2)), x)


def scope(n):
    k = n
    g = (i * k for i in range(n))
    k = 100
    return list(g)


print(scope(3), type(x for x in []).__name__, any(x > 2 for x in (1, 2, 3)), all(x > 2 for x in (1, 2, 3)))
evens = (n for n in range(10) if n % 2 == 0)
squares = (n * n for n in evens)
big = (n for n in squares if n > 5)
print(list(big), list(evens))
nested = ((i, j) for i in range(3) for j in range(i) if i + j > 1)
print(list(nested), [list(x for x in range(n)) for n in range(3)], list((a, b) for a in (1, 2) if a > 1 for b in (3, 4) if b < 4))
g = (1 / x for x in (1, 0, 2))
print(next(g))
try:
    next(g)
except ZeroDivisionError as e:
    print("ZeroDivisionError:", e)
print(list(g))
print(tuple(x for x in range(3)), set(x % 2 for x in range(4)), min(len(w) for w in "a bb ccc".split()), "".join(c for c in "hello" if c not in "aeiou"), sum(1 for _ in "count me"))
fs = [f for f in ((lambda: i) for i in range(3))]
print([f() for f in fs], [f() for f in list((lambda: i) for i in range(3))])
