"""sorted, min, max, sum, any, all, zip and enumerate with keys, defaults and odd arguments."""

people = [{"n": "ann", "a": 30}, {"n": "Bob", "a": 25}, {"n": "cid", "a": 30}, {"n": "dee"}]
print([p["n"] for p in sorted(people, key=lambda p: (p.get("a", 99), p["n"].lower()))], max(people, key=lambda p: p.get("a", 0))["n"], min(people, key=lambda p: len(p))["n"], sorted(people, key=lambda p: p["n"])[0]["n"])
print(min([], default=0), max({}, default="none"), min("b", "a"), max([3], [1, 9]), max("10", "9"), min((x for x in [5, 2]), key=lambda x: -x), max(enumerate([3, 9, 2]), key=lambda t: t[1]), min({"x": 3, "y": 1}.items(), key=lambda t: t[1]), max(range(10), key=lambda x: x % 7), sorted({3: "c", 1: "a"}), sorted("bca", reverse=True))
data = [(1, "b"), (0, "a"), (1, "a"), (0, "b")]
print(sorted(data), sorted(data, reverse=True), sorted(data, key=lambda t: t[1]), sorted(data, key=lambda t: t[1], reverse=True), sorted(sorted(data, key=lambda t: t[0]), key=lambda t: t[1]), sorted(data, key=lambda t: (-t[0], t[1])))
print(sum([[1], [2]], []), sum((i for i in range(5)), 100), sum({1: 2, 3: 4}), sum([0.25] * 4, 1), any(x > 3 for x in [1, 5]), all([]), any([]), all(x for x in (1, "a", [0])), all([[]]), any([[], 0, None]))
calls = []
key = lambda x: calls.append(x) or -x
print(sorted([2, 3, 1], key=key), max([2, 3, 1], key=key), calls)
print(list(zip("ab", [1, 2], (True, False))), list(zip([1, 2, 3], "a")), dict(zip("ab", range(9))), list(zip(*["abc", "def"])), list(enumerate("ab", start=10)), [i for i, x in enumerate([0, 5, 0]) if x], list(map(lambda *a: a, "ab", [1, 2], [3, 4, 5])), list(reversed(list(enumerate("xy")))))


class P:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __repr__(self): return f"P{self.v}"


print(sorted([P(2), P(1)]), min(P(2), P(1)), max([P(2), P(9), P(3)]), sorted([P(1), P(0)], key=lambda p: p.v, reverse=True), sorted([[P(2)], [P(1)]], key=lambda l: l[0]))
for f in (lambda: sorted([P(1), 1]), lambda: sorted([1, None]), lambda: max([1, "a"]), lambda: min(), lambda: max(5), lambda: max([], []), lambda: sum("ab"), lambda: sorted(5), lambda: sorted([1], key=5), lambda: min([1, 2], key=lambda: 0), lambda: sum([1], [2]), lambda: max(1, 2, default=3)):
    try:
        print(f())
    except (TypeError, ValueError) as e:
        print(type(e).__name__ + ":", e)
nan = float("nan")
print(sorted([3, 1.5, True, 2]), sorted([(1, nan), (0, 1)]), len(sorted([nan, 1, nan])), sorted("äaz"), sorted([b"b", b"a"]), sorted([{1, 2}, {1}], key=len), sorted([0.0, -0.0]), sorted([10 ** 20, 5, -10 ** 20]))
