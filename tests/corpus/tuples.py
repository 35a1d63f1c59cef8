"""Tuples: items of different types, unpacking, comparison, nesting."""

from rpython.testing import case


@case((1, "a"))
def items(n, s):
    t = (n, s, 2.5)
    return t[0], t[1], t[2], len(t), t[-1]


@case((1, 2))
def swap(a, b):
    a, b = b, a
    return a, b


@case((1,))
def nested(n):
    t = ((n, n + 1), ("x", (n + 2,)))
    (a, b), (s, (c,)) = t
    return a + b + c, s


def divide(a, b):
    return a // b, a % b


@case((17, 5))
def results(a, b):
    q, r = divide(a, b)
    return divide(a, b)[0] + q, r


@case((1, 2))
@case((2, 2))
def equality(a, b):
    return (a, "x") == (b, "x"), (a, b) != (b, a), (a,) == (b,)


@case((1, "b"))
@case((2, "a"))
def in_lists(n, s):
    pairs = [(1, "a"), (2, "b")]
    pairs.append((n, s))
    total = 0
    text = ""
    for k, v in pairs:
        total += k
        text += v
    return total, text, pairs[-1][1]


@case((3,))
def concatenation(n):
    t = (n, "a") + (n + 1,)
    return len(t), t[2], t[1]


@case((2,))
def contains(n):
    return n in (1, 2, 3), n in (4, 5), n not in (2,), "x" in ("y", "x")


@case((5,))
def ignored_parts(n):
    first, _, (_, last) = (n, 0, (1, n + 1))
    return first, last


@case((5,))
def empty(n):
    t = ()
    return len(t), n, t == ()


@case((4,))
def iterate(n):
    total = 0
    for x in (1, n, 10):
        total += x
    return total


@case((True,))
@case((False,))
def joined(flag):
    t = (1, None) if flag else (2, "x")
    s = t[1]
    return t[0], "none" if s is None else s


@case((3,))
def sorted_by_hand(n):
    best = (0, "")
    for pair in [(1, "one"), (n, "n"), (2, "two")]:
        if pair[0] > best[0]:
            best = pair
    return best
