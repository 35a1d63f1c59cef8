"""Frozen sets, as keys and members."""

f = frozenset([1, 2, 3])
print(f == {1, 2, 3}, {1, 2, 3} == f, f is not None, len(f), 2 in f, sorted(f), frozenset(), frozenset([5]), hash(f) == hash(frozenset([3, 2, 1])))
print(sorted(f | {4}), type(f | {4}).__name__, type({4} | f).__name__, sorted(f & {1}), sorted(f - {1}), sorted(f ^ {1, 9}), f < {1, 2, 3, 4}, f.issubset(range(5)))
d = {f: "set", frozenset(): "empty"}
print(d[frozenset([2, 1, 3])], d[frozenset()], frozenset([1]) in d)
sets = {frozenset("ab"), frozenset("ba"), frozenset("c")}
print(len(sets), frozenset("ab") in sets, {frozenset([1])} == {frozenset([1])}, frozenset([1]) in {frozenset([1])}, {1} in [{1}])
for g in (lambda: f.add(4), lambda: f.remove(1), lambda: {f, {1}}):
    try:
        print(g())
    except (AttributeError, TypeError) as e:
        print(type(e).__name__ + ":", e)
g = f
g |= {7}
print(sorted(f), sorted(g), g is f, f.copy() == f, frozenset(f) == f)


def closure(rules, start):
    known = frozenset(start)
    while True:
        more = known | frozenset(c for needs, c in rules if needs <= known)
        if more == known:
            return known
        known = more


rules = [(frozenset("a"), "b"), (frozenset("bc"), "d"), (frozenset("d"), "e"), (frozenset("x"), "y")]
print(sorted(closure(rules, "a")), sorted(closure(rules, "ac")), sorted(closure(rules, "x")), sorted(closure(rules, "")))
partitions = set()
for i in range(6):
    partitions.add(frozenset(j for j in range(6) if j % 3 == i % 3))
print(sorted(sorted(p) for p in partitions))
power = {frozenset()}
for x in (1, 2, 3):
    power |= {s | {x} for s in power}
print(len(power), sorted(sorted(s) for s in power))
