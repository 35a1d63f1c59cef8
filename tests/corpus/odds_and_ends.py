"""Small programs that use containers, functions and refinements in less usual ways."""

from rpython.testing import case


class Node(object):
    def __init__(self, value, next=None):
        self.value = value
        self.next = next


class Leaf(Node):
    def weight(self):
        return self.value * 2


class Branch(Node):
    def __init__(self, value, children):
        Node.__init__(self, value)
        self.children = children


@case((0,))
@case((1,))
@case((2,))
@case((3,))
def refinement_in_conditions(i):
    n = [None, Node(1), Leaf(2), Branch(3, [Leaf(4), None])][i]
    a = n is not None and n.value > 1
    b = isinstance(n, Leaf) and n.weight() > 3
    c = n is None or not isinstance(n, Branch) or len(n.children) == 2
    d = n.weight() if isinstance(n, Leaf) else -1
    e = 0
    if isinstance(n, Branch) and n.children and n.children[0] is not None and n.children[0].value == 4:
        e = len(n.children)
    if n and isinstance(n, (Leaf, Branch)):
        e += n.value
    return a, b, c, d, e


@case((3,))
def linked_lists(n):
    head = None
    for i in range(n):
        head = Node(i, head)
    total = 0
    at = head
    while at and at.next:
        total = total * 10 + at.value
        at = at.next
    previous = None
    while head is not None:
        head.next, previous, head = previous, head, head.next
    return total, previous.value, previous.next.value


@case(())
def list_corners():
    a = [1, 2, 3, 4]
    a.insert(-1, 9)
    a.insert(100, 8)
    a.insert(0, 7)
    x = a.pop(-2)
    y = a.pop(0)
    a[-1] += 5
    try:
        a.index(77)
        z = 0
    except ValueError:
        z = 1
    try:
        a.remove(77)
    except ValueError:
        z += 1
    try:
        a.pop(50)
    except IndexError:
        z += 1
    a.remove(9)
    del a[-2]
    return x, y, z, len(a), a[-1], a[-len(a)]


@case((3,))
def aliasing(n):
    rows = [[0] * n for i in range(n)]
    shared = [[0] * n] * n
    rows[0][1] = 5
    shared[0][1] = 5
    a = b = [1]
    a.append(2)
    c = a[:]
    c.append(3)
    a, b = c, a
    return rows[1][1], shared[1][1], len(a), len(b), rows[0] is rows[0]


@case(())
def dict_corners():
    d = {"b": 1, "a": 2}
    d.setdefault("c", 3)
    d.setdefault("a", 9)
    d.update({"z": 26, "b": 5})
    e = d.copy()
    del d["a"]
    d["a"] = 7
    order = ",".join(d)
    last = e.popitem()
    p = e.pop("b") + e.pop("nope", 100)
    e.clear()
    missing = 0
    try:
        del e["x"]
    except KeyError:
        missing += 1
    try:
        e.popitem()
    except KeyError:
        missing += 1
    total = 0
    for k, v in d.items():
        total = total * 7 + v * len(k)
    return order, last[0], p, len(e), missing, total, d.get("q", -1)


@case((2,))
def dict_of_functions_and_none(n):
    table = {"double": twice, "none": None}
    f = table["double"]
    g = table["none"]
    result = f(n) if f is not None else 0
    if g is not None:
        result += g(n)
    return result, g is None


def twice(x):
    return x * 2


def pick(kind):
    if kind == "inc":
        return lambda x: x + 1
    if kind == "dbl":
        return twice
    return None


@case(("inc",))
@case(("dbl",))
@case(("",))
def returned_functions(kind):
    f = pick(kind)
    return f(10) if f else -1


@case((5,))
def swaps_and_unpacking(n):
    a, b = n, n + 1
    a, b = b, a
    (c, d), e = (a, b), [a, b]
    e[0], e[1] = e[1], e[0]
    i, e[0] = 1, 50
    x = y = z = n
    x += 1
    for (p, q), r in [((1, 2), 3), ((4, 5), 6)]:
        y += p * q - r
    return a, b, c, d, e[0], e[1], i, x, y, z


def accumulate(x, into=[]):  # noqa: B006
    into.append(x)
    return len(into)


@case(())
def own_lists(n=3):
    return accumulate(1, [0]), accumulate(2, [0, 0])


@case((4,))
def star_calls(n):
    t = (n, n + 1)
    return spread(*t), spread(1, *t), spread(*(t + (7,))), spread(0, *())


def spread(a, *rest):
    total = a
    for i, r in enumerate(rest):
        total += r * (i + 2)
    return total + 100 * len(rest)


