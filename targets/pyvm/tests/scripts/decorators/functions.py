"""Decorators of functions, with and without arguments, stacked, as classes."""


def trace(f):
    def wrapped(*args, **kw):
        print("call", f.__name__, args, kw)
        result = f(*args, **kw)
        print("gives", result)
        return result
    wrapped.__name__ = f.__name__
    return wrapped


@trace
def add(a, b=1):
    return a + b


print(add(1), add(1, b=2), add.__name__)


def repeat(n, sep=" "):
    print("make repeat", n)

    def decorate(f):
        print("decorate", f.__name__)
        return lambda *a: sep.join([f(*a)] * n)
    return decorate


@repeat(3)
@repeat(2, sep="-")
def greet(name):
    return "hi " + name


print(greet("bob"))


class Count:
    def __init__(self, f):
        self.f = f
        self.n = 0

    def __call__(self, *a):
        self.n += 1
        return self.f(*a)


@Count
def square(x):
    return x * x


print(square(3), square(4), square.n)
registry = {}


def register(name):
    def decorate(f):
        registry[name] = f
        return f
    return decorate


@register("double")
def _(x):
    return x * 2


@register("triple")
def _(x):
    return x * 3


print({k: f(5) for k, f in registry.items()})


@lambda f: f()
def value():
    return 42


@(lambda f: print("decorated", f.__name__))
def printed():
    pass


decorators = [trace, lambda f: f]


@decorators[0]
def indexed():
    return "i"


print(value, printed is None, indexed())


def outer():
    @trace
    def inner(x):
        return x
    return inner


print(outer()(5))


@(lambda f: lambda: f() + 1)
def conditional():
    return 1


print(conditional())
