"""Relations as sets of pairs: closures, composition, orders, equivalence classes, topological layers."""

r = {(1, 2), (2, 3), (3, 4), (5, 1)}
compose = lambda a, b: {(x, w) for x, y in a for z, w in b if y == z}
inverse = lambda a: {(y, x) for x, y in a}


def closure(a):
    while (b := a | compose(a, a)) != a:
        a = b
    return a


c = closure(r)
print(sorted(c), len(c), c >= r, (5, 4) in c, closure(c) == c, sorted(compose(r, r)), sorted(inverse(r)), inverse(inverse(r)) == r)
nodes = {x for p in c for x in p}
print(sorted(nodes), sorted(x for x in nodes if not any(b == x for _, b in r)), sorted(nodes - {a for a, _ in r}))
layers, left = [], set(nodes)
while left:
    layer = {x for x in left if not any(b == x and a in left for a, b in r)}
    layers.append(sorted(layer))
    left -= layer
print(layers)
same = {(a, b) for a in range(12) for b in range(12) if a % 5 == b % 5}
print(all((b, a) in same for a, b in same), compose(same, same) == same, sorted({tuple(sorted(b for a, b in same if a == x)) for x in range(12)}))
divides = {(a, b) for a in range(1, 13) for b in range(1, 13) if b % a == 0}
hasse = {(a, b) for a, b in divides if a != b and not any((a, k) in divides and (k, b) in divides for k in range(1, 13) if k not in (a, b))}
print(len(divides), sorted(hasse), divides & inverse(divides) == {(x, x) for x in range(1, 13)})
f = {(x, x * x % 7) for x in range(7)}
print(len({x for x, _ in f}) == len(f), sorted({y for _, y in f}), {y: sorted(x for x, z in f if z == y) for y in sorted({y for _, y in f})})
