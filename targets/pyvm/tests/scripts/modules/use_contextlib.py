"""contextlib"""

from contextlib import contextmanager, suppress, closing, nullcontext, ExitStack, redirect_stdout


@contextmanager
def tag(n):
    print("<%s>" % n)
    try:
        yield n
    finally:
        print("</%s>" % n)


with tag("a") as a, tag("b"):
    print(a)
with suppress(KeyError, ValueError):
    int("x")
    print("never")
try:
    with suppress(KeyError):
        1 / 0
except ZeroDivisionError:
    print("not suppressed")


class Thing:
    def close(self):
        print("closed")


with closing(Thing()) as t:
    print(type(t).__name__)
with nullcontext(5) as n:
    print(n)
with ExitStack() as stack:
    names = [stack.enter_context(tag(n)) for n in "xyz"]
    stack.callback(print, "callback", 1)
    print(names)
try:
    with ExitStack() as stack:
        stack.enter_context(tag("q"))
        stack.push(lambda *e: print("saw", e[0].__name__))
        raise ValueError("v")
except ValueError as e:
    print("ValueError", e)
with ExitStack() as stack:
    stack.enter_context(suppress(IndexError))
    [][0]
print("after")


class Out:
    def __init__(self):
        self.s = ""

    def write(self, s):
        self.s += s

    def flush(self):
        pass


out = Out()
with redirect_stdout(out):
    print("captured")
print(repr(out.s))


@tag("decorated")
def f(x):
    print("in f", x)
    return x


print(f(1), f(2))


@contextmanager
def no_yield():
    if False:
        yield


@contextmanager
def two():
    yield 1
    yield 2


for cm in (no_yield, two):
    try:
        with cm():
            print("body")
    except RuntimeError as e:
        print("RuntimeError:", e)


@contextmanager
def changes():
    try:
        yield
    except ValueError as e:
        raise KeyError("changed") from e


try:
    with changes():
        raise ValueError("orig")
except KeyError as e:
    print(repr(e), repr(e.__cause__))
print(tag.__name__)
