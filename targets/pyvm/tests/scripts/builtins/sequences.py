"""Builtin functions over sequences."""

print(len("abc"), len([1]), len({}), len(range(5)), len(b"ab"), len({1}), len((1, 2)))
print(sum([1, 2, 3]), sum([]), sum([0.5, 1]), sum(range(5), 10), sum([[1], [2]], []), sum((x for x in (1, 2)), start=1), sum([True, 2]))
print(min(3, 1, 2), min([3, 1]), min("hello"), min([], default="none"), min([1, -2], key=abs), min("bb", "a", key=len), max(3, 1, 2), max({1: 2, 5: 0}), max([], default=None), max("abc", "abd"), max([(1, "b"), (1, "a")]), max(["x", "yy"], key=len))
print(all([]), all([1, 2]), all([1, 0]), any([]), any([0, ""]), any([0, 1]), all(c.isdigit() for c in "123"), any(c.isdigit() for c in "abc"))
print(list(enumerate("ab")), list(enumerate("ab", 10)), list(enumerate(iter([5]), start=-1)), list(zip([1, 2], "ab")), list(zip([1], [2], [3])), list(zip()), list(map(str, [1, 2])), list(map(lambda a, b: a - b, [5, 6], [1, 2, 3])), list(filter(lambda x: x > 1, [1, 2, 3])), list(filter(None, [0, 1, "", "x"])))
print(list(reversed([1, 2])), list(reversed("ab")), sorted("cab"), sorted([3, 1], reverse=True), sorted(["b", "A"], key=str.lower), list(range(3)), list(range(5, 0, -2)))
print(iter([1]).__next__(), next(iter("a")), next(iter(""), "default"), list(iter(lambda c=[3]: c.append(c[-1] - 1) or c[-1], 0)))
print(slice(1, 2), list(map(pow, [2, 3], [3, 2])), list(map(divmod, [7], [2])), dict(map(reversed, [("a", 1)])), list(zip(*[(1, "a"), (2, "b")])), set(map(len, ["a", "b"])))
print(isinstance(sum([1.0]), float), sum([10 ** 20, 1]), min(1, 2.5), max(1, 1.0), max(1.0, 1), sum([0.1] * 3), sum([1, 2.5, 3]))
for f in (lambda: min([]), lambda: max(), lambda: min(1), lambda: sum(["a"]), lambda: sum("ab"), lambda: sum([[1]]), lambda: max([1, "a"]), lambda: sorted([1, "a"]), lambda: next(iter([])), lambda: min(1, 2, default=3), lambda: zip(1), lambda: enumerate(1), lambda: all(1), lambda: list(map(len, [1])), lambda: sum(["a"], "b"), lambda: reversed({1})):
    try:
        print(f())
    except (TypeError, ValueError, StopIteration) as e:
        print(type(e).__name__ + ":", e)
