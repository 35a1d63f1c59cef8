"""Jacobi successive over-relaxation on a square grid, as in SciMark: each inner cell is drawn to the mean of its neighbours."""

import sys


class Grid:
    """Rows of one list: __getitem__ and __setitem__ with a pair."""

    def __init__(self, width, height):
        self.width = width
        self.height = height
        self.cells = [0.0] * (width * height)

    def __getitem__(self, place):
        return self.cells[place[0] + place[1] * self.width]

    def __setitem__(self, place, value):
        self.cells[place[0] + place[1] * self.width] = value


def relax(rows, rounds, omega):
    size = len(rows)
    quarter = omega * 0.25
    keep = 1.0 - omega
    for _ in range(rounds):
        for i in range(1, size - 1):
            row = rows[i]
            above = rows[i - 1]
            below = rows[i + 1]
            for j in range(1, size - 1):
                row[j] = quarter * (above[j] + below[j] + row[j - 1] + row[j + 1]) + keep * row[j]


def relax_grid(grid, rounds, omega):
    quarter = omega * 0.25
    keep = 1.0 - omega
    for _ in range(rounds):
        for y in range(1, grid.height - 1):
            for x in range(1, grid.width - 1):
                grid[x, y] = (quarter * (grid[x, y - 1] + grid[x, y + 1] + grid[x - 1, y] + grid[x + 1, y]) + keep * grid[x, y])


def main(rounds):
    size = 100
    rows = [[((i * 31 + j * 17) % 101) / 101.0 for j in range(size)] for i in range(size)]
    grid = Grid(size, size)
    for y in range(size):
        for x in range(size):
            grid[x, y] = rows[y][x]
    relax(rows, rounds * 4, 1.25)
    relax_grid(grid, rounds, 1.25)
    total = sum([sum(row) for row in rows])
    print("scimark_sor %.9f %.9f" % (total, sum(grid.cells)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
