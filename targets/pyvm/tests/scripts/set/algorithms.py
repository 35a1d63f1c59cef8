"""Sets at work: sieves, graphs, word puzzles, games."""


def sieve(n):
    composite = set()
    for i in range(2, n):
        if i not in composite:
            yield i
            composite.update(range(i * i, n, i))


print(list(sieve(100)))
edges = [(1, 2), (2, 3), (4, 5), (6, 6), (3, 1), (7, 4)]
components = []
for a, b in edges:
    touching = [c for c in components if a in c or b in c]
    merged = {a, b}.union(*touching)
    components = [c for c in components if c not in touching] + [merged]
print(sorted(sorted(c) for c in components))


def reachable(graph, start):
    seen, todo = set(), [start]
    while todo:
        n = todo.pop()
        if n not in seen:
            seen.add(n)
            todo.extend(graph.get(n, ()))
    return seen


graph = {1: [2, 3], 2: [4], 3: [4, 5], 4: [1], 6: [7]}
for n in sorted(graph):
    print(n, sorted(reachable(graph, n)))
words = ["listen", "silent", "enlist", "google", "elgoog", "abc", "cab"]
anagrams = {}
for w in words:
    anagrams.setdefault(frozenset(w), set()).add(w)
print(sorted(sorted(v) for v in anagrams.values() if len(v) > 1))
print(sorted(set("hello") & set("world")), sorted(set("hello") - set("world")), sorted(set("abc") ^ set("bcd")), len(set("mississippi")))
cells = {(0, 1), (1, 2), (2, 0), (2, 1), (2, 2)}
for generation in range(4):
    counts = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    counts[x + dx, y + dy] = counts.get((x + dx, y + dy), 0) + 1
    cells = {c for c, n in counts.items() if n == 3 or n == 2 and c in cells}
    print(generation, sorted(cells))
seen = set()
n = 27
while n not in seen:
    seen.add(n)
    n = n // 2 if n % 2 == 0 else 3 * n + 1
print(len(seen), max(seen), n)
big = set(range(0, 3000, 3)) & set(range(0, 3000, 5))
print(len(big), sum(big), big == set(range(0, 3000, 15)), big <= set(range(3000)))
for i in range(0, 3000, 30):
    big.discard(i)
print(len(big), sorted(big)[:5])
try:
    for x in big:
        big.add(-x)
except RuntimeError as e:
    print("RuntimeError:", e)
