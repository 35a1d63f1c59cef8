"""Shortest ways through weighted mazes with heapq, A*, and flood filling."""

import heapq

MAZE = """#############
#S..2#..9..E#
#.##.#.####.#
#..#...#..3.#
##.###.#.##.#
#....#...#..#
#.##.#####.##
#.1..9.....##
#############""".split("\n")
find = lambda c: next((i, r.index(c)) for i, r in enumerate(MAZE) if c in r)


def neighbours(p):
    for d in ((0, 1), (1, 0), (0, -1), (-1, 0)):
        q = p[0] + d[0], p[1] + d[1]
        c = MAZE[q[0]][q[1]]
        if c != "#":
            yield q, int(c) if c.isdigit() else 1


def search(start, goal, estimate=lambda p: 0):
    heap, cost, prev, visited = [(estimate(start), 0, start)], {start: 0}, {}, 0
    while heap:
        _, c, p = heapq.heappop(heap)
        if c > cost[p]:
            continue
        visited += 1
        if p == goal:
            way = [p]
            while p in prev:
                p = prev[p]
                way.append(p)
            return c, way[::-1], visited
        for q, w in neighbours(p):
            if c + w < cost.get(q, 10 ** 9):
                cost[q], prev[q] = c + w, p
                heapq.heappush(heap, (c + w + estimate(q), c + w, q))
    return None


start, goal = find("S"), find("E")
cost, way, seen = search(start, goal)
cost2, way2, seen2 = search(start, goal, lambda p: abs(p[0] - goal[0]) + abs(p[1] - goal[1]))
print(cost, len(way), cost == cost2, seen2 <= seen, search(start, (0, 0)))
print("\n".join("".join("o" if (i, j) in way and c == "." else c for j, c in enumerate(r)) for i, r in enumerate(MAZE)))
levels, level = {start: 0}, [start]
while level:
    level = [q for p in level for q, _ in neighbours(p) if levels.setdefault(q, levels[p] + 1) == levels[p] + 1 and q not in level]
    level = [q for i, q in enumerate(level) if q not in level[:i] and not any(levels[n] < levels[q] - 1 for n, _ in neighbours(q) if n in levels)]
    if max(levels.values()) > 60 or len(levels) >= sum(c != "#" for r in MAZE for c in r):
        break
print(len(levels), max(levels.values()), levels[goal])