class Machine(object):
    stack_limit = 3

    def __init__(self):
        self.stack = []
        self.names = ["push", "add"]

    def push(self, arg):
        if len(self.stack) >= self.stack_limit:
            raise OverflowError("stack")
        self.stack.append(arg)

    def add(self, arg):
        self.stack.append(self.stack.pop() + self.stack.pop() + arg)

    def run(self, program):
        for line in program.split(";"):
            parts = line.strip().split(" ")
            name = parts[0]
            arg = int(parts[1]) if len(parts) > 1 else 0
            if name not in self.names:
                raise KeyError(name)
            method = HANDLERS[name]
            method(self, arg)
        return self.stack[-1]


HANDLERS = {"push": Machine.push, "add": Machine.add}


@case(("push 1; push 2; add",))
@case(("push 1; push 2; add 5; push 3; add",))
@case(("push 1; push 1; push 1; push 1",), raises=OverflowError)
@case(("jump",), raises=KeyError)
@case(("push x",), raises=ValueError)
@case(("add",), raises=IndexError)
def machine(program):
    return Machine().run(program)


@case((10,))
def sieve(n):
    flags = [True] * (n * 5)
    primes = []
    for i in range(2, len(flags)):
        if not flags[i]:
            continue
        primes.append(i)
        for j in range(i * i, len(flags), i):
            flags[j] = False
    return len(primes), primes[-1], sum(primes)


@case(("kitten", "sitting"))
@case(("", "abc"))
def edit_distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        last, row[0] = row[0], i + 1
        for j, y in enumerate(b):
            last, row[j + 1] = row[j + 1], min(last + (x != y), row[j] + 1, row[j + 1] + 1)
    return row[-1]


@case((6,))
def permutations(n):
    found = []
    permute([], [str(i) for i in range(n - 3)], found)
    return len(found), found[0], found[-1]


def permute(chosen, rest, found):
    if not rest:
        found.append("".join(chosen))
        return
    for i in range(len(rest)):
        permute(chosen + [rest[i]], rest[:i] + rest[i + 1 :], found)


@case((20,))
def memoised(n):
    return fib(n, {}), fib(n, {1: 1, 0: 1})


def fib(n, known):
    if n in known:
        return known[n]
    r = n if n < 2 else fib(n - 1, known) + fib(n - 2, known)
    known[n] = r
    return r


@case(("a.b[2].c",))
@case(("x",))
@case(("[",))
def tokens(text):
    found = []
    i = 0
    while i < len(text):
        c = text[i]
        if c.isalpha():
            j = i
            while j < len(text) and text[j].isalnum():
                j += 1
            found.append(text[i:j])
            i = j
        elif c == "[" and i + 2 < len(text) and "0" <= text[i + 1] <= "9" and text[i + 2] == "]":
            found.append("#" + text[i + 1])
            i += 3
        else:
            i += 1
    return "|".join(found)


@case((3,))
def nested_generators(n):
    return sum(x * y for x, y in grid(n)), list(flatten([[1], [], [2, n]]))[-1], max(len(w) for w in ["a", "bcd", "ef"])


def grid(n):
    for i in range(n):
        for j in row_of(i):
            yield i, j


def row_of(i):
    while i >= 0:
        yield i
        i -= 2


def flatten(lists):
    for items in lists:
        yield from items


@case((1.5, 2))
def float_keys_and_tuples(x, n):
    d = {x: "a", 2.5: "b"}
    best = None
    for k in d:
        if best is None or d[k] > best:
            best = d[k]
    pairs = [(k, len(v)) for k, v in d.items()]
    return d[n * 0.75], best, pairs[1][0], (x, n) == (1.5, 2), 2.5 in d


@case((7,))
def bits(n):
    count = 0
    m = n
    while m:
        m &= m - 1
        count += 1
    masks = {1 << i: i for i in range(8)}
    parts = [str(masks[b]) for b in sorted(masks) if b & n]
    return count, "".join(parts), n ^ 0xFF, ~n & 0xF, -n >> 1, n << 60


@case((True, False))
@case((False, False))
def bools(a, b):
    return a & b, a | b, a ^ b, a + b, a == b, a > b, not a, int(a) * 3, [10, 20][a], a is True, (a or b) and not b, sum([a, b])


@case(("b",))
def deleted_variables(s):
    x = s * 2
    y = x
    del x
    x = len(y)
    return x, y


@case((2,))
def optional_values(n):
    items = [None if i % n else str(i) for i in range(5)]
    present = [x for x in items if x is not None]
    first = items[1] or "none"
    lengths = [len(x) if x else -1 for x in items]
    d = {}
    for i, x in enumerate(items):
        d[i] = x
    return "".join(present), first, lengths[0], lengths[1], d[1] is None, d.get(7) is None, d.get(0)
