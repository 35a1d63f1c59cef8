"""Caches: least recently used by a doubly linked list, least frequently used, with expiry by a clock of its own."""


class LRU:
    class Entry:
        __slots__ = "key", "value", "before", "after"

    def __init__(self, capacity):
        self.capacity, self.table = capacity, {}
        self.root = self.Entry()
        self.root.before = self.root.after = self.root
        self.hits = self.misses = 0

    def _unlink(self, e):
        e.before.after, e.after.before = e.after, e.before

    def _front(self, e):
        e.before, e.after = self.root, self.root.after
        self.root.after.before = e
        self.root.after = e

    def get(self, key, default=None):
        e = self.table.get(key)
        if e is None:
            self.misses += 1
            return default
        self.hits += 1
        self._unlink(e)
        self._front(e)
        return e.value

    def put(self, key, value):
        e = self.table.get(key)
        if e is not None:
            self._unlink(e)
        else:
            if len(self.table) >= self.capacity:
                old = self.root.before
                self._unlink(old)
                del self.table[old.key]
            e = self.Entry()
            e.key = key
            self.table[key] = e
        e.value = value
        self._front(e)

    def __iter__(self):
        e = self.root.after
        while e is not self.root:
            yield e.key, e.value
            e = e.after


c = LRU(3)
for k in "abcad":
    c.put(k, k.upper())
    print(k, list(c))
print(c.get("b"), c.get("a"), c.get("c", "gone"), list(c), c.hits, c.misses)
c.put("a", "again")
print(list(c))


class LFU:
    def __init__(self, capacity):
        self.capacity, self.values, self.counts, self.clock = capacity, {}, {}, 0

    def touch(self, key):
        self.clock += 1
        self.counts[key] = (self.counts.get(key, (0, 0))[0] + 1, self.clock)

    def get(self, key):
        if key in self.values:
            self.touch(key)
            return self.values[key]

    def put(self, key, value):
        if key not in self.values and len(self.values) >= self.capacity:
            victim = min(self.counts, key=self.counts.get)
            del self.values[victim], self.counts[victim]
        self.values[key] = value
        self.touch(key)


f = LFU(2)
f.put(1, "one")
f.put(2, "two")
print(f.get(1), f.get(1), f.get(2))
f.put(3, "three")
print(f.get(2), f.get(1), f.get(3), sorted(f.values))


class Clock:
    now = 0


class Expiring:
    def __init__(self, seconds):
        self.seconds, self.data = seconds, {}

    def __setitem__(self, k, v):
        self.data[k] = v, Clock.now + self.seconds

    def __getitem__(self, k):
        v, until = self.data[k]
        if Clock.now >= until:
            del self.data[k]
            raise KeyError(f"{k} has expired")
        return v


e = Expiring(10)
e["x"] = 1
for Clock.now in (0, 9, 10):
    try:
        print(Clock.now, e["x"])
    except KeyError as err:
        print("KeyError:", err.args[0])
trace = [(i * i + 3 * i) % 17 for i in range(200)]
for capacity in (2, 5, 9, 17):
    c = LRU(capacity)
    for k in trace:
        if c.get(k) is None:
            c.put(k, k)
    print(capacity, c.hits, c.misses)
