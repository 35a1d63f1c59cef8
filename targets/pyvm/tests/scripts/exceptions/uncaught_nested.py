"""Tracebacks through lambdas, comprehensions, methods, generators and class bodies."""


def gen():
    yield 1
    yield 1 // 0


def first(g):
    return [x
            for x in g]


class C:
    @property
    def p(self):
        return (lambda: first(gen()))()


print("start")
C().p
