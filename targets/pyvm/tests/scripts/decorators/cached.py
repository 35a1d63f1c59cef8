"""Useful decorators: caching, retrying, checking, timing of calls by a counter, deprecation, generators as context managers."""


def retry(times):
    def decorate(f):
        def wrapped(*a):
            for attempt in range(1, times + 1):
                try:
                    return f(*a)
                except ValueError as e:
                    print("attempt", attempt, "failed:", e)
            return "gave up"
        return wrapped
    return decorate


fails = iter([True, True, False, True, True, True])


@retry(3)
def flaky(x):
    if next(fails):
        raise ValueError("no " + str(x))
    return x


print(flaky(1), flaky(2))


def check(**types):
    def decorate(f):
        names = f.__code__.co_varnames[:f.__code__.co_argcount]

        def wrapped(*args):
            for name, value in zip(names, args):
                if name in types and not isinstance(value, types[name]):
                    raise TypeError(f"{name} must be {types[name].__name__}, not {type(value).__name__}")
            return f(*args)
        return wrapped
    return decorate


@check(a=int, b=str)
def repeat(a, b):
    return a * b


print(repeat(2, "ab"))
try:
    repeat("2", "ab")
except TypeError as e:
    print("TypeError:", e)


def cached(f):
    store = {}
    hits = [0, 0]

    def wrapped(*a):
        if a in store:
            hits[0] += 1
        else:
            hits[1] += 1
            store[a] = f(*a)
        return store[a]
    wrapped.hits = hits
    return wrapped


@cached
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.hits)


class cached_property:
    def __init__(self, f):
        self.f = f
        self.name = f.__name__

    def __get__(self, obj, cls=None):
        if obj is None:
            return self
        print("compute", self.name)
        value = obj.__dict__[self.name] = self.f(obj)
        return value


class Data:
    def __init__(self, l):
        self.l = l

    @cached_property
    def total(self):
        return sum(self.l)


d = Data([1, 2, 3])
print(d.total, d.total, Data.total.name)


def contextmanager(f):
    class Manager:
        def __init__(self, *a):
            self.gen = f(*a)

        def __enter__(self):
            return next(self.gen)

        def __exit__(self, kind, error, tb):
            if error is None:
                next(self.gen, None)
                return False
            try:
                self.gen.throw(error)
            except StopIteration:
                return True
    return Manager


@contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name.upper()
    except ValueError as e:
        print("swallowed", e)
    finally:
        print(f"</{name}>")


with tag("b") as t:
    print(t)
with tag("i"):
    raise ValueError("oops")
print("after")
