"""Adjacency matrices and lists, transposes, powers that count walks, components, bipartite tests, centres, Euler paths."""

edges = [(0, 1), (1, 2), (2, 0), (2, 3), (4, 5)]
n = 6
m = [[0] * n for _ in range(n)]
adj = {i: [] for i in range(n)}
for a, b in edges:
    m[a][b] = m[b][a] = 1
    adj[a].append(b)
    adj[b].append(a)
mul = lambda a, b: [[sum(x * y for x, y in zip(r, c)) for c in zip(*b)] for r in a]
m3 = mul(m, mul(m, m))
print(m, [sum(r) for r in m], sum(m3[i][i] for i in range(n)) // 6, m == [list(r) for r in zip(*m)], m3)


def component(start):
    seen, todo = {start}, [start]
    while todo:
        for k in adj[todo.pop()]:
            if k not in seen:
                seen.add(k)
                todo.append(k)
    return frozenset(seen)


print(sorted(map(sorted, {component(i) for i in range(n)})))


def bipartite(adj):
    colour = {}
    for s in adj:
        if s not in colour:
            colour[s], todo = 0, [s]
            while todo:
                v = todo.pop()
                for k in adj[v]:
                    if k not in colour:
                        colour[k] = 1 - colour[v]
                        todo.append(k)
                    elif colour[k] == colour[v]:
                        return None
    return colour


print(bipartite(adj), bipartite({i: [(i + 1) % 6, (i - 1) % 6] for i in range(6)}), bipartite({0: [1], 1: [0], 2: []}))
inf = float("inf")
d = [[0 if i == j else 1 if m[i][j] else inf for j in range(n)] for i in range(n)]
for k in range(n):
    for i in range(n):
        for j in range(n):
            d[i][j] = min(d[i][j], d[i][k] + d[k][j])
print(d, [max(x for x in r if x < inf) for r in d])


def euler(edges):
    left, deg = {}, {}
    for i, (a, b) in enumerate(edges):
        for u, v in ((a, b), (b, a)):
            left.setdefault(u, []).append((v, i))
            deg[u] = deg.get(u, 0) + 1
    odd = [v for v in deg if deg[v] % 2]
    if len(odd) > 2:
        return None
    stack, used, out = [odd[0] if odd else edges[0][0]], set(), []
    while stack:
        v = stack[-1]
        while left[v] and left[v][-1][1] in used:
            left[v].pop()
        if left[v]:
            u, i = left[v].pop()
            used.add(i)
            stack.append(u)
        else:
            out.append(stack.pop())
    return out if len(out) == len(edges) + 1 else None


print(euler(edges[:4]), euler([(0, 1), (1, 2), (2, 0)]), euler([(0, 1), (0, 2), (0, 3)]), euler(edges))
bridges = [(a, b) for a, b in edges if (adj[a].remove(b), adj[b].remove(a), component(a))[2].isdisjoint({b}) | bool(adj[a].append(b)) | bool(adj[b].append(a))]
print(bridges)
weights = {(0, 1): 4, (1, 2): 8, (2, 3): 7, (3, 4): 9, (4, 5): 10, (5, 0): 2, (1, 4): 1, (2, 5): 3}
inside, tree = {0}, []
while len(inside) < 6:
    w, a, b = min((w, a, b) for (a, b), w in weights.items() if (a in inside) != (b in inside))
    tree.append((a, b, w))
    inside |= {a, b}
print(tree, sum(w for _, _, w in tree))
