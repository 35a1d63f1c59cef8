"""Decorators that register, time by counting, validate, add methods, wrap generators, stack in order and keep state."""

order = []


def mark(n):
    order.append(f"made {n}")

    def decorate(f):
        order.append(f"applied {n}")

        def w(*a, **k):
            order.append(f"called {n}")
            return f(*a, **k)
        return w
    return decorate


@mark(1)
@mark(2)
@mark(3)
def f(x):
    order.append("f")
    return x


print(f(5), order)


class Commands:
    table = {}

    @classmethod
    def command(cls, name=None, *, aliases=()):
        def register(f):
            for n in (name or f.__name__, *aliases):
                cls.table[n] = f
            return f
        return register

    def run(self, line):
        name, *args = line.split()
        f = self.table.get(name)
        return f(self, *args) if f else f"no command {name}"


@Commands.command()
def hello(self, who="world"):
    return f"hello {who}"


@Commands.command("sum", aliases=("add", "+"))
def total(self, *xs):
    return sum(map(int, xs))


c = Commands()
print([c.run(l) for l in ("hello", "hello bob", "sum 1 2 3", "+ 4 5", "nope")], sorted(Commands.table), hello(None))


def limit(n):
    def decorate(gen):
        def w(*a):
            for i, x in enumerate(gen(*a)):
                if i >= n:
                    return
                yield x
        return w
    return decorate


@limit(4)
def naturals(start=0):
    while True:
        yield start
        start += 1


print(list(naturals()), list(naturals(10)))


def method_missing(cls):
    def __getattr__(self, name):
        if name.startswith("get_"):
            return lambda: getattr(self, name[4:])
        raise AttributeError(name)
    cls.__getattr__ = __getattr__
    return cls


def with_counter(cls):
    init = cls.__init__

    def __init__(self, *a, **k):
        cls.created = getattr(cls, "created", 0) + 1
        init(self, *a, **k)
    cls.__init__ = __init__
    return cls


@with_counter
@method_missing
class P:
    def __init__(self, x):
        self.x = x

    @(lambda f: property(lambda self: f(self) * 2))
    def twice(self):
        return self.x


p = P(21)
print(p.get_x(), p.twice, P(1).x, P.created)
try:
    p.other
except AttributeError as e:
    print("AttributeError:", e)
class memo_method:
    def __init__(self, f): self.f = f
    def __get__(self, obj, cls):
        cache = obj.__dict__.setdefault("_cache", {})
        def call(*a):
            if a not in cache: cache[a] = self.f(obj, *a)
            return cache[a]
        return call
class Q:
    calls = 0
    @memo_method
    def slow(self, n):
        Q.calls += 1
        return n if n < 2 else self.slow(n - 1) + self.slow(n - 2)
print(Q().slow(40), Q.calls)
