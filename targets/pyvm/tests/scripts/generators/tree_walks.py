"""Walks over trees by generators: recursive, by stack, by queue, zipped, compared lazily, with paths and pruning."""

tree = ("a", [("b", [("d", []), ("e", [("h", [])])]), ("c", [("f", []), ("g", [])])])


def pre(t):
    yield t[0]
    for k in t[1]:
        yield from pre(k)


def post(t):
    for k in t[1]:
        yield from post(k)
    yield t[0]


def pre_stack(t):
    stack = [t]
    while stack:
        v, kids = stack.pop()
        yield v
        stack.extend(reversed(kids))


def levels(t):
    level = [t]
    while level:
        yield [v for v, _ in level]
        level = [k for _, kids in level for k in kids]


def paths(t, prefix=()):
    v, kids = t
    prefix += (v,)
    if not kids:
        yield "/".join(prefix)
    for k in kids:
        yield from paths(k, prefix)


def walk(t, depth=0):
    command = yield depth, t[0]
    if command != "skip":
        for k in t[1]:
            yield from walk(k, depth + 1)


print("".join(pre(tree)), "".join(post(tree)), list(pre(tree)) == list(pre_stack(tree)), list(levels(tree)), list(paths(tree)))
w, seen = walk(tree), []
command = None
while True:
    try:
        depth, v = w.send(command)
    except StopIteration:
        break
    seen.append("-" * depth + v)
    command = "skip" if v == "b" else None
print(seen)
leaves = lambda t: (v for v in pre(t) if v in "dhfg")
same = lambda x, y: all(a == b for a, b in zip(leaves(x), leaves(y)))
other = ("z", [("d", []), ("y", [("h", []), ("f", [])]), ("g", [])])
print(same(tree, other), same(tree, ("q", [("h", [])])), next(leaves(tree)), [next(p) for p in [pre(tree), post(tree)]])


def build(values):
    it = iter(values)

    def node(n):
        if n == 0:
            return None
        left = node(n // 2)
        v = next(it)
        return left, v, node(n - n // 2 - 1)
    return node(len(values))


def inorder(t):
    if t:
        l, v, r = t
        yield from inorder(l)
        yield v
        yield from inorder(r)


def reverse(t):
    if t:
        yield from reverse(t[2])
        yield t[1]
        yield from reverse(t[0])


b = build(list(range(15)))
print(list(inorder(b)) == list(range(15)), list(reverse(b))[:4], b[1], sum(inorder(b)), max(inorder(build([3, 9, 2]))), list(zip(inorder(b), reverse(b)))[:3])
two = lambda t, target: next(((x, y) for x in inorder(t) for y in reverse(t) if x < y and x + y == target), None)
print(two(b, 20), two(b, 100), list(inorder(None)))
deep = None
for i in range(200):
    deep = (deep, i, None)
print(sum(inorder(deep)), sum(1 for _ in inorder(deep)))
def merge(*its):
    items = [(next(i), n, i) for n, i in enumerate(its)]
    while items:
        items.sort(key=lambda t: t[:2])
        v, n, i = items.pop(0)
        yield v
        nxt = next(i, None)
        if nxt is not None: items.append((nxt, n, i))
print(list(merge(inorder(build([1, 5, 9])), inorder(build([2, 3])), iter([0, 10]))))
