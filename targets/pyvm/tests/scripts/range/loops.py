"""Loops over ranges whose variables, bounds and bodies change; nested, reversed, stepped; sums in closed form."""

n = 4
for i in range(n):
    n += 10
    i *= 2
    print(i, n, end="; ")
print()
total = 0
for i in range(100, 0, -7):
    if i % 2:
        continue
    total += i
print(total, i, [k for k in range(100, 0, -7) if k % 2 == 0])
for lo, hi, step in ((0, 50, 1), (3, 40, 4), (10, -20, -3), (5, 5, 1), (0, 10, 100)):
    r = range(lo, hi, step)
    closed = (r[0] + r[-1]) * len(r) // 2 if r else 0
    print(sum(r) == closed, sum(r), len(r), end="; ")
print()
grid = [[0] * 5 for _ in range(5)]
for i in range(5):
    for j in range(i, 5):
        for k in range(i, j + 1):
            grid[i][j] += k
print(grid)
r = range(1, 10)
print([x for x in r if r.index(x) % 3 == 0], r[r.index(5)], list(r)[::-1] == list(r[::-1]), [list(range(a, b)) for a in range(3) for b in range(a, 3)], *range(3), *reversed(range(2)))
it = iter(range(5))
for x in it:
    if x == 1:
        next(it)
    print(x, end=" ")
print(list(it))
