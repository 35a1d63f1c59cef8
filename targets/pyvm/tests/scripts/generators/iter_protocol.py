"""iter, next, sentinel iterators, iterators of builtins and their sharing."""

it = iter([1, 2, 3])
print(next(it), list(it), list(it), next(it, None))
calls = iter([3, 2, 1, 0, 5])
print(list(iter(lambda: next(calls), 0)), next(calls))
it = iter("abcdef")
print(list(zip(it, it)))
it = iter(range(10))
for x in it:
    print(x, next(it, "none"), end="; ")
print()
a = iter([1, 2])
b = iter(a)
print(a is b, next(a), next(b), next(a, "end"))
e = enumerate("ab", 1)
z = zip([1, 2, 3], "ab")
m = map(lambda x, y: x + y, [1, 2], [10, 20])
f = filter(lambda x: x > 1, [1, 2, 3])
r = reversed([1, 2])
for i in (e, z, m, f, r):
    print(iter(i) is i, next(i), list(i), list(i), type(i).__name__)
print([type(iter(x)).__name__ for x in ([], (), "", {}, set(), range(1), b"", {}.values(), {}.items())])
print(list(zip()), list(zip([1])), list(zip([1, 2], [3], [4, 5])), list(map(max, [1, 5], [4, 2], [3, 3])), list(map(None.__class__, [])) if False else "", list(filter(None, [0, 1, "", "a", None])), list(enumerate([], 5)))
try:
    list(zip([1, 2], [1], strict=True))
except ValueError as x:
    print("ValueError:", x)
print(list(zip([1, 2], "ab", strict=True)))


class Once:
    def __init__(self):
        self.made = 0

    def __iter__(self):
        self.made += 1
        return iter([self.made])


o = Once()
print(list(o), list(o), [*o], o.made)
l = [1, 2, 3]
it = iter(l)
next(it)
l.append(4)
print(list(it))
l.append(5)
print(list(it))
d = {1: 1}
it = iter(d)
d[2] = 2
try:
    next(it)
except RuntimeError as x:
    print("RuntimeError:", x)
print(sum(iter([1, 2])), sorted(iter("ba")), list(reversed("abc")), list(reversed(range(3))), list(reversed((1, 2))), any(iter([0])), "b" in iter("abc"), max(iter([3, 9])), tuple(iter({"k": 1})))
print(next(iter([])) if False else next(iter([]), "empty"))
try:
    next(iter([]))
except StopIteration as x:
    print(repr(x))
