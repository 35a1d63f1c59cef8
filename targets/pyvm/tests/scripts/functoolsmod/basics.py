"""functools: reduce, partial, lru_cache, cmp_to_key, wraps, total_ordering, cached_property, singledispatch."""

import functools
from functools import reduce, partial, lru_cache, cmp_to_key, wraps, total_ordering, cached_property

print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, range(1, 6), 10), reduce(max, [3, 9, 2]), reduce(lambda a, b: b + a, "abc"), reduce(lambda a, b: a, [], "init"))
try:
    reduce(lambda a, b: a, [])
except TypeError as e:
    print("TypeError:", e)


def f(*args, **kw):
    return args, kw


p = partial(f, 1, x=2)
print(p(), p(3, y=4), p(x=5), p.func is f, p.args, p.keywords, partial(p, 7)(8), list(map(partial(pow, 2), range(5))), partial(int, base=2)("101"))


@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(60), fib.cache_info().hits, fib.cache_info().misses)
fib.cache_clear()
print(fib.cache_info()[:2])
calls = []


@lru_cache(maxsize=2)
def small(x, y=0):
    calls.append(x)
    return x * 2


print([small(x) for x in (1, 2, 1, 3, 2, 1)], calls, small(1, y=0), len(calls), small.__wrapped__(5))


@functools.cache
def square(x):
    return x * x


print(square(4), square(4), square.cache_info().hits)
print(sorted([5, 2, 9], key=cmp_to_key(lambda a, b: b - a)), sorted(["bb", "a", "ccc"], key=cmp_to_key(lambda a, b: len(a) - len(b))))


def decorator(g):
    @wraps(g)
    def wrapper(*a):
        "wrapper doc"
        return g(*a)
    return wrapper


@decorator
def documented(x):
    "the doc"
    return x


print(documented.__name__, documented.__doc__, documented(5), documented.__wrapped__(6))


@total_ordering
class Version:
    def __init__(self, *parts):
        self.parts = parts

    def __eq__(self, o):
        return self.parts == o.parts

    def __lt__(self, o):
        return self.parts < o.parts


a, b = Version(1, 2), Version(1, 10)
print(a < b, a <= b, a > b, a >= b, a == b, a != b, a <= Version(1, 2), a >= Version(1, 2))


class Data:
    @cached_property
    def value(self):
        print("computed", end=" ")
        return 42


d = Data()
print(d.value, d.value, d.__dict__)


@functools.singledispatch
def kind(x):
    return "something"


@kind.register(int)
def _(x):
    return "int"


@kind.register(list)
def _(x):
    return "list of " + str(len(x))


print(kind(5), kind([1, 2]), kind("s"), kind(True), kind(None))


class Cell:
    def __init__(self):
        self.alive = False

    def set(self, state):
        self.alive = state

    on = functools.partialmethod(set, True)


c = Cell()
c.on()
print(c.alive)
