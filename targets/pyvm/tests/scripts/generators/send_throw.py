"""send, throw, close."""


def echo():
    received = []
    try:
        while True:
            x = yield len(received)
            received.append(x)
    except ValueError as e:
        yield "caught " + str(e)
    except GeneratorExit:
        print("closing", received)
        raise
    finally:
        print("finally", received)
    yield "after"


g = echo()
print(next(g), g.send("a"), g.send(None), next(g))
print(g.throw(ValueError("v")))
print(next(g))
print(list(g))
g = echo()
next(g)
g.send(5)
g.close()
g.close()
g = echo()
try:
    g.send("too early")
except TypeError as e:
    print("TypeError:", e)
g = echo()
try:
    g.throw(KeyError("before start"))
except KeyError as e:
    print("KeyError:", e)
print(list(g))
g = echo()
next(g)
try:
    g.throw(TypeError("not handled"))
except TypeError as e:
    print("TypeError:", e)


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = stubborn()
next(g)
try:
    g.close()
except RuntimeError as e:
    print("RuntimeError:", e)


def average():
    total = n = 0
    value = None
    while True:
        x = yield value
        total += x
        n += 1
        value = total / n


a = average()
next(a)
print([a.send(x) for x in (10, 20, 60)])


def accumulate():
    total = 0
    while True:
        x = yield
        if x is None:
            return total
        total += x


g = accumulate()
next(g)
g.send(1)
g.send(5)
try:
    g.send(None)
except StopIteration as e:
    print("returned", e.value)


def expression():
    x = (yield 1) + (yield 2)
    print("x =", x)
    y = [(yield), (yield)]
    print("y =", y)
    return (yield (yield "deep"))


g = expression()
print(next(g), g.send(10), g.send(20), g.send("a"), g.send("b"), g.send("inner"))
try:
    g.send("last")
except StopIteration as e:
    print(e.value)


def scheduler(tasks):
    queue = list(tasks)
    while queue:
        name, t = queue.pop(0)
        try:
            print(name, next(t), end="; ")
            queue.append((name, t))
        except StopIteration as e:
            print(name, "done", e.value, end="; ")
    print()


def task(n):
    for i in range(n):
        yield i
    return n * 10


scheduler([("a", task(2)), ("b", task(3)), ("c", task(0))])
g = task(5)
next(g)
try:
    g.throw(StopIteration(7))
except (StopIteration, RuntimeError) as e:
    print(type(e).__name__, e)
print(g.gi_frame is None)
