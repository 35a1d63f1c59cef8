"""Generators and iterators."""

from rpython.testing import case


def squares(n):
    for i in range(n):
        yield i * i


def countdown(n):
    while n > 0:
        yield n
        n -= 1
    yield 0


def words(text):
    start = 0
    for i in range(len(text)):
        if text[i] == " ":
            yield text[start:i]
            start = i + 1
    yield text[start:]


def pairs(n):
    for i in range(n):
        for j in range(i):
            if (i + j) % 2:
                yield i, j


@case((5,))
@case((0,))
def for_loop(n):
    total = 0
    for x in squares(n):
        total += x
    return total


@case((3,))
def two_at_once(n):
    total = 0
    for x in squares(n):
        for y in countdown(n):
            total += x * y
    return total


@case(("the quick fox",))
@case(("",))
def strings(text):
    return "|".join([w for w in words(text)])


@case((5,))
def tuples(n):
    total = 0
    for i, j in pairs(n):
        total += i * 10 + j
    return total


@case((3,))
def next_by_hand(n):
    g = countdown(n)
    a = next(g)
    b = next(g)
    return a, b


@case((2,))
def stop_iteration(n):
    g = squares(n)
    count = 0
    try:
        while True:
            next(g)
            count += 1
    except StopIteration:
        pass
    return count


@case((10,))
def early_exit(n):
    for x in squares(n):
        if x > 20:
            return x
    return -1


class Tree(object):
    def __init__(self, left, key, right):
        self.left = left
        self.key = key
        self.right = right

    def leaves(self):
        stack = [self]
        while stack:
            node = stack.pop()
            if node.left is None and node.right is None:
                yield node.key
            if node.right is not None:
                stack.append(node.right)
            if node.left is not None:
                stack.append(node.left)


def build(n):
    if n == 0:
        return None
    return Tree(build(n // 2), n, build((n - 1) // 2))


@case((20,))
def method_generator(n):
    total = 0
    count = 0
    for key in build(n).leaves():
        total += key
        count += 1
    return total, count


@case((4,))
def explicit_iterator(n):
    it = iter([1, n, 3])
    total = next(it) * 10
    for x in it:
        total += x
    return total


@case((50,))
def many_alive(n):
    generators = [countdown(i) for i in range(n)]
    total = 0
    for g in generators:
        total += next(g)
    for g in generators:
        for x in g:
            total += x
    return total


def fibonacci():
    a = 0
    b = 1
    while True:
        yield a
        a, b = b, a + b


@case((100,))
def infinite(limit):
    result = []
    for x in fibonacci():
        if x > limit:
            break
        result.append(str(x))
    return ",".join(result)
