"""Breadth and depth first, Dijkstra, topological order, spanning tree, Floyd-Warshall, cycles, colouring."""

graph = {"A": {"B": 4, "C": 2}, "B": {"C": 5, "D": 10}, "C": {"E": 3}, "D": {"F": 11}, "E": {"D": 4}, "F": {}}


def bfs(g, start):
    order, queue = [], [start]
    while queue:
        n = queue.pop(0)
        if n not in order:
            order.append(n)
            queue.extend(sorted(g[n]))
    return order


def dfs(g, n, seen=None):
    seen = [] if seen is None else seen
    if n not in seen:
        seen.append(n)
        for m in sorted(g[n]):
            dfs(g, m, seen)
    return seen


def dijkstra(g, start):
    dist, prev, todo = {start: 0}, {}, set(g)
    while todo:
        n = min((x for x in sorted(todo) if x in dist), key=dist.get, default=None)
        if n is None:
            break
        todo.remove(n)
        for m, w in g[n].items():
            if dist[n] + w < dist.get(m, 10 ** 9):
                dist[m], prev[m] = dist[n] + w, n
    return dist, prev


def path(prev, n):
    return (path(prev, prev[n]) if n in prev else []) + [n]


print(bfs(graph, "A"), dfs(graph, "A"))
dist, prev = dijkstra(graph, "A")
print(dist, {n: "".join(path(prev, n)) for n in graph})


def topological(g):
    degree = {n: 0 for n in g}
    for n in g:
        for m in g[n]:
            degree[m] += 1
    ready, out = sorted(n for n in g if not degree[n]), []
    while ready:
        n = ready.pop(0)
        out.append(n)
        for m in sorted(g[n]):
            degree[m] -= 1
            if not degree[m]:
                ready.append(m)
    return out if len(out) == len(g) else "cycle"


print(topological(graph), topological({1: [2], 2: [3], 3: [1]}))


def kruskal(edges):
    parent = {}

    def find(x):
        parent.setdefault(x, x)
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x
    tree = []
    for w, a, b in sorted(edges):
        if find(a) != find(b):
            parent[find(a)] = find(b)
            tree.append((a, b, w))
    return tree, sum(w for _, _, w in tree)


print(kruskal([(w, a, b) for a in graph for b, w in graph[a].items()]))


def floyd(g):
    inf = float("inf")
    d = {a: {b: 0 if a == b else g[a].get(b, inf) for b in g} for a in g}
    for k in g:
        for i in g:
            for j in g:
                if d[i][k] + d[k][j] < d[i][j]:
                    d[i][j] = d[i][k] + d[k][j]
    return d


for a, row in floyd(graph).items():
    print(a, list(row.values()))


def colour(g):
    undirected = {n: set(g[n]) | {m for m in g if n in g[m]} for n in g}
    out = {}
    for n in sorted(g, key=lambda n: (-len(undirected[n]), n)):
        used = {out.get(m) for m in undirected[n]}
        out[n] = next(c for c in range(10) if c not in used)
    return dict(sorted(out.items()))


print(colour(graph))


def components(g):
    index, low, stack, out = {}, {}, [], []

    def visit(n):
        index[n] = low[n] = len(index)
        stack.append(n)
        for m in g[n]:
            if m not in index:
                visit(m)
                low[n] = min(low[n], low[m])
            elif m in stack:
                low[n] = min(low[n], index[m])
        if low[n] == index[n]:
            c = []
            while True:
                c.append(stack.pop())
                if c[-1] == n:
                    break
            out.append(sorted(c))
    for n in g:
        if n not in index:
            visit(n)
    return out


print(components({1: [2], 2: [3], 3: [1], 4: [3, 5], 5: [4, 6], 6: []}))
