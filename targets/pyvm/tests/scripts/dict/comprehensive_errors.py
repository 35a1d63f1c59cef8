"""What dicts say: missing and unhashable keys, changes while walking, wrong arguments; and that they stay whole after an error."""


class Broken:
    def __init__(self, n, fail_eq=False, fail_hash=False):
        self.n, self.fail_eq, self.fail_hash = n, fail_eq, fail_hash

    def __hash__(self):
        if self.fail_hash:
            raise ValueError("no hash")
        return 1

    def __eq__(self, o):
        if self.fail_eq:
            raise ValueError("no eq")
        return self is o


d = {Broken(1, fail_eq=True): "a"}
for k in (Broken(2), Broken(3, fail_hash=True)):
    for f in (lambda: d[k], lambda: d.get(k), lambda: k in d, lambda: d.setdefault(k, 1), lambda: d.pop(k, None), lambda: d.update({k: 1})):
        try:
            print(f())
        except ValueError as e:
            print("ValueError:", e)
    try:
        d[k] = 5
    except ValueError as e:
        print("ValueError:", e)
print(len(d), list(d.values()))
e = {"a": 1, "b": 2, "c": 3}
for change in (lambda: e.update(d=4), lambda: e.pop("a"), lambda: e.clear()):
    try:
        for k in e:
            change()
    except RuntimeError as x:
        print("RuntimeError:", x)
    print(sorted(e))
e = {"a": 1, "b": 2}
for k in e:
    e[k] += 10
print(e)
for k in list(e):
    del e[k]
print(e)
for f in (lambda: {}["x"], lambda: {}[None], lambda: {}[1.5], lambda: {}[(1, "a")], lambda: {}.pop("x"), lambda: {}.popitem(), lambda: {"a": 1}[["a"]], lambda: {}.get([]), lambda: [] in {}, lambda: {}.setdefault({}), lambda: dict([[1]]), lambda: dict([1]), lambda: dict(["abc"]), lambda: dict(1), lambda: dict({}, {}), lambda: {}.update(1), lambda: {**[1]}, lambda: dict.fromkeys(5), lambda: {}.fromkeys([[]]), lambda: {} | [], lambda: {}.x):
    try:
        print(f())
    except (KeyError, TypeError, ValueError, AttributeError) as x:
        print(type(x).__name__ + ":", x)
try:
    {}["a", 1]
except KeyError as x:
    print(x.args, x)
it = iter({"a": 1, "b": 2}.items())
print(next(it), list(it), list(it))
print(dict(["ab", "cd"]), dict([("x", 1)], y=2), dict(a=1, **{"b": 2}), dict.fromkeys("aab", 0), {1: "a"} == {True: "a"}, {1: 2} != {1: 3}, {} == [])
