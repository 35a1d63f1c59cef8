"""Tuples as keys, in sets, compared item by item, with many types of item."""

grid = {}
for x in range(3):
    for y in range(3):
        grid[x, y] = x * 3 + y
print(grid[1, 2], grid[(2, 0)], (1, 1) in grid, [1, 1] in [list(k) for k in grid], (3, 3) in grid, len(grid), sorted(grid)[-1])
print({k: v for k, v in grid.items() if k[0] == k[1]}, sum(v for (x, y), v in grid.items() if x > y), max(grid, key=grid.get), [k for k in grid if sum(k) == 2])
t = [(1,), (1, 2), (), (0, 9), (1, 1, 1), (1, "a")[:1], (True, 2.0)]
print(sorted(t), len(set(t)), t.index((1, 2)), (True, 2.0) == (1, 2), {(1, 2): "x"}[(True, 2.0)], hash((1, 2)) == hash((1.0, 2)))
print((1, 2) < (1, 3), (1, 2) < (1, 2, 0), (2,) > (1, 9, 9), ("a", 1) < ("b", 0), () < (0,), (1, (2, 3)) < (1, (2, 4)), ((),) > (), (1, 2) <= (1, 2), (1, 2) != (2, 1))
print(((1, 2), 3) == ((1, 2), 3), {((1, 2), 3): "nested"}[(1, 2), 3], {(): 1, ((),): 2}[((),)], (None, 1) == (None, 1), (1, [2]) == (1, [2]))
for bad in (lambda: {([],): 1}, lambda: hash((1, {})), lambda: {(1, [2]), 3}, lambda: (1, "a") < (1, 2), lambda: (1,) < [1], lambda: (1,) + [2], lambda: tuple([1, 2])["0"], lambda: (1,) * "a"):
    try:
        print(bad())
    except TypeError as e:
        print("TypeError:", e)
visited, path = set(), [(0, 0)]
for dx, dy in [(1, 0), (0, 1), (-1, 0), (0, -1), (0, -1)]:
    x, y = path[-1]
    path.append((x + dx, y + dy))
    if path[-1] in visited:
        print("again", path[-1])
    visited.add(path[-1])
print(path, len(visited), min(visited), max(visited, key=lambda p: (p[1], p[0])))
pairs = [("b", 1), ("a", 2), ("b", 0), ("a", 1)]
print(sorted(pairs), sorted(pairs, key=lambda p: p[1]), dict(pairs), sorted(set(p[0] for p in pairs)), [a + str(b) for a, b in pairs], list(zip(*pairs)))
memo = {}


def paths(i, j, k=0):
    key = i, j, k
    if key not in memo:
        memo[key] = 1 if i == j == 0 else (paths(i - 1, j, k) if i else 0) + (paths(i, j - 1, k) if j else 0)
    return memo[key]


print(paths(8, 8), len(memo), memo[2, 2, 0])
print(tuple("abc") + tuple(range(2)), (1, 2, 3)[::-2], (1,) * 3, 2 in (1, 2), (0, 1, 0).count(0), (5, 6).index(6), len(((), ())), tuple([]) is not None, (x for x in ()) is not None)
print("%s" % ((1, 2),), str((1,)), repr(("a", 'b"c', b"d")), (1, 2).__class__.__name__, isinstance((), tuple), (lambda *a: a)() == (), tuple({"k": 1}), tuple(b"ab"))
