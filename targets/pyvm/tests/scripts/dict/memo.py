"""Dicts at work: memo tables, graphs, polynomials, sparse matrices, simple indexes."""

memo = {}


def ways(n, coins):
    if n == 0:
        return 1
    if n < 0 or not coins:
        return 0
    key = (n, coins)
    if key not in memo:
        memo[key] = ways(n - coins[0], coins) + ways(n, coins[1:])
    return memo[key]


print(ways(100, (50, 25, 10, 5, 1)), ways(200, (200, 100, 50, 20, 10, 5, 2, 1)), len(memo))
graph = {"a": ["b", "c"], "b": ["d"], "c": ["d", "e"], "d": ["f"], "e": ["f"], "f": []}


def paths(start, end):
    if start == end:
        return [[end]]
    return [[start] + p for n in graph[start] for p in paths(n, end)]


print(paths("a", "f"), {n: sorted(k for k in graph if n in graph[k]) for n in graph})
p = {2: 3, 0: 1}
q = {1: 2, 0: -1}


def multiply(p, q):
    out = {}
    for i, a in p.items():
        for j, b in q.items():
            out[i + j] = out.get(i + j, 0) + a * b
    return {k: out[k] for k in sorted(out, reverse=True) if out[k]}


print(multiply(p, q), multiply(multiply(q, q), q), multiply({1: 1, 0: 1}, {1: 1, 0: -1}))
text = "it was the best of times it was the worst of times it was the age of wisdom"
index = {}
for i, w in enumerate(text.split()):
    index.setdefault(w, []).append(i)
for w in sorted(index, key=lambda w: (-len(index[w]), w)):
    print(w, index[w])
chain = {}
words = text.split()
for a, b in zip(words, words[1:]):
    chain.setdefault(a, {})
    chain[a][b] = chain[a].get(b, 0) + 1
print(chain)
sparse = {}
for i in range(5):
    sparse[i, i] = 1
    sparse[i, (i * 2) % 5] = sparse.get((i, (i * 2) % 5), 0) + i
print(sparse, [[sparse.get((i, j), 0) for j in range(5)] for i in range(5)])
