"""Churn: much is allocated, little stays alive. For collectors that move objects, with a heap as small as it can be."""

from rpython.rlib import rgc
from rpython.rlib.rstring import StringBuilder
from rpython.testing import case


class Node(object):
    def __init__(self, left, right, value):
        self.left = left
        self.right = right
        self.value = value


def tree(depth):
    if depth == 0:
        return Node(None, None, 1)
    return Node(tree(depth - 1), tree(depth - 1), depth)


def total(node):
    if node.left is None:
        return node.value
    return node.value + total(node.left) + total(node.right)


@case((8,))
def trees(depth):
    kept = tree(depth)
    result = 0
    for i in range(20):
        result += total(tree(depth - 3))
    return result, total(kept)


@case((2000,))
def short_lived_lists(n):
    result = 0
    for i in range(n):
        items = [i, i + 1, i + 2]
        items.append(i + 3)
        result += items[i % 4]
    return result


@case((2000,))
def short_lived_strs(n):
    result = 0
    for i in range(n):
        s = "n" + str(i) + "x"
        result += len(s + s)
    return result


@case((500,))
def queue(n):
    head = Node(None, None, 0)
    tail = head
    length = 1
    check = 0
    for i in range(n * 4):
        node = Node(None, None, i)
        tail.right = node
        tail = node
        length += 1
        if length > n:
            head = head.right
            check += head.value
            length -= 1
    return check, length


@case((300,))
def old_points_to_young(n):
    table = [None] * 50
    for i in range(n * 10):
        table[i % 50] = Node(table[(i * 7) % 50] if i % 3 == 0 else None, None, i)
    result = 0
    for node in table:
        if node is not None:
            result += node.value
            if node.left is not None:
                result += 1
    return result


@case((200,))
def dict_in_motion(n):
    d = {}
    for i in range(n * 10):
        d["k" + str(i % n)] = Node(None, None, i)
    result = 0
    for k in d:
        result += d[k].value
    return result, len(d)


@case((100,))
def instance_keys_survive(n):
    keys = []
    d = {}
    for i in range(n):
        node = Node(None, None, i)
        keys.append(node)
        d[node] = i
        for j in range(10):
            Node(node, node, j)
    result = 0
    for k in keys:
        result += d[k]
    return result


@case((1000,))
def growing_list(n):
    items = []
    for i in range(n):
        items.append(str(i))
        if i % 3 == 2:
            items.pop(0)
    return len(items), items[0], items[-1]


@case((100,))
def builders(n):
    out = StringBuilder(1)
    for i in range(n):
        inner = StringBuilder(1)
        for j in range(i % 7):
            inner.append(chr(97 + j))
        out.append(inner.build())
    s = out.build()
    return len(s), s[:12]


@case((50,))
def roots_in_recursion(n):
    return descend(n, "", [])


def descend(n, text, items):
    local = text + chr(65 + n % 26)
    mine = [n]
    if n == 0:
        return local
    deeper = descend(n - 1, local, mine)
    items.append(len(deeper))
    return deeper + str(len(mine) + len(local) % 2)


@case((30,))
def roots_across_exceptions(n):
    result = ""
    for i in range(n):
        name = "v" + str(i)
        try:
            risky(name, i)
        except KeyError:
            result += name
        except ValueError:
            result += "-"
    return result


def risky(name, i):
    pad = name * 10
    if i % 3 == 0:
        raise KeyError
    if len(pad) % 2 == 0 and i % 5 == 0:
        raise ValueError


@case((200,))
def tuples_and_pairs(n):
    items = [(i, str(i)) for i in range(n)]
    result = 0
    for round in range(5):
        items = [(b, s + "!") for b, s in items]
    for i, s in items:
        result += i + len(s)
    return result


@case((10,))
def explicit_collection(n):
    kept = [Node(None, None, i) for i in range(n)]
    rgc.collect()
    result = 0
    for node in kept:
        result += node.value
    rgc.collect()
    return result, len(kept)


@case((5,))
def large_blocks(n):
    result = 0
    for i in range(n):
        block = [i] * 5000
        block[4999] = 7
        result += block[0] + block[4999]
    return result


@case((64,))
def cyclic_garbage(n):
    last = None
    for i in range(n * 10):
        a = Node(None, None, i)
        b = Node(a, last, i)
        a.left = b
        if i % 8 == 0:
            last = None
        else:
            last = a
    return last.value if last is not None else -1


@case((3000,))
def young_in_a_large_table(n):
    table = [None] * 4000
    x = 7
    for i in range(n):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        table[x % 4000] = Node(None, None, i)
        if i % 1000 == 999:
            for k in range(0, 4000, 3):
                table[k] = Node(table[k], None, k)
            copy = table[:]
            copy[5:5] = [Node(None, None, 1), Node(None, None, 2)]
            table = copy[:4000]
    result = 0
    for node in table:
        if node is not None:
            result += node.value
            if node.left is not None:
                result += node.left.value
    return result


class Registry(object):
    def __init__(self):
        self.last = None
        self.names = {"": None}
        self.slots = [None] * 8


registry = Registry()


@case((400,))
def young_in_prebuilt_objects(n):
    for i in range(n):
        registry.last = Node(registry.last if i % 10 else None, None, i)
        registry.names["n" + str(i % 20)] = Node(None, None, i)
        registry.slots[i % 8] = Node(registry.slots[(i + 3) % 8] if i % 16 else None, None, i)
    result = 0
    for name in registry.names:
        node = registry.names[name]
        if node is not None:
            result += node.value
    for node in registry.slots:
        result += node.value
        while node.left is not None and result < 1000000:
            node = node.left
            result += 1
    return result, registry.last.value, registry.last.left.value


@case((60,))
def subtrees_change_places(n):
    """What is alive moves between old objects all the time, so that marking must notice."""
    trees = [tree(6) for i in range(8)]
    for i in range(n):
        a, b = trees[i % 8], trees[(i * 3 + 1) % 8]
        while a.left.left is not None:
            if i % 2:
                a.left, b.right = b.right, a.left
            else:
                a.right, b.left = b.left, a.right
            a, b = a.left, b.right
            if b.left is None or a is b or a.left is b or b.right is a or a.right is b or b.left is a:
                break
        trees[(i * 5) % 8] = tree(6)
    result = 0
    for t in trees:
        result += depth_of(t, 20)
    return result


def depth_of(node, limit):
    if node is None or limit == 0:
        return 0
    return 1 + depth_of(node.left, limit - 1)


@case((100,))
def hashes_stay(n):
    keys = [Node(None, None, i) for i in range(n)]
    seen = {}
    for round in range(4):
        for k in keys:
            seen[k] = seen.get(k, 0) + 1
        keys = keys + [Node(keys[0], None, round)]
        rgc.collect()
    total = 0
    for k in keys:
        total += seen.get(k, 0)
    return total, len(seen)
