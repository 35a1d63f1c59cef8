"""Native code: the same results, also with many objects."""

from rpython.rlib import rgc
from rpython.testing import compile, interpret


def test_many_objects():
    class Node(object):
        def __init__(self, value, next):
            self.value = value
            self.next = next

    def f(n):
        total = 0
        for _ in range(50):
            list = None
            for i in range(n):
                list = Node(i, list)
            while list is not None:
                total += list.value
                list = list.next
        return total

    assert compile(f, [int])(10000) == 50 * sum(range(10000))


def test_collections_keep_arguments_and_results():
    def f(items, d):
        rgc.collect()
        result = [s + "." for s in items]
        rgc.collect()
        d["n"] = len(result)
        rgc.collect()
        return result, d

    expected = (["a.", "b."], {"m": 1, "n": 2})
    assert compile(f, [[str], {str: int}])(["a", "b"], {"m": 1}) == expected
    assert interpret(f, [["a", "b"], {"m": 1}]) == expected


def test_a_loop():
    def primes(n):
        sieve = [True] * n
        found = []
        for i in range(2, n):
            if sieve[i]:
                found.append(i)
                for j in range(i * i, n, i):
                    sieve[j] = False
        return found

    expected = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]
    assert interpret(primes, [30]) == expected
    assert compile(primes, [int])(30) == expected


def test_long_results():
    def f(n):
        return "x" * n, [i for i in range(n)]

    text, numbers = compile(f, [int])(100000)
    assert len(text) == 100000
    assert numbers == list(range(100000))
