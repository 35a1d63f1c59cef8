"""Control flow: loops, else parts, short circuits, conditional and assignment expressions, names."""

from rpython.testing import case


@case((0,))
@case((7,))
@case((100,))
def while_else(n):
    i = 0
    while i < n:
        if i == 10:
            break
        i += 1
    else:
        return "finished " + str(i)
    return "broke"


@case((3,))
@case((30,))
def for_else(n):
    for i in range(2, n):
        if n % i == 0:
            result = i
            break
    else:
        result = -1
    return result


@case((10,))
def continues(n):
    total = 0
    i = 0
    while i < n:
        i += 1
        if i % 3 == 0:
            continue
        if i == 8:
            break
        total += i
    return total


@case((4,))
def nested_loops(n):
    text = ""
    for i in range(n):
        for j in range(n):
            if j > i:
                break
            if (i + j) % 2:
                continue
            text += str(i) + str(j) + " "
    return text


@case((0, 5))
@case((3, 0))
@case((0, 0))
def short_circuits(a, b):
    log = []
    both = a and note(log, b)
    either = a or note(log, b)
    return both, either, len(log), not (a and b), bool(a or b)


def note(log, x):
    log.append(x)
    return x


@case((5,))
@case((-5,))
@case((0,))
def elif_chain(n):
    if n < -1:
        return "negative"
    elif n == 0:
        return "zero"
    elif n == 1:
        return "one"
    else:
        return "positive"


@case((0,))
@case((1,))
@case((2,))
@case((3,))
@case((9,))
def switch(n):
    result = 0
    if n == 0:
        result = 5
    elif n == 1:
        result = 7
    elif n == 2:
        result = 11
    elif n == 3:
        pass
    else:
        result = -1
    return result


@case(("+",))
@case(("<",))
@case(("?",))
def switch_on_chars(s):
    c = s[0]
    if c == "+":
        return 1
    elif c == "-":
        return 2
    elif c == "<":
        return 3
    elif c == ">":
        return 4
    return 0


@case(("get",))
@case(("put",))
@case(("pot",))
def switch_on_strs(s):
    if s == "get":
        return 1
    elif s == "put":
        return 2
    elif s in ("post", "pot"):
        return 3
    return 0


@case((10,))
def walrus(n):
    total = 0
    while (n := n - 3) > 0:
        total += n
    if (m := total * 2) > 10:
        return m
    return -m


@case((3,))
def multiple_targets(n):
    a = b = c = n
    a += 1
    (d, e), f = (a, b), c
    return a, b, d + e, f


@case((5,))
def variable_after_loop(n):
    last = -1
    for i in range(n):
        last = i
    return last


@case((True,))
@case((False,))
def defined_on_both_paths(flag):
    if flag:
        x = 1
        y = "a"
    else:
        x = 2
        y = "b"
    return x, y


@case((12,))
def deletion_of_names(n):
    x = n
    y = x + 1
    del x
    return y


@case((6,))
@case((28,))
@case((1,))
def perfect(n):
    total = 0
    for i in range(1, n):
        if n % i == 0:
            total += i
    return total == n and n > 1


@case((True, False))
@case((True, True))
def booleans(a, b):
    return a and b, a or b, not a, a == b, a != b, a & b, a | b, a ^ b


@case((3,))
def pass_and_docstring(n):
    """A docstring is nothing."""
    pass
    ...
    return n


@case((1000,))
def long_loop(n):
    x = 1
    for i in range(n):
        for j in range(100):
            x = (x * 31 + j) % 65537
    return x


@case((5,))
def annotated_names(n: int) -> int:
    total: int = 0
    for i in range(n):
        total += i
    return total


@case((4,))
def while_true(n):
    while True:
        n -= 1
        if n < 0:
            return n


@case((27, 3))
@case((28, 3))
def early_returns(n, k):
    while n % k == 0:
        n //= k
        if n == 1:
            return True
    return False


@case((3, 7, 5))
@case((9, 1, 1))
def is_and_none(a, b, c):
    best = None
    for s in ["x" * a, "y" * b, "z" * c]:
        if best is None or len(s) > len(best):
            best = s
    return best if best is not None else ""


@case(())
def no_arguments():
    return None


@case((5,))
def falls_off(n):
    if n == 1:
        return "one"
