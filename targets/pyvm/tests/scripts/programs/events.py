"""A bus of events, coroutines as actors, a pipeline with back pressure, timers: much calling through closures and generators."""


class Bus:
    def __init__(self):
        self.handlers, self.depth = {}, 0

    def on(self, event, priority=0):
        def register(f):
            self.handlers.setdefault(event, []).append((priority, len(self.handlers.get(event, ())), f))
            self.handlers[event].sort(key=lambda h: (-h[0], h[1]))
            return f
        return register

    def emit(self, event, *args, **kw):
        self.depth += 1
        try:
            if self.depth > 4:
                raise RecursionError(f"{event} goes too deep")
            results = []
            for _, _, f in self.handlers.get(event, []) + self.handlers.get("*", []):
                r = f(*args, **kw)
                if r is StopIteration:
                    break
                results.append(r)
            return results
        finally:
            self.depth -= 1


bus = Bus()


@bus.on("add")
def low(a, b):
    return "low", a + b


@bus.on("add", priority=5)
def high(a, b):
    return StopIteration if a < 0 else ("high", a * b)


@bus.on("*")
def anything(*a, **k):
    return "any", len(a), sorted(k)


@bus.on("loop")
def loop(n):
    return bus.emit("loop", n + 1)


print(bus.emit("add", 2, 3), bus.emit("add", -1, 1), bus.emit("nothing"), bus.emit("other", 1, x=2, y=3))
try:
    bus.emit("loop", 0)
except RecursionError as e:
    print("RecursionError:", e, bus.depth)


class Actor:
    registry = {}

    def __init__(self, name, behaviour):
        self.inbox, self.name = [], name
        self.run = behaviour(self)
        next(self.run)
        Actor.registry[name] = self

    def send(self, to, message):
        Actor.registry[to].inbox.append((self.name, message))

    @classmethod
    def schedule(cls, limit=100):
        for step in range(limit):
            busy = [a for a in cls.registry.values() if a.inbox]
            if not busy:
                return step
            for a in busy:
                sender, message = a.inbox.pop(0)
                try:
                    a.run.send((sender, message))
                except StopIteration:
                    print(a.name, "stops")
                    del cls.registry[a.name]
        return limit


def ping(self):
    while True:
        sender, n = yield
        print("ping", n)
        if n <= 0:
            return
        self.send("pong", n - 1)


def pong(self):
    count = 0
    while True:
        sender, n = yield
        count += 1
        print("pong", n, "count", count)
        self.send("ping", n - 1)


a, b = Actor("ping", ping), Actor("pong", pong)
a.inbox.append(("main", 5))
print(Actor.schedule(), sorted(Actor.registry))


def source(n):
    for i in range(n):
        print("make", i, end="; ")
        yield i


def stage(f, it):
    for x in it:
        y = f(x)
        if y is not None:
            yield y


def batch(n, it):
    out = []
    for x in it:
        out.append(x)
        if len(out) == n:
            yield out
            out = []
    if out:
        yield out


for b in batch(2, stage(lambda x: x * x if x % 3 else None, source(7))):
    print("batch", b)
timers = []
def after(t, f):
    timers.append((t, len(timers), f))
    timers.sort()
now, ticks = 0, []
def tick(n):
    ticks.append((now, n))
    if n < 3:
        after(now + n + 1, lambda: tick(n + 1))
after(5, lambda: tick(0))
after(1, lambda: ticks.append("first"))
while timers:
    now, _, f = timers.pop(0)
    f()
print(ticks)
