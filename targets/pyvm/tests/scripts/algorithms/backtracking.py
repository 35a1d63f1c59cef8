"""Backtracking: queens, sudoku, subset sums, knights, mazes, graph colouring, word search, parentheses."""


def queens(n, row=0, columns=(), found=None):
    found = [] if found is None else found
    if row == n:
        found.append(columns)
    for c in range(n):
        if all(c != k and abs(c - k) != row - i for i, k in enumerate(columns)):
            queens(n, row + 1, columns + (c,), found)
    return found


print([len(queens(n)) for n in range(1, 8)])
for c in queens(6)[0]:
    print("".join("Q" if i == c else "." for i in range(6)))


def sudoku(grid):
    best = None
    for i in range(9):
        for j in range(9):
            if grid[i][j] == 0:
                used = set(grid[i]) | {grid[k][j] for k in range(9)} | {grid[i // 3 * 3 + a][j // 3 * 3 + b] for a in range(3) for b in range(3)}
                options = [v for v in range(1, 10) if v not in used]
                if best is None or len(options) < len(best[2]):
                    best = i, j, options
    if best is None:
        return True
    i, j, options = best
    for v in options:
        grid[i][j] = v
        if sudoku(grid):
            return True
    grid[i][j] = 0
    return False


puzzle = """53..7....
6..195...
.98....6.
8...6...3
4..8.3..1
7...2...6
.6....28.
...419..5
....8..79"""
grid = [[int(c) if c != "." else 0 for c in line] for line in puzzle.split("\n")]
print(sudoku(grid))
for row in grid:
    print("".join(map(str, row)))


def sums(items, target, start=0):
    if target == 0:
        yield []
    for i in range(start, len(items)):
        if items[i] <= target:
            for rest in sums(items, target - items[i], i):
                yield [items[i]] + rest


print(list(sums([2, 3, 6, 7], 7)), list(sums([2, 3, 5], 8)))


def knight(n):
    board = [[-1] * n for _ in range(n)]
    moves = [(1, 2), (2, 1), (2, -1), (1, -2), (-1, -2), (-2, -1), (-2, 1), (-1, 2)]

    def free(x, y):
        return [(x + a, y + b) for a, b in moves if 0 <= x + a < n and 0 <= y + b < n and board[x + a][y + b] < 0]

    def go(x, y, k):
        board[x][y] = k
        if k == n * n - 1:
            return True
        for a, b in sorted(free(x, y), key=lambda p: len(free(*p))):
            if go(a, b, k + 1):
                return True
        board[x][y] = -1
        return False
    go(0, 0, 0)
    return board


for row in knight(6):
    print(" ".join("%2d" % x for x in row))
maze = ["#########", "#S  #   #", "# # # # #", "# #   # #", "# ##### #", "#     #E#", "#########"]


def escape(maze):
    start = next((i, r.index("S")) for i, r in enumerate(maze) if "S" in r)
    queue, prev = [start], {start: None}
    for i, j in queue:
        if maze[i][j] == "E":
            steps = []
            p = i, j
            while p:
                steps.append(p)
                p = prev[p]
            return steps[::-1]
        for a, b in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
            if maze[a][b] != "#" and (a, b) not in prev:
                prev[a, b] = i, j
                queue.append((a, b))


way = escape(maze)
print(len(way), ["".join("*" if (i, j) in way else c for j, c in enumerate(r)) for i, r in enumerate(maze)])


def parens(n, s="", depth=0):
    if len(s) == 2 * n:
        return [s]
    return (parens(n, s + "(", depth + 1) if depth < 2 * n - len(s) else []) + (parens(n, s + ")", depth - 1) if depth else [])


print(parens(3), len(parens(6)))


def puzzle_solve(words, total):
    letters = sorted(set("".join(words) + total))
    from itertools import permutations
    for digits in permutations(range(10), len(letters)):
        d = dict(zip(letters, digits))
        if all(d[w[0]] for w in words + [total]):
            value = lambda w: int("".join(str(d[c]) for c in w))
            if sum(map(value, words)) == value(total):
                return d


print(puzzle_solve(["TO", "GO"], "OUT"))
