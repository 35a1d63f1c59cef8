"""Sets of ints: operations, comparison, changes. Ints print in an order that the test sorts away."""

a = {1, 2, 3}
b = {3, 4}
show = lambda s: print(sorted(s), len(s))
show(a | b)
show(a & b)
show(a - b)
show(b - a)
show(a ^ b)
show(a.union(b, [9], (8,)))
show(a.intersection([1, 2, 7], {2}))
show(a.difference([1]))
show(a.symmetric_difference([1, 5]))
print(1 in a, 5 in a, 5 not in a, a == {3, 2, 1}, a != b, a < {1, 2, 3, 4}, a <= a, a < a, a > {1}, a >= {1, 9}, {1, 2}.issubset([1, 2, 3]), {1, 2}.issuperset([1]), a.isdisjoint({7}), a.isdisjoint(b))
print(set(), {1}, len({1, 1, 1.0, True}), bool(set()), bool({0}), set([1, 1]), set("aa"), set(()), set(range(1)), {*[1], *()})
print(a.add(4), a.discard(99), a.remove(1), a.discard(2))
show(a)
a.update([10, 11], {12})
show(a)
a.intersection_update({10, 11, 3})
show(a)
a.difference_update([3])
show(a)
a.symmetric_difference_update({11, 13})
show(a)
a |= {1}
a &= {1, 10}
a -= {10}
a ^= {2}
show(a)
c = a.copy()
c.add(100)
show(a)
x = c.pop()
print(x not in c, len(c))
c.clear()
print(c, c == set())
for f in (lambda: {[1]}, lambda: {1}.remove(2), lambda: set().pop(), lambda: {1} + {2}, lambda: {1} | [2], lambda: set(5), lambda: set([1])[0], lambda: hash({1}), lambda: {1} < [2], lambda: {{1}}):
    try:
        print(f())
    except (TypeError, KeyError) as e:
        print(type(e).__name__ + ":", e)
print(sorted({x % 7 for x in range(100)}), sum({1, 2, 3}), max({5, 9}), min({5, 9}), sorted({"b", "a"}), [x for x in {7}])
