"""Inferred types as text."""

from rpython.rlib.rarithmetic import r_uint
from rpython.testing import TranslationError, annotate, raises


def test_plain():
    def same(x):
        return x

    assert annotate(same, [int]) == "int"
    assert annotate(same, [str]) == "str"
    assert annotate(same, [bytes]) == "bytes"
    assert annotate(same, [float]) == "float"
    assert annotate(same, [bool]) == "bool"
    assert annotate(same, [None]) == "None"
    assert annotate(same, [r_uint]) == "r_uint"


def test_containers():
    def f(items, d, t):
        return d[t[0]], items, t

    inferred = annotate(f, [[int], {str: float}, (str, int)])
    assert inferred == "tuple[float, list[int], tuple[str, int]]"


def test_examples():
    def f(items):
        return {items[0]: items}

    assert annotate(f, [["a", "b"]]) == "dict[str, list[str]]"


def test_optional():
    def f(n):
        if n > 3:
            return None
        return "s" * n

    assert annotate(f, [int]) == "str or None"


def test_instances():
    class Point(object):
        pass

    def f(n):
        return Point()

    def g(n):
        return None if n else Point()

    assert annotate(f, [int]) == "Point"
    assert annotate(g, [int]) == "an instance of `Point` or None"


def test_never():
    def f(n):
        raise ValueError

    assert annotate(f, [int]) == "never"


def test_errors():
    def f(n):
        return n + "s"

    with raises(TranslationError):
        annotate(f, [int])
