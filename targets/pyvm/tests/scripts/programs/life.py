"""The game of life: gliders, oscillators, on a torus."""


def step(cells, w, h):
    counts = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    p = (x + dx) % w, (y + dy) % h
                    counts[p] = counts.get(p, 0) + 1
    return {p for p, n in counts.items() if n == 3 or n == 2 and p in cells}


def parse(text):
    return {(x, y) for y, row in enumerate(text.split("\n")) for x, c in enumerate(row) if c == "#"}


def show(cells, w, h):
    return "\n".join("".join("#" if (x, y) in cells else "." for x in range(w)) for y in range(h))


glider = parse(".#.\n..#\n###")
for generation in range(9):
    if generation % 4 == 0:
        print(generation)
        print(show(glider, 8, 8))
    glider = step(glider, 8, 8)
pulsar = parse("""
...###...###
.
.#....#.#....#
.#....#.#....#
.#....#.#....#
...###...###
.
...###...###
.#....#.#....#
.#....#.#....#
.#....#.#....#
.
...###...###""")
seen = [pulsar]
for _ in range(3):
    seen.append(step(seen[-1], 17, 17))
print(len(pulsar), seen[3] == seen[0], seen[1] != seen[0], [len(s) for s in seen])
r = parse(".##\n##.\n.#.")
cells = {(x + 12, y + 12) for x, y in r}
history = []
for _ in range(40):
    history.append(len(cells))
    cells = step(cells, 25, 25)
print(history)
print(show(cells, 25, 25))


class Grid:
    def __init__(self, rows):
        self.rows = [[c == "#" for c in r] for r in rows]

    def neighbours(self, i, j):
        h, w = len(self.rows), len(self.rows[0])
        return sum(self.rows[(i + a) % h][(j + b) % w] for a in (-1, 0, 1) for b in (-1, 0, 1) if a or b)

    def next(self):
        new = Grid([])
        new.rows = [[(n := self.neighbours(i, j)) == 3 or n == 2 and c for j, c in enumerate(row)] for i, row in enumerate(self.rows)]
        return new

    def __str__(self):
        return "/".join("".join(".#"[c] for c in r) for r in self.rows)


g = Grid(["......", "..###.", ".###..", "......", "......", "......"])
for _ in range(3):
    print(g)
    g = g.next()
