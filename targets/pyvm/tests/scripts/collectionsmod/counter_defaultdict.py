"""collections.Counter and defaultdict."""

from collections import Counter, defaultdict

c = Counter("mississippi")
print(c, c["s"], c["z"], len(c), c.most_common(), c.most_common(2), sorted(c), sorted(c.elements()), sum(c.values()), c.total())
c["z"] += 1
c.update("sz")
print(c)
c.subtract("ss")
print(c, c.most_common(1))
print(Counter(a=3, b=1), Counter({"x": 2}), Counter([1, 1, 2]), Counter(), Counter("aab") + Counter("abc"), Counter("aab") - Counter("abc"), Counter("aab") & Counter("abb"), Counter("aab") | Counter("abb"), +Counter(a=1, b=-1), Counter("ab") == Counter("ba"))
del c["z"]
print("z" in c, c.pop("m"), c.get("q"), dict(c), isinstance(c, dict), c.copy() == c)
words = "the quick brown the lazy dog the end quick".split()
print(Counter(words).most_common(3), Counter(map(len, words)), Counter(w[0] for w in words)["t"])
d = defaultdict(list)
d["a"].append(1)
d["b"].append(2)
d["a"].append(3)
print(d, d["new"], d, len(d), d.get("zz"), "zz" in d, dict(d))
n = defaultdict(int)
for ch in "hello":
    n[ch] += 1
print(n, sorted(n.items()), n.default_factory)
tree = lambda: defaultdict(tree)
t = tree()
t["x"]["y"]["z"] = 5
print(t["x"]["y"]["z"], list(t), list(t["x"]))
s = defaultdict(set)
for k, v in [(1, 2), (1, 3), (2, 4), (1, 2)]:
    s[k].add(v)
print({k: sorted(v) for k, v in s.items()}, defaultdict(lambda: "dflt", a=1)["q"], defaultdict(list, {"k": [1]}))
try:
    defaultdict()["missing"]
except KeyError as e:
    print("KeyError:", e)
try:
    defaultdict(5)
except TypeError as e:
    print("TypeError:", e)
print(isinstance(n, dict), n.copy(), n == {"h": 1, "e": 1, "l": 2, "o": 1}, n.pop("h"), n.setdefault("w", 7), n["w"])
