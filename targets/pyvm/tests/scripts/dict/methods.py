"""Methods of dicts."""

d = {"a": 1, "b": 2}
print(d.get("a"), d.get("z"), d.get("z", 0), d.setdefault("a", 9), d.setdefault("c", 3), d.setdefault("n"), d)
print(d.pop("n"), d.pop("zz", "default"), d.pop("c"), d)
print(d.update({"b": 20, "d": 4}), d, d.update(e=5, f=6), d, d.update([("g", 7)]), d, d.update({}, h=8), d, d.update())
print(d.popitem(), d.popitem(), d)
c = d.copy()
c["a"] = "changed"
print(d["a"], c["a"], c is d)
print(dict.fromkeys("abc"), dict.fromkeys([1, 2], 0), dict.fromkeys(range(3), []))
print(d.items() == {"a": 1}.items(), sorted(d.values()), max(d, key=d.get), min(d.items(), key=lambda kv: -kv[1]))
c.clear()
print(c, len(c))
for f in (lambda: c.popitem(), lambda: c.pop("x"), lambda: d.update(5), lambda: d.update([1]), lambda: d.get(), lambda: d.pop(), lambda: d.get([])):
    try:
        print(f())
    except (KeyError, TypeError, ValueError) as e:
        print(type(e).__name__ + ":", e)
counts = {}
for ch in "mississippi":
    counts[ch] = counts.get(ch, 0) + 1
print(counts, sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])))
groups = {}
for w in "the quick brown fox jumps over the lazy dog".split():
    groups.setdefault(len(w), []).append(w)
print(groups)
inverse = {v: k for k, v in counts.items()}
print(inverse, {k: sorted(v) for k, v in groups.items() if len(v) > 1})


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 3

    def __eq__(self, other):
        return isinstance(other, Key) and self.n == other.n

    def __repr__(self):
        return f"K{self.n}"


k = {Key(i): i for i in range(10)}
print(k, k[Key(7)], Key(10) in k, len(k))
for i in range(0, 10, 2):
    del k[Key(i)]
print(k)
k[Key(4)] = "again"
print(k, list(k)[-1])
