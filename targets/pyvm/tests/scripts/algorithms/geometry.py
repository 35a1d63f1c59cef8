"""Geometry: hulls, areas, intersections, points in polygons, closest pairs, rectangles."""

import math


def cross(o, a, b):
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])


def hull(points):
    points = sorted(set(points))

    def half(ps):
        out = []
        for p in ps:
            while len(out) > 1 and cross(out[-2], out[-1], p) <= 0:
                out.pop()
            out.append(p)
        return out[:-1]
    return half(points) + half(points[::-1])


def area(poly):
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(poly, poly[1:] + poly[:1]))) / 2


def inside(p, poly):
    x, y = p
    result = False
    for (x1, y1), (x2, y2) in zip(poly, poly[1:] + poly[:1]):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            result = not result
    return result


def meet(a, b, c, d):
    den = (a[0] - b[0]) * (c[1] - d[1]) - (a[1] - b[1]) * (c[0] - d[0])
    if den == 0:
        return None
    p, q = a[0] * b[1] - a[1] * b[0], c[0] * d[1] - c[1] * d[0]
    return (p * (c[0] - d[0]) - (a[0] - b[0]) * q) / den, (p * (c[1] - d[1]) - (a[1] - b[1]) * q) / den


def closest(points):
    return min((math.dist(a, b), a, b) for i, a in enumerate(points) for b in points[:i])


state = 99
points = []
for _ in range(60):
    state = (state * 1103515245 + 12345) % 2 ** 31
    points.append((state // 65536 % 100, state // 256 % 100))
h = hull(points)
print(h, area(h), all(inside(p, h) or p in h or any(cross(a, b, p) == 0 for a, b in zip(h, h[1:] + h[:1])) for p in points))
print(area([(0, 0), (4, 0), (4, 3)]), area([(0, 0), (1, 0), (1, 1), (0, 1)]), inside((1, 1), [(0, 0), (4, 0), (4, 4), (0, 4)]), inside((5, 1), [(0, 0), (4, 0), (4, 4), (0, 4)]))
print(meet((0, 0), (2, 2), (0, 2), (2, 0)), meet((0, 0), (1, 1), (1, 0), (2, 1)), "%.6f" % closest(points)[0], closest(points)[1:])


class Rect:
    def __init__(self, x, y, w, h):
        self.x, self.y, self.w, self.h = x, y, w, h

    def __and__(self, o):
        x, y = max(self.x, o.x), max(self.y, o.y)
        w, h = min(self.x + self.w, o.x + o.w) - x, min(self.y + self.h, o.y + o.h) - y
        return Rect(x, y, w, h) if w > 0 and h > 0 else None

    def __or__(self, o):
        x, y = min(self.x, o.x), min(self.y, o.y)
        return Rect(x, y, max(self.x + self.w, o.x + o.w) - x, max(self.y + self.h, o.y + o.h) - y)

    def __contains__(self, p):
        return self.x <= p[0] < self.x + self.w and self.y <= p[1] < self.y + self.h

    def __repr__(self):
        return f"Rect({self.x}, {self.y}, {self.w}, {self.h})"


a, b = Rect(0, 0, 5, 5), Rect(3, 3, 5, 5)
print(a & b, a | b, a & Rect(9, 9, 1, 1), (4, 4) in a, (5, 5) in a, sum((i, j) in (a & b) for i in range(9) for j in range(9)))
for n in (3, 4, 6, 12, 100):
    poly = [(math.cos(2 * math.pi * k / n), math.sin(2 * math.pi * k / n)) for k in range(n)]
    print(n, "%.8f" % area(poly))
