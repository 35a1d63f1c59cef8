"""Many small objects of floats: points on a curve are made, brought to length 1, and the largest coordinates found."""

import math
import sys


class Point:
    def __init__(self, i):
        self.x = x = math.sin(i)
        self.y = math.cos(i) * 3.0
        self.z = (x * x) / 2.0

    def normalize(self):
        length = math.sqrt(self.x * self.x + self.y * self.y + self.z * self.z)
        self.x /= length
        self.y /= length
        self.z /= length

    def maximum(self, other):
        self.x = self.x if self.x > other.x else other.x
        self.y = self.y if self.y > other.y else other.y
        self.z = self.z if self.z > other.z else other.z
        return self


def largest(points):
    result = points[0]
    for point in points[1:]:
        result = result.maximum(point)
    return result


def main(count):
    x = y = z = 0.0
    for round in range(10):
        points = [Point(i + round) for i in range(count)]
        for point in points:
            point.normalize()
        top = largest(points)
        x += top.x
        y += top.y
        z += top.z
    print("float %.9f %.9f %.9f" % (x, y, z))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 270000)
