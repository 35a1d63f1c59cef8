"""Calls and no allocation: what it costs to keep roots. A tree of expressions is evaluated, over and over."""

import sys


class Number(object):
    def __init__(self, value):
        self.value = value


class Expression(object):
    def eval(self, x):
        raise NotImplementedError


class Variable(Expression):
    def eval(self, x):
        return x


class Constant(Expression):
    def __init__(self, value):
        self.value = value

    def eval(self, x):
        return self.value


class Add(Expression):
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def eval(self, x):
        return self.left.eval(x) + self.right.eval(x)


class Less(Expression):
    def __init__(self, left, right, boxed):
        self.left = left
        self.right = right
        self.boxed = boxed

    def eval(self, x):
        a = self.left.eval(x)
        b = self.right.eval(x)
        if a > 1 << 60:
            # Never: but it allocates, so that everything here may collect.
            self.boxed = Number(a)
        if a < b:
            return 1
        return 0


def build(depth):
    if depth == 0:
        return Variable()
    if depth % 3 == 0:
        return Less(build(depth - 1), Constant(depth), None)
    return Add(build(depth - 1), build(depth - 1))


def main(argv):
    tree = build(12)
    total = 0
    for i in range(int(argv[1])):
        total += tree.eval(i & 15)
    print(total)
    return 0


def target(*args):
    return main


if __name__ == "__main__":
    main(sys.argv)
