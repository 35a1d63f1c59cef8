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


class Log(object):
    def __init__(self):
        self.text = ""


def with_finally(log, n):
    log.text += "<"
    try:
        for i in range(n):
            yield i
        log.text += "end"
    finally:
        log.text += ">"


@case((0, 5))
@case((1, 5))
@case((2, 5))
@case((9, 2))
def closing(steps, n):
    log = Log()
    g = with_finally(log, n)
    total = 0
    for i in range(steps):
        total += next(g) if i < n else 100
    g.close()
    g.close()
    done = False
    try:
        next(g)
    except StopIteration:
        done = True
    return log.text, total, done


@case((3,))
def closing_without_finally(n):
    g = squares(n)
    a = next(g)
    b = next(g)
    g.close()
    return a, b, list(g) == []


def guarded(log, n):
    i = 0
    while True:
        try:
            yield n // (i - 2)
        except ZeroDivisionError:
            log.text += "z"
        finally:
            log.text += str(i)
            i += 1
        if i > 4:
            return


@case((7,))
def try_in_a_loop(n):
    log = Log()
    g = guarded(log, n)
    parts = []
    for x in g:
        parts.append(str(x))
        if x == 7:
            break
    g.close()
    return log.text, ",".join(parts)


def layered(log):
    try:
        try:
            yield 1
        finally:
            log.text += "a"
            yield_less(log)
        yield 2
    except ValueError:
        log.text += "v"
        yield 3
    finally:
        log.text += "b"
    yield 4


def yield_less(log):
    if len(log.text) > 2:
        raise ValueError


@case(("",))
@case(("xx",))
def nested_finally(text):
    log = Log()
    log.text = text
    seen = ""
    for x in layered(log):
        seen += str(x)
    closed = Log()
    g = layered(closed)
    next(g)
    g.close()
    return seen, log.text, closed.text


def stubborn():
    while True:
        try:
            yield 1
        except GeneratorExit:
            pass


@case((), raises=RuntimeError)
def closing_is_ignored():
    g = stubborn()
    next(g)
    g.close()
    return 0


def failing(log):
    try:
        yield 1
    finally:
        log.text += "f"
        raise KeyError


@case(())
def closing_that_raises():
    log = Log()
    g = failing(log)
    next(g)
    try:
        g.close()
    except KeyError:
        log.text += "k"
    return log.text


class Manager(object):
    def __init__(self, log):
        self.log = log

    def __enter__(self):
        self.log.text += "("
        return self

    def __exit__(self, kind, value, tb):
        self.log.text += "!)" if value is not None else ")"


def managed(log, n):
    with Manager(log) as m:
        for i in range(n):
            m.log.text += str(i)
            yield i


@case((1,))
@case((5,))
def with_in_a_generator(n):
    log = Log()
    g = managed(log, 2)
    for i in range(n):
        try:
            next(g)
        except StopIteration:
            break
    g.close()
    return log.text


def delegating(log, n):
    try:
        yield from with_finally(log, n)
        yield 50
    finally:
        log.text += "d"


@case((2,))
def delegation(n):
    log = Log()
    total = 0
    for x in delegating(log, n):
        total += x
    return total, log.text


class Source(object):
    def items(self, log):
        yield 1

    def close_early(self, log):
        g = self.items(log)
        x = next(g)
        g.close()
        return x


class Cleaned(Source):
    def items(self, log):
        try:
            yield 2
            yield 3
        finally:
            log.text += "c"


@case((True,))
@case((False,))
def closing_of_overriding_generators(flag):
    log = Log()
    s = Cleaned() if flag else Source()
    return s.close_early(log), log.text


def in_handler(log):
    try:
        raise KeyError
    except KeyError:
        yield 1
        log.text += "h"
        yield 2
    else:
        yield 3
    log.text += "e"


@case(())
def yield_in_a_handler():
    log = Log()
    total = sum(in_handler(log))
    return total, log.text
