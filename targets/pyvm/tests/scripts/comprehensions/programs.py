"""Comprehensions at work."""

text = """the quick brown fox
jumps over the lazy dog
the end"""
words = [w for line in text.split("\n") for w in line.split()]
print(words, {w: words.count(w) for w in sorted(set(words)) if words.count(w) > 1}, {len(w): sorted({v for v in words if len(v) == len(w)}) for w in words})
m = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in m] for i in range(3)], [x for row in m for x in row if x % 2], [[x * 2 for x in row] for row in m], sum([x for row in m for x in row]), [max(row) for row in m], [sum(col) for col in zip(*m)])
print([(a, b, c) for a in range(1, 30) for b in range(a, 30) for c in [int((a * a + b * b) ** 0.5)] if c < 30 and c * c == a * a + b * b])
primes = [p for p in range(2, 80) if not [d for d in range(2, int(p ** 0.5) + 1) if p % d == 0]]
print(primes, {p: [q for q in primes if q - p == 2] for p in primes if p + 2 in primes})
inverted = {v: sorted(k for k, w in {"a": 1, "b": 2, "c": 1}.items() if w == v) for v in (1, 2)}
print(inverted, {k.upper(): v for k, v in zip("abc", range(3))}, {(i, j): i ^ j for i in range(2) for j in range(2)})
print(["".join(c for c in w if c not in "aeiou") for w in words[:4]], [w[::-1] for w in words if w == w[::-1] or len(w) == 3], ["%s=%d" % kv for kv in {"x": 1, "y": 2}.items()])
board = [["." if (i + j) % 2 else "#" for j in range(8)] for i in range(3)]
print("\n".join("".join(row) for row in board))
tree = {"v": 1, "kids": [{"v": 2, "kids": []}, {"v": 3, "kids": [{"v": 4, "kids": []}]}]}


def values(t):
    return [t["v"]] + [v for k in t["kids"] for v in values(k)]


def depth(t):
    return 1 + max([depth(k) for k in t["kids"]] or [0])


print(values(tree), depth(tree))
perms = lambda s: [s] if len(s) <= 1 else [c + p for i, c in enumerate(s) for p in perms(s[:i] + s[i + 1:])]
print(perms("abc"), len(perms("abcd")))
qs = lambda l: l and qs([x for x in l[1:] if x < l[0]]) + [l[0]] + qs([x for x in l[1:] if x >= l[0]])
print(qs([3, 6, 1, 8, 3, 2, 9]), [x for x in qs(list("sorting"))])
table = {(a, op, b): {"+": a + b, "*": a * b}[op] for a in (2, 3) for op in "+*" for b in (4,)}
print(table, [k for k, v in table.items() if v > 7], [v for (a, op, b), v in table.items() if op == "*"])
print([i for i in range(5) for _ in range(i)], [y for x in range(4) if x % 2 for y in (x, -x) if y > -3], [(lambda n: n * n)(i) for i in range(4)], [f"{i:02x}" for i in range(0, 256, 51)], [*map(sum, [(i, j) for i in (1, 2) for j in (10, 20)])])
