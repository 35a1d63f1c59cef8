"""Lists that change while they are walked, aliasing, and lists of many kinds of item in turn."""

a = [1, 2, 3, 4]
for x in a:
    if x < 10:
        a.append(x * 10)
print(a)
a = [1, 2, 3, 4, 5, 6]
for x in a:
    if x % 2 == 0:
        a.remove(x)
print(a)
a = list(range(5))
it = iter(a)
print(next(it), next(it))
a.insert(0, "new")
print(next(it), a)
a.clear()
print(list(it))
a.append(1)
print(list(it))
ints = [1, 2, 3]
ints.append(2.5)
print(ints)
ints.append("text")
ints[0] = None
print(ints)
floats = [0.5, 1.5]
floats[1] = 7
print(floats, floats[1] // 2)
strings = ["a"]
strings.extend([1, 2.0, b"x"])
print(strings)
empty = []
empty.append(10 ** 20)
empty.append(1)
empty.append(True)
print(empty, empty[2] is True, [type(x).__name__ for x in empty])
zeros = [0] * 5
zeros[2] = "mid"
print(zeros)
nested = [[]] * 3
nested[0].append(1)
print(nested)
nested[1] = [2]
print(nested)
grid = [[0] * 4 for _ in range(3)]
for i in range(3):
    for j in range(4):
        grid[i][j] = i * j
print(grid, [list(r) for r in zip(*grid)])


def change(l):
    l.append("changed")
    l = ["local"]
    return l


mine = []
print(change(mine), mine)
l = [1, 2, 3]
l[0], l[2] = l[2], l[0]
print(l)
i = 0
i, l[i] = 2, "swapped"
print(i, l)
l += l
print(l)
m = l
l = l + [1]
print(len(m), len(l))
