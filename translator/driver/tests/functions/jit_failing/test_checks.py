"""Checks that fail: what they say."""

from rpython.rlib.jit import JitDriver
from rpython.testing import (
    check_aborted_count_at_least, check_operations_history, check_resops, check_simple_loop, check_trace_count,
    interp_operations, meta_interp,
)  # fmt: skip

driver = JitDriver(greens=[], reds=["n", "total"])


def loop(n):
    total = 0
    while n > 0:
        driver.jit_merge_point(n=n, total=total)
        total += n
        n -= 1
    return total


def test_before_any_run():
    check_trace_count(1)


def test_some_operations():
    meta_interp(loop, [20])
    check_resops(int_add=4, int_mul=3)


def test_all_operations():
    meta_interp(loop, [20])
    check_simple_loop({"int_add": 2, "int_sub": 1, "guard_true": 1, "jump": 1})


def test_number_of_traces():
    meta_interp(loop, [20])
    check_trace_count(2)


def test_nothing_was_aborted():
    meta_interp(loop, [20])
    check_aborted_count_at_least(1)


def test_no_such_operation():
    meta_interp(loop, [20])
    check_resops(int_plus=4)


def test_no_such_parameter():
    meta_interp(loop, [20], treshold=3)


def test_not_hot():
    meta_interp(loop, [2])
    check_simple_loop(jump=1)


def test_recorded():
    interp_operations(lambda a: a + 1, [5])
    check_operations_history(int_mul=1)


def test_arguments():
    interp_operations(lambda a: a is None, [None])


def test_rejected():
    def f(n):
        while n > 0:
            driver.jit_merge_point(n=n)
            n -= 1
        return n

    meta_interp(f, [20])
