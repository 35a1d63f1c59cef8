"""Every operator and method of sets against a slow definition on lists; results' types; in-place forms."""

import itertools

universe = range(4)
subsets = [set(c) for n in range(5) for c in itertools.combinations(universe, n)]
bad = 0
for a in subsets:
    for b in subsets:
        if sorted(a | b) != [x for x in universe if x in a or x in b] or sorted(a & b) != [x for x in universe if x in a and x in b]:
            bad += 1
        if sorted(a - b) != [x for x in universe if x in a and x not in b] or sorted(a ^ b) != [x for x in universe if (x in a) != (x in b)]:
            bad += 1
        if (a <= b) != all(x in b for x in a) or (a < b) != (a <= b and a != b) or (a >= b) != (b <= a) or a.isdisjoint(b) != (not a & b):
            bad += 1
        c, d, e, f = set(a), set(a), set(a), set(a)
        c |= b
        d &= b
        e -= b
        f ^= b
        if (c, d, e, f) != (a | b, a & b, a - b, a ^ b) or a.union(list(b)) != c or a.intersection(tuple(b)) != d or a.difference(iter(b)) != e:
            bad += 1
        if frozenset(a) != a or hash(frozenset(a)) != hash(frozenset(sorted(a, reverse=True))) or (frozenset(a) == frozenset(b)) != (a == b):
            bad += 1
print("wrong:", bad)
print(len(subsets), type({1} | frozenset([2])).__name__, type(frozenset([1]) | {2}).__name__, type({1}.union([2])).__name__, type(frozenset([1]) & {1}).__name__)
s = {1, 2, 3}
t = s
t |= {4}
print(s is t, sorted(s), sorted(s.union()), s.union() is s, s.intersection() == s, sorted(set().union([1], (2,), {3: 0}, "a" if False else [4])))
s &= s
s ^= s
print(s, bool(s), s == set(), s <= {1}, {1} >= s, s < s)
x = {1, 1.0, True}
print(len(x), x, {0, False, 0.0}, {1} == {1.0}, 1.0 in {1}, {"a", "a"}, len({(), (), frozenset(), frozenset()}), {None} | {None})
for f in (lambda: {1} | [1], lambda: {1} & "a", lambda: {1} - 1, lambda: {1} < 1, lambda: {[1]}, lambda: {1}.union(1), lambda: set(1), lambda: {1}.remove(9), lambda: frozenset([1]).add(1), lambda: {{1}}, lambda: set() + set()):
    try:
        print(f())
    except (TypeError, KeyError, AttributeError) as e:
        print(type(e).__name__ + ":", e)
big = set(range(1000))
for i in range(0, 1000, 2):
    big.remove(i)
big -= {x for x in big if x % 3 == 0}
print(len(big), min(big), max(big), sum(big), 7 in big, 9 in big, sorted(big)[:6])
big.clear()
big.add(5)
print(big, big.pop(), big)
