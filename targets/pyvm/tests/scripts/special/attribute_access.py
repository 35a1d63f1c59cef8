"""getattr, setattr, delattr, hasattr, vars, dir, __dict__ in programs: records, defaults, delegation, freezing."""


class Record:
    _fields = ()

    def __init__(self, *args, **kw):
        for name, value in list(zip(self._fields, args)) + list(kw.items()):
            if name not in self._fields:
                raise TypeError(f"no field {name}")
            setattr(self, name, value)

    def __iter__(self):
        return (getattr(self, f, None) for f in self._fields)

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in zip(self._fields, self))})"

    def __setattr__(self, name, value):
        if name in self.__dict__:
            raise AttributeError(f"{name} is set")
        super().__setattr__(name, value)

    def __delattr__(self, name):
        if name.startswith("x"):
            raise AttributeError(f"{name} stays")
        super().__delattr__(name)


class P(Record):
    _fields = ("x", "y")


p = P(1, y=2)
print(p, list(p), P(5), vars(p))
for f in (lambda: setattr(p, "x", 5), lambda: delattr(p, "x"), lambda: delattr(p, "y"), lambda: delattr(p, "y"), lambda: P(z=1), lambda: p.zz):
    try:
        print(f())
    except (AttributeError, TypeError) as e:
        print(type(e).__name__ + ":", e)
print(p, hasattr(p, "y"), getattr(p, "y", "gone"))


class Defaults:
    colour, size = "red", 1

    def __init__(self, **kw):
        self.__dict__.update(kw)

    def changed(self):
        return {k: v for k, v in vars(self).items() if getattr(type(self), k, None) != v}


d = Defaults(size=1, colour="blue", extra=[1])
print(d.changed(), d.colour, Defaults.colour, d.size)
del d.colour
print(d.colour, sorted(n for n in dir(d) if not n.startswith("_")))


class Path:
    def __init__(self, *parts):
        self.parts = parts

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Path(*self.parts, name)

    def __getitem__(self, key):
        return Path(*self.parts, str(key))

    def __call__(self, *args):
        return ".".join(self.parts) + repr(args)

    def __eq__(self, o):
        return self.parts == o.parts


api = Path()
print(api.users[5].posts(1, 2), api.a.b == api.a.b, hasattr(api, "anything"), hasattr(api, "__len__"))
for name in ("upper", "split", "nothing"):
    print(name, getattr("a b", name, lambda: "no method")())
class Count:
    def __getattribute__(self, name):
        d = object.__getattribute__(self, "__dict__")
        d[name] = d.get(name, 0) + 1
        return d[name]
c = Count()
print(c.a, c.a, c.b, c.a, getattr(c, "b"))
o = type("O", (), {})()
for i in range(5):
    setattr(o, f"n{i}", i * i)
print(o.n3, sum(vars(o).values()), [k for k in vars(o)], o.__dict__.pop("n0"), hasattr(o, "n0"))
o.__dict__["with space"] = 1
print(getattr(o, "with space"), setattr(o, "1x", 2), getattr(o, "1x"), "1x" in vars(o))
class Chain:
    def __init__(self): self.calls = []
    def __getattr__(self, name): return lambda *a: (self.calls.append((name, a)), self)[1]
print(Chain().select("x").where(1, 2).limit(5).calls)
