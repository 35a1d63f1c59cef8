"""Generators through and through: trees walked by nested `yield from`, pipelines of generators, coroutines that are sent values,
and generator expressions."""

import sys


class Tree:
    def __init__(self, left, value, right):
        self.left = left
        self.value = value
        self.right = right

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.value
        if self.right is not None:
            yield from self.right


def balanced(values, low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return Tree(balanced(values, low, middle), values[middle], balanced(values, middle + 1, high))


def numbers(count):
    state = 1
    for _ in range(count):
        state = (state * 69069 + 5) % 4294967296
        yield state >> 8


def kept(source, factor):
    for value in source:
        if value % factor:
            yield value


def pairs(source):
    before = None
    for value in source:
        if before is None:
            before = value
        else:
            yield before, value
            before = None


def averager():
    total = count = 0
    value = yield 0
    while value is not None:
        total += value
        count += 1
        value = yield total // count
    return total


def moving(source):
    coroutine = averager()
    next(coroutine)
    for a, b in source:
        yield coroutine.send(a ^ b)
    try:
        coroutine.send(None)
    except StopIteration as stop:
        yield stop.value


def primes():
    found = {}
    candidate = 2
    while True:
        step = found.pop(candidate, None)
        if step is None:
            yield candidate
            found[candidate * candidate] = candidate
        else:
            following = candidate + step
            while following in found:
                following += step
            found[following] = step
        candidate += 1


def main(size):
    checksum = 0
    values = list(range(size * 50))
    tree = balanced(values, 0, len(values))
    for _ in range(8):
        for value in tree:
            checksum = (checksum * 3 + value) % 1000000007
    source = kept(kept(numbers(size * 600), 3), 5)
    for value in moving(pairs(source)):
        checksum = (checksum * 3 + value) % 1000000007
    count = 0
    for prime in primes():
        checksum = (checksum + prime) % 1000000007
        count += 1
        if count == size * 40:
            break
    checksum += sum(a * b for a, b in zip((x for x in values if x & 1), (y * y for y in values))) % 1000000007
    print("generators %d" % checksum)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
