"""Properties over slots, overridden halves, abstract-like properties, properties made in loops."""


class Base:
    __slots__ = ("_v",)

    def __init__(self, v):
        self.v = v

    @property
    def v(self):
        return self._v

    @v.setter
    def v(self, x):
        self._v = x


class Doubled(Base):
    __slots__ = ()

    @Base.v.getter
    def v(self):
        return self._v * 2


class Checked(Base):
    @Base.v.setter
    def v(self, x):
        if x < 0:
            raise ValueError("negative")
        Base.v.fset(self, x)


print(Base(3).v, Doubled(3).v, Checked(4).v, hasattr(Doubled(1), "__dict__"), hasattr(Checked(1), "__dict__"))
d = Doubled(5)
d.v = 6
print(d.v, d._v)
for f in (lambda: Checked(-1), lambda: delattr(d, "v"), lambda: setattr(d, "w", 1)):
    try:
        f()
    except (ValueError, AttributeError) as e:
        print(type(e).__name__, e)


class Units:
    def __init__(self, m):
        self.m = m


for name, k in (("cm", 100), ("mm", 1000), ("km", 0.001)):
    setattr(Units, name, property(lambda self, k=k: self.m * k, lambda self, x, k=k: setattr(self, "m", x / k)))
u = Units(2)
u.cm = 350
print(u.m, u.mm, u.km, [n for n in vars(Units) if isinstance(vars(Units)[n], property)])
