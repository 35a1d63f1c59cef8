"""A fractal by the chaos game: points jump about on a plane, pulled each time by a random one of several splines, and the cells
that they touch are counted. Splines are evaluated by de Boor's algorithm; the random numbers are the program's own."""

import math
import sys


class Random:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return self.state / 2147483648.0

    def below(self, n):
        return int(self.next() * n)


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y)

    def scaled(self, factor):
        return Vector(self.x * factor, self.y * factor)

    def between(self, other, weight):
        return Vector(self.x * (1.0 - weight) + other.x * weight, self.y * (1.0 - weight) + other.y * weight)

    def length(self):
        return math.sqrt(self.x * self.x + self.y * self.y)


class Spline:
    def __init__(self, points, degree):
        self.points = points
        self.degree = degree
        inner = len(points) - degree
        self.knots = [0.0] * degree + [float(i) for i in range(inner + 1)] + [float(inner)] * degree

    def domain_end(self):
        return self.knots[-1]

    def interval(self, u):
        for i in range(self.degree, len(self.knots) - self.degree - 1):
            if self.knots[i] <= u < self.knots[i + 1]:
                return i
        return len(self.knots) - self.degree - 2

    def __call__(self, u):
        k = self.interval(u)
        p = self.degree
        active = [self.points[j + k - p] for j in range(p + 1)]
        for level in range(1, p + 1):
            for j in range(p, level - 1, -1):
                low = self.knots[j + k - p]
                weight = (u - low) / (self.knots[j + 1 + k - level] - low)
                active[j] = active[j - 1].between(active[j], weight)
        return active[p]


class Game:
    def __init__(self, splines, thickness, width, height):
        self.splines = splines
        self.thickness = thickness
        self.width = width
        self.height = height
        xs = [p.x for s in splines for p in s.points]
        ys = [p.y for s in splines for p in s.points]
        self.low = Vector(min(xs) - 0.1, min(ys) - 0.1)
        self.high = Vector(max(xs) + 0.1, max(ys) + 0.1)
        self.random = Random(1234)
        self.lengths = [self.measure(s) for s in splines]
        self.total = sum(self.lengths)

    def measure(self, spline):
        length = 0.0
        before = spline(0.0)
        for i in range(1, 200):
            here = spline(spline.domain_end() * i / 200.0)
            length += (here - before).length()
            before = here
        return length

    def transform(self, point):
        x = (point.x - self.low.x) / (self.high.x - self.low.x)
        y = (point.y - self.low.y) / (self.high.y - self.low.y)
        choice = self.random.next() * self.total
        number = 0
        while number < len(self.lengths) - 1 and choice >= self.lengths[number]:
            choice -= self.lengths[number]
            number += 1
        spline = self.splines[number]
        end = spline.domain_end()
        base = spline(x * end)
        if x + 0.02 < 1.0:
            step = spline((x + 0.02) * end) - base
        else:
            step = base - spline((x - 0.02) * end)
        size = step.length()
        if size > 0.0:
            offset = self.thickness * (y - 0.5)
            base = base + Vector(step.y / size, -step.x / size).scaled(offset)
        return self.inside(base)

    def inside(self, point):
        return Vector(max(self.low.x, min(self.high.x, point.x)), max(self.low.y, min(self.high.y, point.y)))

    def play(self, count):
        image = [[0] * self.height for _ in range(self.width)]
        point = Vector((self.low.x + self.high.x) / 2.0, (self.low.y + self.high.y) / 2.0)
        for _ in range(count):
            point = self.transform(point)
            column = int((point.x - self.low.x) / (self.high.x - self.low.x) * (self.width - 1))
            row = int((point.y - self.low.y) / (self.high.y - self.low.y) * (self.height - 1))
            image[column][row] += 1
        return image


def main(count):
    splines = [
        Spline([Vector(1.6, 0.3), Vector(2.9, 1.8), Vector(2.3, 2.9), Vector(1.0, 2.6), Vector(0.4, 1.4), Vector(1.1, 0.5)], 3),
        Spline([Vector(2.8, 0.2), Vector(2.1, 1.4), Vector(3.0, 2.4), Vector(3.4, 0.9)], 3),
        Spline([Vector(0.2, 0.2), Vector(1.2, 3.3), Vector(3.4, 3.0), Vector(2.2, 1.7), Vector(2.4, 0.1)], 3),
    ]
    image = Game(splines, 0.25, 300, 200).play(count)
    touched = checksum = 0
    for column in image:
        for value in column:
            checksum = (checksum * 31 + value) % 1000000007
            if value:
                touched += 1
    print("chaos %d %d" % (touched, checksum))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300000)
