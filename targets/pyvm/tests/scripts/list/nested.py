"""Lists of lists: grids, triangles, jagged rows, transposition, aliasing, flattening."""

grid = [[i * 10 + j for j in range(4)] for i in range(3)]
print(grid, grid[1][2], grid[-1][-1], [row[1] for row in grid], [row[:2] for row in grid[1:]])
grid[1][2] = "x"
grid[0] = ["replaced"]
print(grid)
grid[2].append("more")
grid[1].extend(grid[2][:2])
del grid[0]
print(grid, [len(r) for r in grid])
a = [[0] * 2] * 2
a[0][0] = 1
b = [[0] * 2 for _ in range(2)]
b[0][0] = 1
print(a, b, a[0] is a[1], b[0] is b[1])
c = [row for row in b]
d = [row[:] for row in b]
b[1][1] = 9
print(c, d, c[1] is b[1])
t = [[1, 2, 3], [4, 5, 6]]
print([list(r) for r in zip(*t)], [[t[i][j] for i in range(2)] for j in range(3)], list(map(list, zip(*t[::-1]))), [r[::-1] for r in t])
triangle = [[1]]
while len(triangle) < 8:
    last = triangle[-1]
    triangle.append([1] + [x + y for x, y in zip(last, last[1:])] + [1])
print(triangle)
deep = [1, [2, [3, [4, [5]]]]]
x = deep
while len(x) > 1:
    print(x[0], end=" ")
    x = x[1]
print(x, deep[1][1][1][1][0])


def flatten(l):
    for i in l:
        if isinstance(i, list):
            yield from flatten(i)
        else:
            yield i


print(list(flatten(deep)), sum(flatten([[1, [2]], [3, [], [[4]]]])), [[]] * 2 == [[], []], [[1]] + [[2]], [1, [2]] == [1, [2]], [1, [2]] < [1, [3]], [[1, 2], [3]] > [[1, 2]])
board = [["."] * 5 for _ in range(5)]
for k in range(5):
    board[k][k] = "\\"
    board[k][4 - k] = "/" if board[k][4 - k] == "." else "X"
print("\n".join("".join(r) for r in board))
flood = [list(r) for r in ("..#..", "..#..", "###..", "....#")]


def fill(i, j, c):
    if 0 <= i < 4 and 0 <= j < 5 and flood[i][j] == ".":
        flood[i][j] = c
        for di, dj in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            fill(i + di, j + dj, c)


n = 0
for i in range(4):
    for j in range(5):
        if flood[i][j] == ".":
            fill(i, j, "abc"[n])
            n += 1
print(["".join(r) for r in flood], n)
jag = [[1], [2, 3], [], [4, 5, 6]]
print(sorted(jag), sorted(jag, key=len), max(jag, key=len), sum(map(len, jag)), [r[-1] for r in jag if r], [x for r in jag for x in r])
loop = []
loop.append(loop)
print(loop, len(loop), loop[0] is loop)
