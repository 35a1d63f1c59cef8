"""Useful context managers: timer-like, stack, redirect, transaction, nested generators."""


class Stack:
    def __init__(self):
        self.todo = []

    def __enter__(self):
        return self

    def push(self, manager):
        value = manager.__enter__()
        self.todo.append(manager)
        return value

    def call(self, f, *a):
        class C:
            def __exit__(self, *e):
                f(*a)
        self.todo.append(C())

    def __exit__(self, *error):
        handled = False
        while self.todo:
            if self.todo.pop().__exit__(*(error if not handled else (None,) * 3)):
                handled = True
        return handled


class Tag:
    depth = 0

    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("  " * Tag.depth + f"<{self.name}>")
        Tag.depth += 1
        return self

    def __exit__(self, *e):
        Tag.depth -= 1
        print("  " * Tag.depth + f"</{self.name}>")

    def text(self, s):
        print("  " * Tag.depth + s)


with Tag("html"):
    with Tag("body") as b:
        b.text("hello")
        for i in range(2):
            with Tag("p") as p:
                p.text(str(i))
with Stack() as s:
    for n in "abc":
        s.push(Tag(n))
    s.call(print, "called")
    print("in the middle")


class Suppress:
    def __init__(self, *kinds):
        self.kinds = kinds

    def __enter__(self):
        pass

    def __exit__(self, kind, e, tb):
        return kind is not None and issubclass(kind, self.kinds)


with Suppress(ZeroDivisionError, KeyError):
    print("before")
    1 / 0
    print("never")
try:
    with Suppress(KeyError):
        [][0]
except IndexError as e:
    print("IndexError:", e)


class Setting:
    values = {"debug": False}

    def __init__(self, **new):
        self.new = new

    def __enter__(self):
        self.old = {k: self.values.get(k) for k in self.new}
        self.values.update(self.new)

    def __exit__(self, *e):
        self.values.update(self.old)


print(Setting.values)
with Setting(debug=True):
    print(Setting.values)
    with Setting(debug=5, level=1):
        print(Setting.values)
    print(Setting.values)
print(Setting.values)
from contextlib import contextmanager


@contextmanager
def managed(n):
    print("open", n)
    try:
        yield n * 2
    except KeyError as e:
        print("handled", e)
    finally:
        print("close", n)


with managed(1) as a, managed(a) as b:
    print(a, b)
with managed(5):
    raise KeyError("k")
try:
    with managed(6):
        raise ValueError("v")
except ValueError as e:
    print("out:", e)


def gen():
    with managed("gen"):
        yield 1
        yield 2


for x in gen():
    print(x)
g = gen()
print(next(g))
g.close()
