"""A vector and a fraction class: real use of operators."""

import math


class Vector:
    __slots__ = ("parts",)

    def __init__(self, *parts):
        self.parts = parts

    def __repr__(self):
        return "Vector" + repr(self.parts)

    def __add__(self, o):
        if not isinstance(o, Vector):
            return NotImplemented
        return Vector(*(a + b for a, b in zip(self.parts, o.parts)))

    def __sub__(self, o):
        return self + -o

    def __neg__(self):
        return Vector(*(-a for a in self.parts))

    def __mul__(self, k):
        if isinstance(k, Vector):
            return sum(a * b for a, b in zip(self.parts, k.parts))
        return Vector(*(a * k for a in self.parts))

    __rmul__ = __mul__

    def __abs__(self):
        return math.sqrt(self * self)

    def __eq__(self, o):
        return isinstance(o, Vector) and self.parts == o.parts

    def __hash__(self):
        return hash(self.parts)

    def __bool__(self):
        return any(self.parts)

    def __getitem__(self, i):
        return self.parts[i]

    def __iter__(self):
        return iter(self.parts)

    def __len__(self):
        return len(self.parts)


v, w = Vector(3, 4), Vector(1, -1)
print(v + w, v - w, -v, v * 2, 0.5 * v, v * w, abs(v), v == Vector(3, 4), v != w, {v: 1}[Vector(3, 4)], bool(Vector(0, 0)), v[0], list(v), len(v), max(v), [*v, *w], sum([v, w], Vector(0, 0)))
try:
    v + 1
except TypeError as e:
    print("TypeError:", e)


class Fraction:
    def __init__(self, n, d=1):
        if d == 0:
            raise ZeroDivisionError("Fraction(%d, 0)" % n)
        if d < 0:
            n, d = -n, -d
        g = math.gcd(n, d)
        self.n, self.d = n // g, d // g

    def __repr__(self):
        return f"{self.n}/{self.d}" if self.d != 1 else str(self.n)

    @staticmethod
    def lift(x):
        return x if isinstance(x, Fraction) else Fraction(x)

    def __add__(self, o):
        o = self.lift(o)
        return Fraction(self.n * o.d + o.n * self.d, self.d * o.d)

    __radd__ = __add__

    def __sub__(self, o):
        o = self.lift(o)
        return Fraction(self.n * o.d - o.n * self.d, self.d * o.d)

    def __rsub__(self, o):
        return self.lift(o) - self

    def __mul__(self, o):
        o = self.lift(o)
        return Fraction(self.n * o.n, self.d * o.d)

    __rmul__ = __mul__

    def __truediv__(self, o):
        o = self.lift(o)
        return Fraction(self.n * o.d, self.d * o.n)

    def __rtruediv__(self, o):
        return self.lift(o) / self

    def __pow__(self, k):
        return Fraction(self.n ** k, self.d ** k) if k >= 0 else Fraction(self.d ** -k, self.n ** -k)

    def __eq__(self, o):
        o = self.lift(o)
        return self.n == o.n and self.d == o.d

    def __lt__(self, o):
        o = self.lift(o)
        return self.n * o.d < o.n * self.d

    def __float__(self):
        return self.n / self.d

    def __hash__(self):
        return hash((self.n, self.d)) if self.d != 1 else hash(self.n)


h, t = Fraction(1, 2), Fraction(-2, -6)
print(h, t, h + t, h - t, h * t, h / t, h + 1, 1 + h, 1 - h, 2 * h, 1 / t, h ** 3, h ** -2, h == Fraction(2, 4), h < t, h > t, float(t), sorted([h, t, Fraction(5), Fraction(0)]), Fraction(4, 2) == 2, {Fraction(2): "two"}[2])
print(sum((Fraction(1, n) for n in range(1, 20)), Fraction(0)), sum([h, t]))
x = Fraction(1)
for _ in range(6):
    x = (x + 2 / x) / 2
print(x, float(x) - math.sqrt(2) < 1e-12)
try:
    h / 0
except ZeroDivisionError as e:
    print("ZeroDivisionError:", e)
