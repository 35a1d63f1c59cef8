"""Merging dicts in every way; order of keys; nested merges; counters; inversion; grouping."""

a, b = {"x": 1, "y": 2}, {"y": 20, "z": 30}
print({**a, **b}, {**b, **a}, a | b, b | a, dict(a, **b), dict(list(a.items()) + list(b.items())))
c = a.copy()
c |= b
d = dict(a)
d.update(b, w=0)
e = {**a}
e.update((k, v) for k, v in b.items() if k not in e)
print(c, d, e, a, list(d), c == d, a.items() <= e.items())


def deep(a, b):
    out = dict(a)
    for k, v in b.items():
        out[k] = deep(out[k], v) if isinstance(v, dict) and isinstance(out.get(k), dict) else v
    return out


print(deep({"a": {"b": 1, "c": {"d": 2}}, "k": [1]}, {"a": {"c": {"e": 3}, "b": 9}, "k": [2], "n": {}}))


def flatten(d, prefix=()):
    for k, v in d.items():
        if isinstance(v, dict) and v:
            yield from flatten(v, prefix + (k,))
        else:
            yield ".".join(prefix + (k,)), v


def unflatten(items):
    out = {}
    for path, v in items:
        *parents, last = path.split(".")
        node = out
        for p in parents:
            node = node.setdefault(p, {})
        node[last] = v
    return out


nested = {"a": {"b": {"c": 1}, "d": 2}, "e": {}, "f": [3]}
print(dict(flatten(nested)), unflatten(flatten(nested)) == nested)
rows = [("fruit", "apple", 3), ("veg", "leek", 1), ("fruit", "fig", 7), ("veg", "kale", 2)]
groups, totals = {}, {}
for kind, name, n in rows:
    groups.setdefault(kind, {})[name] = n
    totals[kind] = totals.get(kind, 0) + n
print(groups, totals, max(totals, key=totals.get), {n: k for k, g in groups.items() for n in g}, sorted(totals.items(), key=lambda kv: kv[1]))
inv = {}
for k, v in {"a": 1, "b": 2, "c": 1}.items():
    inv.setdefault(v, []).append(k)
print(inv, {v: k for k, v in {"a": 1, "b": 1}.items()}, {k: v for k, v in sorted({"q": 1, "p": 2}.items())}, {k.lower(): v for k, v in {"A": 1, "a": 2}.items()})
x = {"k": "first"}
x["k2"] = x.pop("k")
x = {"new": 0, **x}
print(x, list(x)[0], next(iter(x.values())), dict(reversed(list(x.items()))), {**x, "new": 1}, {"new": 2, **x}["new"])
