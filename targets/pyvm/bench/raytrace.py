"""A small ray tracer: spheres above a chequered floor, two lights, shadows and mirrors. The checksum is over all pixels."""

import math
import sys

EPSILON = 0.00001


class Vector:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def cross(self, other):
        return Vector(self.y * other.z - self.z * other.y, self.z * other.x - self.x * other.z, self.x * other.y - self.y * other.x)

    def normalized(self):
        return self * (1.0 / math.sqrt(self.dot(self)))

    def mirrored(self, normal):
        return self - normal * (2.0 * self.dot(normal))


class Ray:
    def __init__(self, start, direction):
        self.start = start
        self.direction = direction

    def at(self, t):
        return self.start + self.direction * t


class Plain:
    def __init__(self, colour, mirror):
        self.colour = colour
        self.mirror = mirror

    def colour_at(self, point):
        return self.colour


class Chequered:
    def __init__(self, colour, other, mirror):
        self.colour = colour
        self.other = other
        self.mirror = mirror

    def colour_at(self, point):
        if (math.floor(point.x) + math.floor(point.z)) % 2 == 0:
            return self.colour
        return self.other


class Sphere:
    def __init__(self, centre, radius, surface):
        self.centre = centre
        self.radius = radius
        self.surface = surface

    def meets(self, ray):
        """The distance to the nearest point in front of the ray's start, or None."""
        towards = self.centre - ray.start
        along = towards.dot(ray.direction)
        discriminant = self.radius * self.radius - towards.dot(towards) + along * along
        if discriminant < 0.0:
            return None
        root = math.sqrt(discriminant)
        if along - root > EPSILON:
            return along - root
        if along + root > EPSILON:
            return along + root
        return None

    def normal_at(self, point):
        return (point - self.centre).normalized()


class Floor:
    def __init__(self, height, surface):
        self.height = height
        self.surface = surface
        self.normal = Vector(0.0, 1.0, 0.0)

    def meets(self, ray):
        if abs(ray.direction.y) < EPSILON:
            return None
        t = (self.height - ray.start.y) / ray.direction.y
        return t if t > EPSILON else None

    def normal_at(self, point):
        return self.normal


class Scene:
    def __init__(self):
        self.things = []
        self.lights = []

    def nearest(self, ray):
        best = None
        distance = 1e30
        for thing in self.things:
            t = thing.meets(ray)
            if t is not None and t < distance:
                best, distance = thing, t
        return best, distance

    def shadowed(self, point, light):
        path = light - point
        length = math.sqrt(path.dot(path))
        ray = Ray(point, path * (1.0 / length))
        for thing in self.things:
            t = thing.meets(ray)
            if t is not None and t < length:
                return True
        return False

    def trace(self, ray, depth):
        thing, distance = self.nearest(ray)
        if thing is None:
            sky = 0.5 * (ray.direction.y + 1.0)
            return (0.4 * sky, 0.5 * sky, 0.9 * sky)
        point = ray.at(distance)
        normal = thing.normal_at(point)
        bright = 0.15
        for light in self.lights:
            towards = (light - point).normalized()
            angle = towards.dot(normal)
            if angle > 0.0 and not self.shadowed(point, light):
                bright += 0.45 * angle
        surface = thing.surface
        red, green, blue = [c * bright for c in surface.colour_at(point)]
        if surface.mirror > 0.0 and depth > 0:
            r, g, b = self.trace(Ray(point, ray.direction.mirrored(normal).normalized()), depth - 1)
            keep = 1.0 - surface.mirror
            red = red * keep + r * surface.mirror
            green = green * keep + g * surface.mirror
            blue = blue * keep + b * surface.mirror
        return red, green, blue

    def render(self, width, height, eye, target):
        forward = (target - eye).normalized()
        right = forward.cross(Vector(0.0, 1.0, 0.0)).normalized()
        up = right.cross(forward)
        checksum = 0
        for row in range(height):
            v = (height / 2.0 - row) / height
            for column in range(width):
                u = (column - width / 2.0) / height
                direction = (forward + right * u + up * v).normalized()
                for part in self.trace(Ray(eye, direction), 3):
                    checksum = (checksum * 31 + min(255, int(part * 255.0))) % 1000000007
        return checksum


def main(size):
    scene = Scene()
    scene.lights = [Vector(30.0, 30.0, 10.0), Vector(-10.0, 100.0, 30.0)]
    scene.things.append(Sphere(Vector(1.0, 3.0, -10.0), 1.0, Plain((1.0, 1.0, 0.0), 0.2)))
    for i in range(6):
        scene.things.append(Sphere(Vector(-3.0 - i * 0.4, 2.3, -5.0), 0.4, Plain((i / 6.0, 1.0 - i / 6.0, 0.5), 0.3)))
    scene.things.append(Floor(0.0, Chequered((1.0, 1.0, 1.0), (0.0, 0.0, 0.0), 0.1)))
    checksum = scene.render(size, size, Vector(0.0, 1.8, 10.0), Vector(0.0, 3.0, 0.0))
    print("raytrace %d" % checksum)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
