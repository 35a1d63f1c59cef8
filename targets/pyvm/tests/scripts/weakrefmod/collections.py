"""WeakValueDictionary, WeakKeyDictionary, WeakSet."""

import gc
import weakref


class Thing:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "Thing(%s)" % self.name


values = weakref.WeakValueDictionary()
a, b, c = Thing("a"), Thing("b"), Thing("c")
values["a"] = a
values["b"] = b
values.update(c=c)
print(len(values), sorted(values), sorted(values.items(), key=repr), sorted(values.values(), key=repr))
print(values["a"], "b" in values, "x" in values, values.get("x"), values.get("x", 1), list(values.keys()) == ["a", "b", "c"])
del b
gc.collect()
print(len(values), sorted(values.keys()), "b" in values, values.get("b", "none"))
try:
    values["b"]
except KeyError as e:
    print("KeyError", e)
print(values.setdefault("a", c), values.setdefault("d", c), values.pop("d"), values.pop("d", None))
try:
    values.pop("d")
except KeyError as e:
    print("KeyError", e)
copy = values.copy()
print(type(copy) is weakref.WeakValueDictionary, sorted(copy))
del values["a"]
print(sorted(values), sorted(copy), len(values.valuerefs()))
values["a"] = a
values["a"] = c
del a
gc.collect()
print(values["a"], sorted(copy))
print(values.popitem()[1], len(values) <= 1)
both = weakref.WeakValueDictionary({"x": c}) | {"y": c}
print(sorted(both.items()))

# While it is iterated over.
things = [Thing(str(i)) for i in range(10)]
values = weakref.WeakValueDictionary((i, t) for i, t in enumerate(things))
t = None
seen = []
for key in values.keys():
    seen.append(key)
    if key == 3:
        del things[5:]
        gc.collect()
print(seen, sorted(values))

keys = weakref.WeakKeyDictionary()
k1, k2 = Thing("k1"), Thing("k2")
keys[k1] = "one"
keys[k2] = "two"
print(len(keys), keys[k1], k2 in keys, Thing("k1") in keys, 5 in keys, sorted(keys.values()))
print(sorted((k.name, v) for k, v in keys.items()), sorted(k.name for k in keys))
del k1
gc.collect()
print(len(keys), [k.name for k in keys], [r().name for r in keys.keyrefs()])
print(keys.get(k2), keys.get(c, "no"), keys.setdefault(c, 3), keys.pop(c), keys.pop(c, "gone"))
del keys[k2]
try:
    keys[k2]
except KeyError:
    print("KeyError")
try:
    keys[5]
except TypeError as e:
    print(e)


class Resource:
    def __del__(self):
        print("resource is released")


owner = Thing("owner")
keys[owner] = Resource()
del owner
gc.collect()
gc.collect()
print(len(keys))

# Attributes beside an object.
registry = weakref.WeakKeyDictionary()
objects = [Thing(str(i)) for i in range(100)]
for i, obj in enumerate(objects):
    registry[obj] = i
del obj
print(sum(registry.values()))
objects = objects[::2]
gc.collect()
print(sum(registry.values()), len(registry))

def make_set():
    k3 = Thing("k3")
    items = weakref.WeakSet([c, k3])
    print(len(items), c in items, k3 in items, 5 in items, sorted(x.name for x in items))
    return items


items = make_set()
gc.collect()
print(len(items), sorted(x.name for x in items))
items.add(c)
extra = Thing("extra")
items.add(extra)
items.discard(c)
print(sorted(x.name for x in items))
items |= [c]
items.remove(extra)
try:
    items.remove(extra)
except KeyError:
    print("KeyError")
print(items.pop(), len(items))
try:
    items.pop()
except KeyError as e:
    print(e)
one, two = weakref.WeakSet([c, extra]), weakref.WeakSet([extra])
print([x.name for x in one & two], [x.name for x in one - two], len(one | two), two.issubset(one), one == two, one == weakref.WeakSet([extra, c]))
