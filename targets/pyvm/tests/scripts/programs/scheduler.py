"""A round-robin scheduler of generator tasks: sleep, spawn, join, locks, channels, failures."""


class Task:
    count = 0

    def __init__(self, name, gen):
        self.name, self.gen, self.value, self.result, self.waiting, self.error = name, gen, None, None, [], None


class Scheduler:
    def __init__(self):
        self.ready, self.sleeping, self.now, self.trace = [], [], 0, []

    def spawn(self, name, gen):
        t = Task(name, gen)
        self.ready.append(t)
        return t

    def run(self):
        while self.ready or self.sleeping:
            if not self.ready:
                self.sleeping.sort(key=lambda s: (s[0], s[1]))
                self.now, _, t = self.sleeping.pop(0)
                self.ready.append(t)
            t = self.ready.pop(0)
            try:
                op, *args = t.gen.send(t.value) or ("pass",)
            except StopIteration as s:
                t.result, t.gen = s.value, None
                self.finish(t)
            except Exception as e:
                t.error, t.gen = e, None
                self.trace.append(f"{self.now}: {t.name} fails with {e!r}")
                self.finish(t)
            else:
                t.value = None
                getattr(self, "op_" + op)(t, *args)

    def finish(self, t):
        for w in t.waiting:
            w.value = (t.result, t.error)
            self.ready.append(w)

    def op_pass(self, t):
        self.ready.append(t)

    def op_sleep(self, t, n):
        self.sleeping.append((self.now + n, len(self.sleeping), t))

    def op_spawn(self, t, name, gen):
        t.value = self.spawn(name, gen)
        self.ready.append(t)

    def op_join(self, t, other):
        if other.gen is None:
            t.value = (other.result, other.error)
            self.ready.append(t)
        else:
            other.waiting.append(t)

    def op_log(self, t, text):
        self.trace.append(f"{self.now}: {t.name} {text}")
        self.ready.append(t)

    def op_get(self, t, channel):
        if channel.items:
            t.value = channel.items.pop(0)
            self.ready.append(t)
        else:
            channel.getters.append(t)

    def op_put(self, t, channel, x):
        if channel.getters:
            g = channel.getters.pop(0)
            g.value = x
            self.ready.append(g)
        else:
            channel.items.append(x)
        self.ready.append(t)


class Channel:
    def __init__(self):
        self.items, self.getters = [], []


def worker(n, delay):
    for i in range(n):
        yield "log", f"step {i}"
        yield "sleep", delay
    return n * delay


def failing():
    yield "sleep", 4
    raise ValueError("broken")


def producer(ch, n):
    for i in range(n):
        yield "put", ch, i * i
        yield "sleep", 1
    yield "put", ch, None


def consumer(ch):
    total = 0
    while True:
        x = yield "get", ch
        if x is None:
            return total
        total += x
        yield "log", f"got {x}"


def main():
    a = yield "spawn", "a", worker(3, 2)
    b = yield "spawn", "b", worker(2, 3)
    f = yield "spawn", "f", failing()
    ch = Channel()
    yield "spawn", "p", producer(ch, 4)
    c = yield "spawn", "c", consumer(ch)
    for t in (a, b, f, c):
        result, error = yield "join", t
        yield "log", f"{t.name} -> {result} {error!r}"
    yield
    return "main done"


s = Scheduler()
m = s.spawn("main", main())
s.run()
print("\n".join(s.trace))
print(m.result, s.now)
