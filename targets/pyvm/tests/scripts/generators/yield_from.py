"""yield from: generators, iterators, values returned, send and throw passed through."""


def inner(n):
    got = []
    for i in range(n):
        got.append((yield i))
    return got


def outer():
    a = yield from inner(2)
    print("a", a)
    b = yield from [10, 20]
    print("b", b)
    c = yield from inner(0)
    print("c", c)
    yield from "xy"
    return a


g = outer()
print(next(g), g.send("s1"), g.send("s2"))
print(list(g))


def tree(t):
    if isinstance(t, list):
        for x in t:
            yield from tree(x)
    else:
        yield t


print(list(tree([1, [2, [3, [4], []], 5], [[6]]])))


def handler():
    try:
        yield 1
    except ValueError as e:
        yield "inner caught " + str(e)
    return "inner value"


def delegate():
    try:
        r = yield from handler()
        yield r
    except KeyError as e:
        yield "outer caught " + str(e)


g = delegate()
print(next(g), g.throw(ValueError("v")), next(g))
g = delegate()
next(g)
print(g.throw(KeyError("k")))


class Iter:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration("iter value")
        return self.n


def from_iter():
    v = yield from Iter()
    yield v


print(list(from_iter()))


def closing():
    try:
        yield 1
    finally:
        print("inner closed")


def closes():
    try:
        yield from closing()
    finally:
        print("outer closed")


g = closes()
next(g)
g.close()


def countdown(n):
    if n:
        yield n
        yield from countdown(n - 1)


print(list(countdown(10)), sum(countdown(100)))


def chain(*its):
    for it in its:
        yield from it


def flatten(d, path=""):
    for k, v in d.items():
        if isinstance(v, dict):
            yield from flatten(v, path + k + ".")
        else:
            yield path + k, v


print(list(chain("ab", [1], range(2), {"k": 0})), list(flatten({"a": 1, "b": {"c": 2, "d": {"e": 3}}})))


def hanoi(n, a, b, c):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a + c
        yield from hanoi(n - 1, b, a, c)


print(" ".join(hanoi(4, "A", "B", "C")))
try:
    def bad():
        yield from 5
    list(bad())
except TypeError as e:
    print("TypeError:", e)
g = outer()
next(g)
try:
    g.throw(RuntimeError("through"))
except RuntimeError as e:
    print("RuntimeError:", e)
