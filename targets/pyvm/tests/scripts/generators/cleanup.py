"""finally and with in generators: on exhaustion, close, throw, return; order of nested cleanup."""

log = []


def g(n):
    try:
        for i in range(n):
            try:
                yield i
            finally:
                log.append(f"inner {i}")
    finally:
        log.append("outer")


def shown(label):
    print(label, log)
    log.clear()


list(g(2))
shown("exhausted")
it = g(3)
next(it)
it.close()
shown("closed")
it = g(3)
next(it)
next(it)
try:
    it.throw(KeyError("k"))
except KeyError as e:
    shown(f"thrown {e}")
it = g(3)
it.close()
shown("closed before the start")
for x in (it := g(5)):
    if x == 1:
        break
shown("broken off")
it.close()
shown("closed after the break")


class M:
    def __init__(self, n):
        self.n = n

    def __enter__(self):
        log.append(f"enter {self.n}")
        return self

    def __exit__(self, kind, e, tb):
        log.append(f"exit {self.n} {kind.__name__ if kind else None}")
        return kind is ZeroDivisionError


def w():
    with M(1), M(2):
        yield "a"
        yield 1 / 0
    yield "after"


print(list(w()))
shown("with")
it = w()
next(it)
it.close()
shown("with closed")


def returns():
    try:
        yield 1
        return "early"
    finally:
        log.append("returning")


def delegates():
    r = yield from returns()
    log.append(r)
    try:
        yield from g(2)
    finally:
        log.append("delegate done")


print(list(delegates()))
shown("delegated")
it = delegates()
print(next(it), next(it))
it.close()
shown("delegate closed")


def catches():
    while True:
        try:
            x = yield
            log.append(x)
        except ValueError as e:
            log.append(f"caught {e}")
        except GeneratorExit:
            log.append("bye")
            return


it = catches()
next(it)
it.send(1)
it.throw(ValueError("v"))
it.send(2)
it.close()
shown("catches")
def yields_in_finally():
    try:
        yield 1
    finally:
        yield 2
print(list(yields_in_finally()))
def swallow():
    try:
        yield 1
    except ValueError:
        pass
it = swallow()
next(it)
try:
    it.throw(ValueError)
except StopIteration as e:
    print("StopIteration", e.value)
