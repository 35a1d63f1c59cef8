"""Tuples packed and unpacked by functions, loops, star expressions; swaps in nested structures."""


def stats(*xs):
    return min(xs), max(xs), sum(xs) / len(xs)


low, high, mean = stats(3, 1, 2)
(a, b), *rest = [(1, 2), (3, 4), (5, 6)]
print(low, high, mean, a, b, rest, stats(*range(5)), (lambda *t: t)(*stats(1)), [x for t in rest for x in t])
t = 1, *"ab", *(2, 3), *[], *{4: 5}
print(t, len(t), t[1:3] + t[-1:], (*t,) == t, (t, t)[1][0], ((),) * 2, (1,) * 3 + (2,))
print([p for p in zip(*[(1, 2, 3), "abc"])], list(map(tuple, ["ab", [1]])), dict([(1, "a"), (2, "b")]), max((1, "b"), (1, "a")), sorted([(2, "x"), (1, "y"), (2, "a")]), sum(((1,), (2, 3)), ()))


def rotate(t, n):
    return t[n % len(t):] + t[:n % len(t)] if t else t


print([rotate((1, 2, 3, 4), n) for n in range(-2, 6)], rotate((), 3))
matrix = ((1, 2), (3, 4))
print(tuple(zip(*matrix)), tuple(tuple(x * 2 for x in r) for r in matrix), matrix[1][0], (matrix + ((5, 6),))[2], [r[::-1] for r in matrix])
x = y = (1, [2])
y[1].append(3)
x += (4,)
print(x, y, x[1] is y[1])
def swap(p): a, b = p; return b, a
print(swap((1, 2)), swap(swap("ab")), [swap(p) for p in {1: "a"}.items()], (swap(("x", "y"))[0],))
first, (second, (third, *fourth)), fifth = 1, (2, (3, 4, 5)), 6
print(first, second, third, fourth, fifth)
for i, (k, (u, v)) in enumerate([("a", (1, 2)), ("b", "xy")]): print(i, k, u, v)
print(isinstance((1,), tuple), (1, 2).__len__(), (1, 2).__contains__(2), (1, 2).__getitem__(-1), (1, 2).__add__((3,)), (1, 2).__eq__((1, 2)), (1, 2).__lt__((1, 3)))
