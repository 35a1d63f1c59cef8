"""with in programs: locks, indentation, measurement by counters, scoped settings, undo, pools."""


class Lock:
    def __init__(self):
        self.held, self.log = False, []

    def __enter__(self):
        if self.held:
            raise RuntimeError("already held")
        self.held = True
        self.log.append("acquire")
        return self

    def __exit__(self, *e):
        self.held = False
        self.log.append("release")


lock = Lock()
with lock:
    print(lock.held)
    try:
        with lock:
            print("never")
    except RuntimeError as e:
        print("RuntimeError:", e)
    print(lock.held)
print(lock.held, lock.log)


class Indent:
    def __init__(self):
        self.n = 0

    def __enter__(self):
        self.n += 1
        return self

    def __exit__(self, *e):
        self.n -= 1

    def print(self, s):
        print("    " * self.n + s)


i = Indent()
i.print("a")
with i:
    i.print("b")
    with i, i:
        i.print("c")
    i.print("d")
i.print("e")


class Pool:
    def __init__(self, n):
        self.free, self.used = list(range(n)), set()

    def get(self):
        pool = self

        class Handle:
            def __enter__(self):
                if not pool.free:
                    raise LookupError("empty pool")
                self.x = pool.free.pop()
                pool.used.add(self.x)
                return self.x

            def __exit__(self, *e):
                pool.used.remove(self.x)
                pool.free.append(self.x)
        return Handle()


p = Pool(2)
with p.get() as a, p.get() as b:
    print(a, b, sorted(p.used))
    try:
        with p.get():
            pass
    except LookupError as e:
        print("LookupError:", e)
print(p.free, p.used)


class Undo:
    def __init__(self, target):
        self.target = target

    def __enter__(self):
        self.copy = dict(self.target)
        return self.target

    def __exit__(self, kind, e, tb):
        if kind:
            self.target.clear()
            self.target.update(self.copy)
        return kind is ValueError


d = {"a": 1}
with Undo(d) as t:
    t["b"] = 2
print(d)
with Undo(d) as t:
    t["c"] = 3
    del t["a"]
    raise ValueError
print(d)
try:
    with Undo(d) as t:
        t.clear()
        raise KeyError("k")
except KeyError:
    print(d)


def generator():
    with lock:
        yield 1
        yield 2


g = generator()
print(next(g), lock.held)
g.close()
print(lock.held, list(generator()))
results = []
for n in range(4):
    with Undo(d) as t:
        if n == 1:
            continue
        if n == 2:
            raise ValueError
        if n == 3:
            break
        t[n] = n
        results.append(n)
print(results, d)


def value():
    with lock if not lock.held else Indent() as x:
        return type(x).__name__


print(value())
