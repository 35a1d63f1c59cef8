"""Classes below dict, __missing__, and dicts as attribute tables."""


class Counting(dict):
    def __missing__(self, key):
        print("missing", key)
        self[key] = 0
        return 0


c = Counting(a=5)
c["a"] += 1
c["b"] += 1
c["b"] += 1
print(c, c.get("z"), "z" in c, len(c), isinstance(c, dict), type(c).__name__, dict(c), c == {"a": 6, "b": 2})


class Lower(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)

    def __getitem__(self, key):
        return super().__getitem__(key.lower())

    def __contains__(self, key):
        return super().__contains__(key.lower())


l = Lower()
l["ABC"] = 1
l["abc"] = 2
print(l, l["aBc"], "ABC" in l, l.get("ABC"), list(l))


class Attr(dict):
    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name)

    def __setattr__(self, name, value):
        self[name] = value


a = Attr(x=1)
a.y = 2
print(a, a.x, a["y"], a.x + a.y)
try:
    a.z
except AttributeError as e:
    print("AttributeError:", e)


class Plain:
    def __init__(self):
        self.b = 1
        self.a = 2


p = Plain()
print(p.__dict__, vars(p) is p.__dict__)
p.__dict__["c"] = 3
print(p.c, list(vars(p)))
p.__dict__.update(a="new", d=4)
del p.__dict__["b"]
print(p.a, p.d, hasattr(p, "b"), sorted(vars(p).items()))
vars(p).clear()
print(p.__dict__)
p.__dict__ = {"whole": "new"}
print(p.whole, p.__dict__)
