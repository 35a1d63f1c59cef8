"""Functions inside functions made from one source in several places: each has its own constants."""

from rpython.rlib.unroll import unrolling_iterable
from rpython.testing import case


def make(n):
    def outer(x):
        inner = lambda y: y + n  # noqa: E731
        return inner(x)

    return outer


ADD_ONE = make(1)
ADD_MANY = make(200)
NUMBERS = unrolling_iterable([1, 200])


@case((1,))
def cells(x):
    return ADD_ONE(x), ADD_MANY(x)


@case((1,))
def defaults(x):
    total = 0
    for i in NUMBERS:
        add = lambda y, n=i: y + n  # noqa: E731
        total = total * 1000 + add(x)
    return total
