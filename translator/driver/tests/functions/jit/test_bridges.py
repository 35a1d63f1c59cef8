"""Guards that fail often, and what is compiled for them."""

from rpython.rlib.jit import JitDriver, promote
from rpython.testing import (
    check_aborted_count, check_aborted_count_at_least, check_enter_count, check_enter_count_at_most,
    check_jitcell_token_count, check_resops, check_target_token_count, check_trace_count, check_trace_count_at_most,
    meta_interp,
)  # fmt: skip


def test_two_ways_through_a_loop():
    driver = JitDriver(greens=[], reds=["n", "total"])

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            if n & 1:
                total += n
            else:
                total -= 1
            n -= 1
        return total

    assert meta_interp(f, [30]) == f(30)
    check_jitcell_token_count(1)
    # One bridge from the first iteration, one from the loop itself.
    check_trace_count(3)
    check_enter_count(3)
    check_target_token_count(2)


def test_a_guard_that_fails_rarely_gets_none():
    driver = JitDriver(greens=[], reds=["n", "total"])

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            if n == 11:
                total += 1000
            total += n
            n -= 1
        return total

    assert meta_interp(f, [30]) == f(30)
    check_trace_count(1)


def test_no_bridges_without_eagerness():
    driver = JitDriver(greens=[], reds=["n", "total"])

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            if n % 3 == 0:
                total += n
            n -= 1
        return total

    assert meta_interp(f, [60], trace_eagerness=1000) == f(60)
    check_trace_count(1)
    assert meta_interp(f, [60]) == f(60)
    check_trace_count(2)


def test_a_bridge_out_of_a_bridge():
    driver = JitDriver(greens=[], reds=["n", "total"])

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            if n % 2 == 0:
                total += 1
                if n % 4 == 0:
                    total += 10
                    if n % 8 == 0:
                        total += 100
            n -= 1
        return total

    assert meta_interp(f, [100]) == f(100)
    check_jitcell_token_count(1)
    # Three more ways, from the first iteration and from the loop itself, as far as they are taken often.
    check_trace_count_at_most(7)


def test_a_bridge_leaves_the_portal():
    driver = JitDriver(greens=[], reds=["n", "total"])

    def run(n):
        total = 0
        while True:
            driver.jit_merge_point(n=n, total=total)
            total += n
            n -= 1
            if n < 0:
                return total

    def f(n):
        total = 0
        for i in range(12):
            total += run(n + i)
        return total

    assert meta_interp(f, [5]) == sum([sum(range(5 + i + 1)) for i in range(12)])
    check_jitcell_token_count(1)
    check_resops(finish=0)


def test_a_switch():
    driver = JitDriver(greens=[], reds=["n", "total"])

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            k = n & 7
            if k == 0:
                total += 1
            elif k == 1:
                total += 20
            elif k == 2:
                total += 300
            elif k == 3:
                total ^= 5
            elif k == 4:
                total -= 7
            elif k == 5:
                total += n
            else:
                total = total * 3 & 0xFFFF
            n -= 1
        return total

    assert meta_interp(f, [200]) == f(200)
    check_jitcell_token_count(1)
    # From each of the two iterations that are compiled, at most one bridge for each other way.
    check_trace_count_at_most(1 + 2 * 6)


def test_values_that_change_class():
    class A(object):
        def get(self, n):
            return n

    class B(A):
        def get(self, n):
            return -1

    class C(A):
        def get(self, n):
            return n * 2

    driver = JitDriver(greens=[], reds=["n", "total", "objects"])

    def f(n):
        objects = [A(), B(), A(), C()]
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, objects=objects)
            total += objects[n & 3].get(n)
            n -= 1
        return total

    assert meta_interp(f, [80]) == f(80)
    check_jitcell_token_count(1)
    # Two guards of the class, and out of each a bridge for each further class.
    check_trace_count_at_most(5)


def test_interpretation_goes_on_behind_a_guard():
    driver = JitDriver(greens=[], reds=["n", "total"])

    def twice(x):
        if x % 5 == 4:
            return x * 3
        return x * 2

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            # Where the guard fails there are two frames to be built again.
            total += twice(n) + 1
            n -= 1
        return total

    assert meta_interp(f, [50], trace_eagerness=1000) == f(50)
    check_trace_count(1)
    assert meta_interp(f, [50]) == f(50)
    check_trace_count(2)


def test_a_guard_whose_value_always_changes():
    driver = JitDriver(greens=["x"], reds=["n", "total"])

    def f(n):
        x = total = 0
        while n > 0:
            driver.jit_merge_point(x=x, n=n, total=total)
            total += x
            x = n & 15
            n -= 1
        return total

    assert meta_interp(f, [200]) == f(200)


def test_a_trace_that_is_too_long():
    driver = JitDriver(greens=[], reds=["n", "total"])

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            i = 0
            while i < 50:
                total += i ^ n
                i += 1
            n -= 1
        return total

    assert meta_interp(f, [30], trace_limit=40) == f(30)
    check_aborted_count_at_least(1)
    assert meta_interp(f, [30]) == f(30)
    check_aborted_count(0)
    check_enter_count_at_most(2)


def test_the_last_iterations_are_interpreted():
    driver = JitDriver(greens=[], reds=["i", "n", "seen"])

    def f(n):
        seen = []
        i = 0
        while i < n:
            driver.jit_merge_point(i=i, n=n, seen=seen)
            if i > 15:
                seen.append(i)
            i += 1
        return seen

    assert meta_interp(f, [20]) == [16, 17, 18, 19]


def test_a_guard_that_fails_forever():
    driver = JitDriver(greens=[], reds=["n", "total"])

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            # No value comes twice: code for one of them is of no use.
            total += promote(n) & 3
            n -= 1
        return total

    assert meta_interp(f, [2000]) == f(2000)
    check_trace_count_at_most(3)
