"""Objects made while the module loads: all kinds, shared, with cycles, changed at run time."""

from rpython.testing import case

NUMBERS = [i * i for i in range(20)]
NAMES = {"a": [1, 2], "b": [], "c": [3]}
TUPLES = [(1, "one"), (2, "two")]
TABLE = {}
for _name in ("load", "store", "jump"):
    TABLE[_name] = len(TABLE)
TEXT = "prebuilt"
LIMIT = 10
NOTHING = None
FLOATS = [0.5, 1.5, -2.0]
MIXED_DEPTH = [[["x"], []], [["y", "z"]]]


class Node(object):
    def __init__(self, name):
        self.name = name
        self.edges = []


class Leaf(Node):
    def __init__(self, name, value):
        Node.__init__(self, name)
        self.value = value


A = Node("a")
B = Leaf("b", 7)
C = Leaf("c", 8)
A.edges.append(B)
A.edges.append(C)
B.edges.append(A)
C.edges.append(C)
GRAPH = {"a": A, "b": B, "c": C}


class Config(object):
    debug = False
    level = 3


class Frozen(object):
    def __init__(self, n):
        self.n = n

    def _freeze_(self):
        return True

    def value(self):
        return self.n * 2


FROZEN = Frozen(21)
CONFIG = Config()


@case((3,))
@case((19,))
def lists(i):
    return NUMBERS[i], len(NUMBERS), sum(NUMBERS)


@case(("a",))
@case(("b",))
def dict_of_lists(key):
    return len(NAMES[key]), len(NAMES)


@case((1,))
def list_of_tuples(i):
    n, s = TUPLES[i]
    return n, s


@case(("store",))
@case(("halt",))
def filled_in_a_loop(name):
    return TABLE.get(name, -1)


@case((5,))
def constants(n):
    return n < LIMIT, TEXT + str(n), NOTHING is None, FLOATS[1] + n


@case((1,))
def nested(i):
    return len(MIXED_DEPTH[i][0]), MIXED_DEPTH[0][0][0]


@case(("a", 2))
@case(("b", 3))
def cycles(name, steps):
    node = GRAPH[name]
    text = ""
    for i in range(steps):
        text += node.name
        node = node.edges[len(node.edges) - 1]
    return text


@case((0,))
@case((1,))
def subclasses(i):
    node = A.edges[i]
    if isinstance(node, Leaf):
        return node.value
    return -1


@case((5,))
def class_attributes(n):
    kept = CONFIG.level
    CONFIG.level = n
    result = CONFIG.level, CONFIG.debug
    CONFIG.level = kept
    return result


@case((1,))
def frozen(n):
    return FROZEN.value() + n


@case((4,))
def changes(n):
    A.edges.append(Leaf("new", n))
    count = len(A.edges)
    last = A.edges.pop()
    return count, last.name, len(A.edges)


@case((2,))
def shared(n):
    a = NAMES["a"]
    a.append(n)
    seen = len(NAMES["a"])
    a.pop()
    return seen, NAMES["a"] is a


@case((30,))
def prebuilt_points_to_new(n):
    """A new object that only a prebuilt one refers to must survive."""
    for i in range(n):
        B.edges.append(Node("n" + str(i)))
    text = ""
    for i in range(n * 20):
        text = str(i) + "x"
    result = B.edges[n].name + text
    del B.edges[1:]
    return result
