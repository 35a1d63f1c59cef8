"""__getattr__, __getattribute__, __setattr__, __delattr__, proxies."""


class Fallback:
    real = "real"

    def __getattr__(self, name):
        if name.startswith("no"):
            raise AttributeError("refused " + name)
        return name.upper()


f = Fallback()
f.own = "own"
print(f.real, f.own, f.anything, getattr(f, "other"), hasattr(f, "nothing"), getattr(f, "nothing", "default"))
try:
    f.none
except AttributeError as e:
    print("AttributeError:", e)


class All:
    def __init__(self):
        self.x = 1

    def __getattribute__(self, name):
        if name == "x":
            return "seen " + str(object.__getattribute__(self, "x"))
        return super().__getattribute__(name)

    def method(self):
        return "method"


a = All()
print(a.x, a.method(), a.__class__.__name__, object.__getattribute__(a, "x"))


class Logged:
    def __init__(self):
        object.__setattr__(self, "log", [])
        self.a = 1

    def __setattr__(self, name, value):
        self.log.append(("set", name, value))
        super().__setattr__(name, value)

    def __delattr__(self, name):
        self.log.append(("del", name))
        object.__delattr__(self, name)


l = Logged()
l.b = 2
l.b += 1
del l.a
setattr(l, "c", 4)
print(l.log, l.b, hasattr(l, "a"))


class Frozen:
    def __init__(self, **kw):
        self.__dict__.update(kw)

    def __setattr__(self, name, value):
        raise AttributeError(f"frozen: {name}")


z = Frozen(p=1)
try:
    z.p = 2
except AttributeError as e:
    print("AttributeError:", e, z.p)


class Proxy:
    def __init__(self, target):
        self.__dict__["target"] = target
        self.__dict__["calls"] = []

    def __getattr__(self, name):
        value = getattr(self.target, name)
        if callable(value):
            def wrapped(*a):
                self.calls.append(name)
                return value(*a)
            return wrapped
        return value

    def __setattr__(self, name, value):
        setattr(self.target, name, value)

    def __len__(self):
        return len(self.target)

    def __getitem__(self, i):
        return self.target[i]


p = Proxy([3, 1, 2])
p.append(0)
p.sort()
print(p.target, p.calls, len(p), p[0], list(p))


class Chain:
    def __init__(self, path=""):
        self._path = path

    def __getattr__(self, name):
        return Chain(f"{self._path}/{name}")

    def __call__(self, x):
        return Chain(f"{self._path}({x})")

    def __str__(self):
        return self._path


print(Chain().users(5).posts.latest)


class Bad:
    def __getattr__(self, name):
        return 1 // 0


try:
    Bad().x
except ZeroDivisionError as e:
    print("ZeroDivisionError:", e)
try:
    hasattr(Bad(), "x")
except ZeroDivisionError:
    print("hasattr lets it through")
