"""After Ellis, Kovac and Boehm's GCBench: trees built from the top and from the bottom, while a tree and an array of floats stay."""

import sys


class Node(object):
    def __init__(self, left, right):
        self.left = left
        self.right = right
        self.i = 0
        self.j = 0


def populate(depth, node):
    if depth <= 0:
        return
    node.left = Node(None, None)
    node.right = Node(None, None)
    populate(depth - 1, node.left)
    populate(depth - 1, node.right)


def make(depth):
    if depth <= 0:
        return Node(None, None)
    return Node(make(depth - 1), make(depth - 1))


def size(depth):
    return (1 << (depth + 1)) - 1


def main(argv):
    largest = int(argv[1])
    stretch = make(largest + 2)
    stretch = None
    kept = Node(None, None)
    populate(largest, kept)
    array = [0.0] * 500000
    for i in range(1, 250000):
        array[i] = 1.0 / i
    depth = 4
    while depth <= largest:
        rounds = 2 * size(largest + 2) // size(depth)
        for i in range(rounds):
            node = Node(None, None)
            populate(depth, node)
            node = None
        for i in range(rounds):
            node = make(depth)
            node = None
        print(depth, rounds)
        depth += 2
    print(kept.left is not None, int(array[1000] * 1e6))
    return 0


def target(*args):
    return main


if __name__ == "__main__":
    main(sys.argv)
