"""A class that behaves as an int: modular arithmetic with all operators, index, hash, format, comparison with ints."""


class Mod:
    p = 17

    def __init__(self, v):
        self.v = int(v) % self.p

    def _lift(self, o):
        return o.v if isinstance(o, Mod) else o if isinstance(o, int) else None

    def _op(f):
        def method(self, o):
            b = self._lift(o)
            return NotImplemented if b is None else Mod(f(self.v, b))
        return method

    __add__ = __radd__ = _op(lambda a, b: a + b)
    __mul__ = __rmul__ = _op(lambda a, b: a * b)
    __sub__ = _op(lambda a, b: a - b)
    __rsub__ = _op(lambda a, b: b - a)
    __truediv__ = _op(lambda a, b: a * pow(b, -1, Mod.p))
    __rtruediv__ = _op(lambda a, b: b * pow(a, -1, Mod.p))
    __pow__ = _op(lambda a, b: pow(a, b, Mod.p))
    __neg__ = lambda self: Mod(-self.v)
    __pos__ = lambda self: self
    __invert__ = lambda self: 1 / self
    __int__ = __index__ = lambda self: self.v
    __bool__ = lambda self: self.v != 0
    __hash__ = lambda self: hash(self.v)
    __repr__ = lambda self: f"Mod({self.v})"
    __format__ = lambda self, spec: format(self.v, spec or "d") + f"~{self.p}"

    def __eq__(self, o):
        b = self._lift(o)
        return NotImplemented if b is None else self.v == b % self.p

    def __lt__(self, o):
        return self.v < self._lift(o)


a, b = Mod(5), Mod(15)
print(a + b, a - b, a * b, a / b, a ** 3, -a, +a, ~a, a + 1, 20 + a, 1 - a, 3 * a, 1 / a, a ** -1 * a)
print(a == 5, a == 22, 5 == a, a != b, a == "5", a < b, sorted([b, a]), bool(Mod(17)), {a: 1}[Mod(22)], [10, 11, 12, 13, 14, 15][a], hex(b), int(b), range(20)[a], f"{a} {a:03d}", "%d" % a, sum([a, b, 1]), max(a, b))
x = a
x += b
x *= 2
x -= 1
x **= 2
x /= 3
print(x, a, [Mod(k) ** 2 for k in range(9)], [k for k in range(17) if any(Mod(j) ** 2 == k for j in range(17))], len({Mod(k) for k in range(100)}))
for f in (lambda: a + 1.5, lambda: "x" + a, lambda: a / 0, lambda: 1 / Mod(0), lambda: a % 2, lambda: a < "x", lambda: a @ b, lambda: 2 ** a, lambda: a + None):
    try:
        print(f())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
def lagrange(points, x):
    total = Mod(0)
    for i, (xi, yi) in enumerate(points):
        term = Mod(yi)
        for j, (xj, _) in enumerate(points):
            if i != j:
                term *= (x - Mod(xj)) / (Mod(xi) - xj)
        total += term
    return total
f = lambda x: 3 * x * x + 5 * x + 7
pts = [(k, f(k)) for k in (1, 4, 6)]
print([lagrange(pts, Mod(k)) == f(k) for k in range(6)], lagrange(pts, Mod(0)))
