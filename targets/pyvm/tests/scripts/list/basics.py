"""Lists: building, indexing, changing items, comparing, printing."""

a = [1, 2, 3]
print(a, [], [1], len(a), a[0], a[-1], a + [4], a * 2, 2 * a, a * 0, [a, a], a == [1, 2, 3], a != [1, 2], a < [1, 2, 4], a < [1, 3], [1, 2] < a, [] < [0], [1, "a"] == [1, "a"])
a[1] = "two"
print(a)
a[-1] = [3]
print(a, a[2][0])
a[2].append(4)
print(a)
b = a
b.append("shared")
print(a, a is b, a == b, a[:] is a, a[:] == a, list(a) == a)
print(2 in [1, 2], 5 in [1, 2], 5 not in [1, 2], "a" in ["ab"], None in [None], 1.0 in [1], True in [1])
print(list("abc"), list(range(5)), list((1, 2)), list({"x": 1, "y": 2}), list([1]), list(), [*range(3), *"ab"], list(map(str, [1, 2])))
x = [[0] * 3 for _ in range(2)]
x[0][0] = 1
y = [[0] * 3] * 2
y[0][0] = 1
print(x, y)
recursive = [1]
recursive.append(recursive)
print(recursive, recursive[1][1][0])
a += [7]
a += "xy"
a += (8, 9)
print(a, len(a))
a *= 2
print(len(a))
print([1, 2.5, "s", None, True, b"b", (1,), [2], {3: 4}, {5}, 1e100, -0.0, 'q"\''])
for f in (lambda: a[100], lambda: a["x"], lambda: a + (1,), lambda: a + 1, lambda: a * a, lambda: [] < 1, lambda: a[1.0], lambda: hash([]), lambda: list(5), lambda: [1, "a"] < ["b", 1]):
    try:
        print(f())
    except (IndexError, TypeError) as e:
        print(type(e).__name__ + ":", e)
try:
    a[100] = 1
except IndexError as e:
    print("IndexError:", e)
try:
    del a[100]
except IndexError as e:
    print("IndexError:", e)
