"""Simultaneous assignment at work: swaps, rotations, gcd, matrix walks, parallel recurrences."""

a, b, c = 1, 2, 3
a, b, c = c, a, b
print(a, b, c)
a, b, c = b, c, a
print(a, b, c)
l = [5, 3, 8, 1]
i, j = 0, 3
l[i], l[j] = l[j], l[i]
print(l)
i = 1
i, l[i] = 2, "i was 2 already"
print(i, l)
l = [0, 1, 2]
l[l[1]], l[0] = 9, 7
print(l)
x = [1, 2, 3]
x[0], x[1:], y = "a", ["b", "c", "d"], x
print(x, y)
d = {"p": 1, "q": 2}
d["p"], d["q"] = d["q"], d["p"]
print(d)
(a, b), (c, *d), e = "ab", "cdef", "g"
print(a, b, c, d, e)
fibs = []
a, b = 0, 1
while len(fibs) < 10:
    fibs.append(a)
    a, b = b, a + b
print(fibs)
lo, hi, n = 0, 100, 0
while lo < hi:
    mid = (lo + hi) // 2
    lo, hi = (mid + 1, hi) if mid < 37 else (lo, mid)
    n += 1
print(lo, n)
x, y, steps = 252, 105, []
while y:
    steps.append((x, y))
    x, y = y, x % y
print(x, steps)


def minmax(items):
    low = high = items[0]
    for v in items:
        low, high = (v if v < low else low), (v if v > high else high)
    return low, high


(low, high), name = minmax([3, 1, 4, 1, 5]), "pi"
print(low, high, name)
first, *_, last = sorted([5, 2, 9, 7])
print(first, last, _)
head, *tail = [1]
print(head, tail)
*init, end = "x"
print(init, end)
for k, (v, *more) in {"a": (1, 2, 3), "b": [4]}.items():
    print(k, v, more)
for i, ((a, b), c) in enumerate([((1, 2), 3), ("xy", "z")]):
    print(i, a, b, c)
print([a + b for a, b in zip(*[[1, 2], [3, 4]])], [x for x, *_ in ["abc", "d"]], {k: v for k, v in ["ab", "cd"]}, (lambda *a: a)(*"ab", *[1]))
m = [[1, 2], [3, 4]]
[[a, b], [c, d]] = m
print(a, b, c, d)
m[0][0], m[1][1] = m[1][1], m[0][0]
print(m)
q = w = [1, 2]
q[0], w[1] = w[1], q[0]
print(q)
def trace(x):
    print("<%s>" % x, end="")
    return x
r = {}
r[trace("k1")], r[trace("k2")] = trace("v1"), trace("v2")
print(r)
