"""Equality of containers, by what they contain; membership; tuples as keys."""

from rpython.testing import case


@case((1,))
@case((2,))
def dicts(n):
    a = {"x": 1, "y": n}
    b = {"y": 2}
    b["x"] = 1
    c = {}
    if n > 5:
        c["x"] = 3
    return a == b, a != b, b == b, a == c, c == {}


@case((1,))
def dicts_or_none(n):
    a = {n: "a"}
    b = a if n > 5 else None
    c = None if n > 6 else {1: "a"}
    return a == b, b == a, b == None, a == c, b != c  # noqa: E711


@case((3,))
def dicts_of_containers(n):
    a = {1: [1, 2], 2: [n]}
    b = {2: [3], 1: [1, 2]}
    c = {(1, "a"): {"k": (n, [n])}}
    d = {(1, "a"): {"k": (3, [3])}}
    return a == b, c == d, {1: None} == {1: None}, {n: 1.5} == {n: 2.5}


@case((3,))
@case((4,))
def lists_of_lists(n):
    a = [[1, 2], [n]]
    b = [[1, 2]]
    b.append([])
    b[1].append(3)
    return a == b, a != b, [1, 2] in a, [7] in b, a.index([n]), a.count([1, 2]), [[["x"]]] == [[["x"]]]


@case((2,))
def fixed_and_resizable(n):
    a = [0] * n
    b = []
    for i in range(n):
        b.append(0)
    b_or_none = b if n > 1 else None
    return a == b, b == a, a == b_or_none, b_or_none == [0, 0], [n] == b


@case((2,))
def lists_with_none(n):
    a = [None, "x"] if n else ["x"]
    b = ["x", None]
    b.reverse()
    c = [[n], None]
    d = [[2], None]
    return a == b, None in a, "x" in b, c == d, None in c


@case((2, 3))
@case((3, 2))
def nested_tuples_as_keys(a, b):
    d = {}
    d[((a, "x"), b)] = 1
    d[((b, "x"), a)] = 2
    d[((2, "x" * 1), 3)] += 10
    e = {(1.5, True, None): "p", (2.5, False, None): "q"}
    return len(d), d[((a, "x"), b)], ((3, "x"), 2) in d, ((3, "y"), 2) in d, e[(a + 0.5 if a == 2 else 1.5, a != 2, None)]


@case((2, "b"))
@case((3, "cd"))
@case((9, "zz"))
def in_tuples_of_constants(n, s):
    found = ""
    for c in "+-x":
        if c in ("+", "-", "*"):
            found += c
    return (
        n in (1, 2, 3),
        n not in (3, 4),
        s in ("a", "b", "cd"),
        s in (None, "zz"),
        n in (True, 9.0),
        found,
        (n, s) in ((2, "b"), (3, "x")),
        n in (),
        n in (n,),
    )


@case(("b",))
@case(("cd",))
def none_in_tuples(s):
    t = s if s == "b" else None
    return t in ("b", "c"), t in (None, "c"), None in (t, "x"), t in (s, 3)


class Node(object):
    pass


FIRST = Node()
SECOND = Node()


@case((0,))
@case((1,))
def instances_in_containers(n):
    x = FIRST if n else SECOND
    return x in (FIRST, None), x in [SECOND], {x: 1} == {FIRST: 1}, [x] == [FIRST], (x, 1) == (FIRST, 1)


@case((5,))
def deep_equality(n):
    a = {}
    b = {}
    for i in range(n):
        a[(i, str(i))] = [[j] for j in range(i)]
        b[(n - 1 - i, str(n - 1 - i))] = [[j] for j in range(n - 1 - i)]
    first = a == b
    b[(2, "2")][1].append(7)
    return first, a == b
