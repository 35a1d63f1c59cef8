"""Binary trees: many short-lived ones of several depths, and one that stays."""

import sys


class Node(object):
    def __init__(self, left, right):
        self.left = left
        self.right = right


def make(depth):
    if depth == 0:
        return Node(None, None)
    return Node(make(depth - 1), make(depth - 1))


def check(node):
    if node.left is None:
        return 1
    return 1 + check(node.left) + check(node.right)


def main(argv):
    largest = int(argv[1])
    print(check(make(largest + 1)))
    kept = make(largest)
    depth = 4
    while depth <= largest:
        rounds = 1 << (largest - depth + 4)
        total = 0
        for i in range(rounds):
            total += check(make(depth))
        print(rounds, depth, total)
        depth += 2
    print(check(kept))
    return 0


def target(*args):
    return main


if __name__ == "__main__":
    main(sys.argv)
