from .first import value
from .sub.deep import depth


def twice():
    return value * 2 + depth
