"""Sorting: against Python's own, with stability."""

from rpython.rlib.listsort import TimSort, make_timsort_class
from rpython.rlib.rarithmetic import intmask
from rpython.testing import interpret

KeySort = make_timsort_class(lt=lambda a, b: a[0] < b[0])


class Random(object):
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = intmask(self.state * 6364136223846793005 + 1442695040888963407)
        return ((self.state >> 33) & 0x7FFFFFFF) % n


def kinds(n, seed):
    """Lists in many kinds of order."""
    r = Random(seed)
    yield [r.below(1 << 20) for i in range(n)]
    yield [r.below(4) for i in range(n)]
    yield list(range(n))
    yield list(range(n, 0, -1))
    yield [i % 37 for i in range(n)]
    yield [i if r.below(20) else r.below(n) for i in range(n)]
    yield list(range(n // 2)) + list(range(n // 3)) + list(range(n // 6, 0, -1))
    yield list(range(n, 2 * n)) + list(range(n))
    yield [i // 50 * 50 + (i * 7) % 3 for i in range(n)]


def test_untranslated():
    for n in (0, 1, 2, 3, 31, 32, 33, 63, 64, 65, 200, 1000, 3001):
        for items in kinds(n, n + 1):
            expected = sorted(items)
            pairs = [(x, i) for i, x in enumerate(items)]
            TimSort(items).sort()
            assert items == expected
            stable = sorted(pairs, key=lambda p: p[0])
            KeySort(pairs).sort()
            assert pairs == stable


def test_part():
    items = [5, 4, 3, 2, 1]
    TimSort(items, 3).sort()
    assert items == [3, 4, 5, 2, 1]


def test_translated():
    def f(n):
        r = Random(n)
        items = [r.below(1000) for i in range(n)]
        TimSort(items).sort()
        for i in range(1, n):
            if items[i - 1] > items[i]:
                return False
        return True

    assert interpret(f, [10]) and interpret(f, [500])
