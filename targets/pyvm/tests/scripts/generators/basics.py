"""Generator functions: laziness, state, exhaustion, return values."""


def count(n):
    print("start", end=" ")
    i = 0
    while i < n:
        yield i
        i += 1
    print("end", end=" ")
    return "result"


g = count(3)
print("made")
print(next(g), next(g), next(g))
try:
    next(g)
except StopIteration as e:
    print("StopIteration", e.value)
try:
    next(g)
except StopIteration as e:
    print("StopIteration again", e.value)
print(list(count(2)), sum(count(4)), [x for x in count(0)], next(count(0), "default"), max(count(3)), tuple(count(1)), 2 in count(5), dict(zip("ab", count(9))))


def empty():
    return
    yield


def infinite():
    n = 0
    while True:
        yield n
        n += 1


print(list(empty()), [x for x, _ in zip(infinite(), range(4))], iter(g) is g, type(g).__name__, g.__name__)
g = infinite()
for x in g:
    if x == 3:
        break
print(next(g), next(g))
a, b, c = count(3)
print(a, b, c)
first, *rest = count(4)
print(first, rest, [*count(2), *count(2)])


def args(*a, **k):
    for x in a:
        yield x
    for kv in k.items():
        yield kv


print(list(args(1, 2, z=3)))


def fib():
    a, b = 0, 1
    while 1:
        yield a
        a, b = b, a + b


def take(n, it):
    for i, x in enumerate(it):
        if i == n:
            return
        yield x


print(list(take(15, fib())), list(take(5, (x * x for x in infinite() if x % 2))))


def errors():
    yield 1
    raise ValueError("in generator")


g = errors()
print(next(g))
for _ in range(2):
    try:
        next(g)
    except ValueError as e:
        print("ValueError:", e)
    except StopIteration:
        print("finished")


def stops():
    yield 1
    raise StopIteration("bad")


try:
    list(stops())
except RuntimeError as e:
    print("RuntimeError:", e, repr(e.__cause__))


def reentrant():
    yield next(me)


me = reentrant()
try:
    next(me)
except ValueError as e:
    print("ValueError:", e)
for f in (lambda: count(1)[0], lambda: len(count(1)), lambda: next(5)):
    try:
        f()
    except TypeError as e:
        print("TypeError:", e)
