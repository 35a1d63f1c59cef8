"""Views of dicts: live, comparable, with set operations."""

d = {"a": 1, "b": 2, "c": 3}
keys, values, items = d.keys(), d.values(), d.items()
print(keys, values, items, len(keys), "a" in keys, 2 in values, ("a", 1) in items, ("a", 2) in items)
d["d"] = 4
print(keys, values, items)
del d["a"]
print(list(keys), list(values), list(items))
print(sorted(keys & {"b", "z"}), sorted(keys | {"z"}), sorted(keys - {"b"}), sorted(keys ^ {"b", "z"}), keys == {"b", "c", "d"}, keys <= {"b", "c", "d", "e"}, keys.isdisjoint(["q"]))
print(sorted(items & {("b", 2)}), {1: 2}.items() == {1: 2}.items(), {1: 2}.keys() == {1: 3}.keys(), {1: 2}.values() == {1: 2}.values())
print(list(reversed(keys)), list(reversed(values)), list(reversed(items)), list(zip(keys, values)), dict(items) == d)
for k in list(d):
    d[k + k] = d.pop(k)
print(d)
try:
    for k in d:
        d[k + "!"] = 1
except RuntimeError as e:
    print("RuntimeError:", e)
try:
    for k in {1: 1, 2: 2}:
        del d
except (RuntimeError, NameError) as e:
    print(type(e).__name__)
e = {i: i * i for i in range(5)}
try:
    for k in e:
        e.pop(4 - k)
except RuntimeError as err:
    print("RuntimeError:", err)
for k in e:
    e[k] = -1
print(e)
it = iter({"x": 1})
print(next(it), next(it, "done"))
print(sum({1: 10, 2: 20}.values()), max({1: 10, 2: 20}), sorted({"b": 1, "a": 2}.items(), key=lambda p: p[1]), [k for k in {3: 1, 1: 2}], {k: v for k, v in {1: 2}.items()})
print(type(keys).__name__, type(values).__name__, type(items).__name__, type(iter(keys)).__name__)
