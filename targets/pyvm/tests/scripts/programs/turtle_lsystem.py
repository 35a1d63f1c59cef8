"""L-systems, a turtle, Bresenham's lines and circles on a canvas of characters."""


class Canvas:
    def __init__(self, w, h):
        self.w, self.h = w, h
        self.rows = [[" "] * w for _ in range(h)]

    def set(self, x, y, c="*"):
        if 0 <= x < self.w and 0 <= y < self.h:
            self.rows[y][x] = c

    def line(self, x0, y0, x1, y1, c="*"):
        dx, dy = abs(x1 - x0), -abs(y1 - y0)
        sx, sy, err = 1 if x0 < x1 else -1, 1 if y0 < y1 else -1, dx + dy
        while True:
            self.set(x0, y0, c)
            if (x0, y0) == (x1, y1):
                return
            e2 = 2 * err
            if e2 >= dy:
                err, x0 = err + dy, x0 + sx
            if e2 <= dx:
                err, y0 = err + dx, y0 + sy

    def circle(self, cx, cy, r, c="o"):
        x, y, d = 0, r, 3 - 2 * r
        while x <= y:
            for a, b in ((x, y), (y, x)):
                for sx in (1, -1):
                    for sy in (1, -1):
                        self.set(cx + sx * a, cy + sy * b, c)
            if d < 0:
                d += 4 * x + 6
            else:
                d += 4 * (x - y) + 10
                y -= 1
            x += 1

    def fill(self, x, y, c):
        old, todo = self.rows[y][x], [(x, y)]
        while todo:
            x, y = todo.pop()
            if 0 <= x < self.w and 0 <= y < self.h and self.rows[y][x] == old:
                self.rows[y][x] = c
                todo += [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)]

    def __str__(self):
        return "\n".join("".join(r).rstrip() for r in self.rows)


c = Canvas(40, 15)
c.line(0, 0, 39, 14)
c.line(0, 14, 39, 0, "+")
c.circle(20, 7, 6)
c.fill(20, 4, ".")
print(c)


def grow(axiom, rules, n):
    for _ in range(n):
        axiom = "".join(rules.get(ch, ch) for ch in axiom)
    return axiom


print([len(grow("A", {"A": "AB", "B": "A"}, n)) for n in range(10)], grow("A", {"A": "AB", "B": "A"}, 5))


def turtle(program, step=1):
    x = y = 0
    dx, dy = 1, 0
    stack, points = [], [(0, 0)]
    for ch in program:
        if ch in "FG":
            for _ in range(step):
                x, y = x + dx, y + dy
                points.append((x, y))
        elif ch == "+":
            dx, dy = dy, -dx
        elif ch == "-":
            dx, dy = -dy, dx
        elif ch == "[":
            stack.append((x, y, dx, dy))
        elif ch == "]":
            x, y, dx, dy = stack.pop()
    return points


for axiom, rules, n, step in (("F", {"F": "F+F-F-F+F"}, 2, 1), ("A", {"A": "+BF-AFA-FB+", "B": "-AF+BFB+FA-"}, 3, 2), ("X", {"X": "F[+X][-X]FX", "F": "FF"}, 3, 1)):
    points = turtle(grow(axiom, rules, n), step)
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    canvas = Canvas(max(xs) - min(xs) + 1, max(ys) - min(ys) + 1)
    for x, y in points:
        canvas.set(x - min(xs), y - min(ys), "#")
    print(len(points), canvas.w, canvas.h)
    print(canvas)
