"""Objects that need not be allocated."""

from rpython.rlib.jit import JitDriver
from rpython.testing import (
    check_loops, check_resops, check_simple_loop, check_trace_count, interp_operations, meta_interp,
)  # fmt: skip


class Box(object):
    def __init__(self, value):
        self.value = value

    def add(self, other):
        return Box(self.value + other.value)


def test_a_box_for_each_number():
    driver = JitDriver(greens=[], reds=["n", "total"])

    def f(n):
        total = Box(0)
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            total = total.add(Box(n))
            n -= 1
        return total.value

    assert meta_interp(f, [20]) == 210
    check_simple_loop({"int_add": 2, "int_gt": 1, "guard_true": 1, "jump": 1})


def test_a_guard_builds_the_object():
    driver = JitDriver(greens=[], reds=["n", "total"])

    def f(n):
        total = Box(0)
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            total = total.add(Box(n))
            if n % 4 == 0:
                total = Box(total.value * 2)
            n -= 1
        return total.value

    assert meta_interp(f, [40], trace_eagerness=1000) == f(40)
    assert meta_interp(f, [40]) == f(40)
    check_trace_count(2)


def test_objects_within_objects():
    driver = JitDriver(greens=[], reds=["n", "pair"])

    class Pair(object):
        def __init__(self, left, right):
            self.left = left
            self.right = right

    def f(n):
        pair = Pair(Box(0), Box(1))
        while n > 0:
            driver.jit_merge_point(n=n, pair=pair)
            pair = Pair(pair.right, pair.left.add(pair.right))
            n -= 1
        return pair.left.value

    assert meta_interp(f, [30]) == 832040
    check_simple_loop(getfield_gc=0, int_add=2)


def test_an_object_that_escapes_is_allocated():
    driver = JitDriver(greens=[], reds=["n", "kept"])

    def f(n):
        kept = [Box(0)]
        while n > 0:
            driver.jit_merge_point(n=n, kept=kept)
            kept[0] = Box(kept[0].value + n)
            n -= 1
        return kept[0].value

    assert meta_interp(f, [20]) == 210
    check_simple_loop(new=1, setfield_gc=2)


def test_tuples():
    driver = JitDriver(greens=[], reds=["n", "pair"])

    def f(n):
        pair = (0, 1)
        while n > 0:
            driver.jit_merge_point(n=n, pair=pair)
            a, b = pair
            pair = (b, (a + b) % 1000007)
            n -= 1
        return pair[0]

    assert meta_interp(f, [40]) == f(40)
    check_simple_loop(new=0, new_with_vtable=0)


def test_a_list_in_one_iteration():
    driver = JitDriver(greens=[], reds=["n", "total"])

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            items = [n, total, 3]
            total = items[0] + items[1] * items[2] & 0xFFFF
            n -= 1
        return total

    assert meta_interp(f, [20]) == f(20)
    check_simple_loop(new_array=0, getarrayitem_gc=0, setarrayitem_gc=0)


def test_a_closed_over_float():
    driver = JitDriver(greens=[], reds=["n", "x"])

    class FloatBox(object):
        def __init__(self, value):
            self.value = value

    def f(n):
        x = FloatBox(1.0)
        while n > 0:
            driver.jit_merge_point(n=n, x=x)
            x = FloatBox(x.value * 1.5)
            n -= 1
        return x.value

    assert meta_interp(f, [20]) == 1.5**20
    check_simple_loop(new=0, new_with_vtable=0, float_mul=1)


def test_classes_are_known():
    driver = JitDriver(greens=[], reds=["n", "total"])

    class Special(Box):
        pass

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            b = Special(n) if n & 1 else Box(n)
            if isinstance(b, Special):
                total += b.value
            else:
                total -= 1
            n -= 1
        return total

    assert meta_interp(f, [30]) == f(30)
    check_resops(new=0, new_with_vtable=0, guard_class=0)


def test_an_object_is_made_and_read():
    def f(a, b):
        return Box(a).add(Box(b)).value

    assert interp_operations(f, [3, 4]) == 7
    check_loops({"int_add": 1, "finish": 1})
