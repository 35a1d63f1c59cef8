"""Complex numbers: literals, operators, repr, comparison, conversion."""

z = 3 + 4j
print(z, abs(z), z.real, z.imag, z.conjugate(), -z, +z, bool(0j), bool(z), type(z).__name__)
print(z + 1, 1 + z, z - 2.5, 2 - z, z * 2j, z * z, z / 2, z / (1 - 1j), 1 / z, True + 1j)
print(z ** 2, z ** 0, z ** -1, z ** 0.5, 2 ** 1j, 1j ** 1j, (-8 + 0j) ** (1 / 3))
print(0j, -0j, complex(0.0, -0.0), complex(-0.0, 0.0), 1e20j, 1.5e-7 + 2j, complex("inf"), complex("nan+infj"))
print(1 + 0j == 1, 1 == 1 + 0j, 1j == 1j, 1j != 2j, 1.5 == 1.5 + 0j, 10 ** 30 == 10 ** 30 + 0j, 1j == "a", 1j in [1, 1j])
print(hash(1 + 0j) == hash(1), hash(2.5 + 0j) == hash(2.5), {1j: "a"}[1j], {1: "one"}[1 + 0j])
for text in ("1", "1j", "-j", "+1-2j", " (1+2j) ", "1e5-1e-3J", "infj", "1_0+2j", "", "1+", "1 + 2j", "j1", "1+2", "++1j"):
    try:
        print(repr(text), complex(text))
    except ValueError as e:
        print(repr(text), e)


class HasComplex:
    def __complex__(self):
        return 1 + 2j


class HasFloat:
    def __float__(self):
        return 2.5


class Point(complex):
    def size(self):
        return abs(self)


print(complex(), complex(1), complex(1, 2), complex(1j, 1j), complex(imag=2), complex(real=1.5, imag=1), complex(HasComplex()))
print(complex(HasFloat()), complex(True), Point(3, 4), Point(3, 4).size(), Point(1, 2) + 1, isinstance(Point(), complex))
for f in (
    lambda: 1j / 0, lambda: 0j ** -1, lambda: 1j < 2j, lambda: 1j // 1, lambda: 1j % 2, lambda: int(1j), lambda: float(1j),
    lambda: complex("1", 2), lambda: complex(1, "2"), lambda: complex([]), lambda: complex(1, 2, 3), lambda: ~1j, lambda: 1j + "a",
    lambda: divmod(1j, 2), lambda: 1e200j ** 3.5,
):  # fmt: skip
    try:
        print(f())
    except (TypeError, ValueError, ZeroDivisionError, OverflowError) as e:
        print(type(e).__name__, e)


def escapes(c, limit=50):
    z = 0
    for n in range(limit):
        if abs(z) > 2:
            return n
        z = z * z + c
    return limit


print(["".join(" .+#"[min(escapes(complex(x / 8, y / 4)) // 5, 3)] for x in range(-16, 8)) for y in range(-4, 5)])
print(f"{1+2j} {z!r:>10} %s" % (1j,), sum([1j, 2]), round(abs(1 + 1j), 6))
print((-8) ** 0.5, (-8.0) ** (1 / 3), (-2) ** -0.5, pow(-1, 0.5), (-8.0) ** 3.0)
