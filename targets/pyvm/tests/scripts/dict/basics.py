"""Dicts: building, reading, changing; order of insertion."""

d = {"one": 1, "two": 2}
print(d, {}, len(d), d["one"], "one" in d, 1 in d, "three" not in d, d == {"two": 2, "one": 1}, d != {}, dict(), dict(a=1, b=2), dict([("x", 1), ("y", 2)]), dict({"k": "v"}, z=3), dict(zip("ab", [1, 2])))
d["three"] = 3
d["one"] = "uno"
print(d, list(d), list(d.keys()), list(d.values()), list(d.items()))
del d["two"]
d["two"] = "dos"
print(d)
for k in d:
    print(k, d[k])
for k, v in d.items():
    print(k, v)
mixed = {1: "int", "1": "str", (1, 2): "tuple", None: "none", 2.5: "float", True: "bool overwrites 1", b"b": "bytes", frozenset([1]): "fs"}
print(mixed, mixed[1], mixed[1.0], mixed[(1, 2)], mixed[None], len(mixed))
print({**{"a": 1, "b": 2}, "b": 3, **{"c": 4}}, {"a": 1} | {"b": 2}, {"a": 1, "a": 2})
nested = {"a": {"b": {"c": [1, {"d": 2}]}}}
print(nested["a"]["b"]["c"][1]["d"], nested)
nested["a"]["x"] = nested["a"]["b"]
nested["a"]["x"]["c"] = "shared"
print(nested)
r = {}
r["self"] = r
print(r)
for f in (lambda: d["no"], lambda: d[5], lambda: d[[1]], lambda: {[]: 1}, lambda: {}[()], lambda: dict(5), lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: d < d, lambda: d + d, lambda: hash(d), lambda: d.nope):
    try:
        print(f())
    except (KeyError, TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__ + ":", e)
try:
    del d["no"]
except KeyError as e:
    print("KeyError:", e, e.args)
d |= {"four": 4}
print(d, bool(d), bool({}), str({"q'": 'q"'}), list(reversed(d)))
