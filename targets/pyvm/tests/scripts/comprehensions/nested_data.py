"""Comprehensions over nested data: joins, pivots, filters by several conditions, defaults, early names."""

users = [{"id": 1, "name": "ann", "tags": ["x", "y"]}, {"id": 2, "name": "bob", "tags": []}, {"id": 3, "name": "cid", "tags": ["y"]}]
orders = [(1, 10.0), (3, 5.5), (1, 2.25), (9, 1.0)]
print([(u["name"], a) for u in users for i, a in orders if i == u["id"]], {u["name"]: sum(a for i, a in orders if i == u["id"]) for u in users}, [i for i, _ in orders if i not in {u["id"] for u in users}])
print({t: [u["name"] for u in users if t in u["tags"]] for t in sorted({t for u in users for t in u["tags"]})}, [u["name"] for u in users if not u["tags"]], [(i, t) for i, u in enumerate(users) for t in u["tags"]], [u | {"n": len(u["tags"])} for u in users][0]["n"])
table = [("jan", "a", 1), ("jan", "b", 2), ("feb", "a", 3)]
rows, cols = list(dict.fromkeys(r for r, _, _ in table)), sorted({c for _, c, _ in table})
print([[next((v for r2, c2, v in table if (r2, c2) == (r, c)), 0) for c in cols] for r in rows], rows, cols)
print([[x + y for y in range(3)] for x in range(3)], [x for r in [[1, [2]], [3, []]] for x in r if not isinstance(x, list)], [y for r in [[1, [2]], [3, [4, 5]]] for x in r if isinstance(x, list) for y in x], [*({a, b} for a in (1,) for b in (1, 2))])
print([(x, y, z) for x in range(1, 15) for y in range(x, 15) for z in range(y, 15) if x * x + y * y == z * z], [a + b + c for a in "ab" for b in "cd" for c in "e" if a + b != "bd"], [(lambda n: [n * k for k in range(n)])(n) for n in range(4)])
text = "k1=v1;k2=;k3;=v4"
print({k: v for k, _, v in (p.partition("=") for p in text.split(";")) if k}, [p.split("=") for p in text.split(";") if p.count("=") == 1], dict(p.split("=") for p in text.split(";") if "=" in p))
matrix = [[3, 0, 1], [0, 0, 2]]
sparse = {(i, j): v for i, r in enumerate(matrix) for j, v in enumerate(r) if v}
print(sparse, [[sparse.get((i, j), 0) for j in range(3)] for i in range(2)] == matrix, {j: {i: v for (i, k), v in sparse.items() if k == j} for j in range(3)}, max(sparse, key=sparse.get))
g = ((x, [y for y in range(x) if x % (y + 1) == 0]) for x in range(1, 7))
print(next(g), dict(g), [w for w in "a bb a ccc bb".split() if (seen := globals().setdefault("seen_words", [])).append(w) or seen.count(w) == 1])
