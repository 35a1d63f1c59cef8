"""Loops, and what the optimiser leaves of them."""

from rpython.rlib.jit import JitDriver
from rpython.testing import (
    check_aborted_count, check_enter_count, check_history, check_jitcell_token_count, check_resops, check_simple_loop,
    check_target_token_count, check_trace_count, meta_interp,
)  # fmt: skip


def test_a_loop():
    driver = JitDriver(greens=[], reds=["x", "y", "res"])

    def f(x, y):
        res = 0
        while y > 0:
            driver.jit_merge_point(x=x, y=y, res=res)
            res += x
            y -= 1
        return res

    assert meta_interp(f, [6, 7]) == 42
    check_trace_count(1)
    check_enter_count(1)
    check_aborted_count(0)
    check_target_token_count(2)
    check_resops({"jump": 2, "int_gt": 2, "int_add": 4, "guard_true": 2})
    check_simple_loop({"jump": 1, "int_gt": 1, "int_add": 2, "guard_true": 1})
    check_history({"int_add": 1, "int_sub": 1, "int_gt": 1, "guard_true": 1, "guard_future_condition": 1, "jump": 1})


def test_what_is_the_same_each_time_is_done_once():
    driver = JitDriver(greens=[], reds=["x", "y", "res"])

    def f(x, y):
        res = 0
        while y > 0:
            driver.jit_merge_point(x=x, y=y, res=res)
            res += x * x
            y -= 1
        return res

    assert meta_interp(f, [6, 7]) == 252
    check_resops(int_mul=1)
    check_simple_loop(int_mul=0)


def test_a_test_that_holds_for_ever():
    driver = JitDriver(greens=[], reds=["x", "y", "res"])

    def f(x, y):
        res = 0
        while y > 0:
            driver.jit_merge_point(x=x, y=y, res=res)
            if x > 3:
                res += 1
            if x > 2:
                res += 10
            y -= 1
        return res

    assert meta_interp(f, [6, 7]) == 77
    check_simple_loop(int_gt=1, guard_true=1)


def test_greens_are_constants():
    driver = JitDriver(greens=["pc", "code"], reds=["acc", "n"])

    def f(code, n):
        pc = 0
        acc = 0
        while pc < len(code):
            driver.jit_merge_point(pc=pc, code=code, acc=acc, n=n)
            op = code[pc]
            if op == "+":
                acc += n
            elif op == "-":
                n -= 1
            elif op == "<" and n > 0:
                pc = 0
                driver.can_enter_jit(pc=pc, code=code, acc=acc, n=n)
                continue
            pc += 1
        return acc

    assert meta_interp(f, ["+-<", 10]) == 55
    check_trace_count(1)
    # The characters are read while it is traced.
    check_simple_loop({"int_add": 2, "int_gt": 1, "guard_true": 1, "jump": 1})


def test_a_loop_for_each_green():
    driver = JitDriver(greens=["step"], reds=["n", "total"])

    def run(step, n):
        total = 0
        while n > 0:
            driver.jit_merge_point(step=step, n=n, total=total)
            total += step
            n -= step
        return total

    def f(n):
        return run(1, n) + run(2, n) * 1000

    assert meta_interp(f, [20]) == 20020
    check_jitcell_token_count(2)


def test_nested_loops():
    driver = JitDriver(greens=[], reds=["i", "j", "n", "total"])

    def f(n):
        total = i = j = 0
        while i < n:
            driver.jit_merge_point(i=i, j=j, n=n, total=total)
            if j < i:
                total += i * j
                j += 1
            else:
                j = 0
                i += 1
        return total

    assert meta_interp(f, [20]) == f(20)
    # The outer loop is hot first; a bridge out of it makes the inner one, which has a label of its own.
    check_jitcell_token_count(1)
    check_trace_count(4)
    check_target_token_count(3)


def test_a_short_loop_within():
    driver = JitDriver(greens=[], reds=["n", "total"])

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            i = 0
            while i < n:
                total += i
                i += 1
            n -= 1
        return total

    # Without a merge point of its own an inner loop is unrolled into the trace of each iteration.
    assert meta_interp(f, [8]) == f(8)


def test_floats():
    driver = JitDriver(greens=[], reds=["n", "x", "total"])

    def f(n, x):
        total = 0.0
        while n > 0:
            driver.jit_merge_point(n=n, x=x, total=total)
            total = total * 0.5 + x / 3.0 - float(n)
            n -= 1
        return total

    assert meta_interp(f, [20, 2.5]) == f(20, 2.5)
    check_simple_loop(float_mul=1, float_add=1, float_sub=1, float_truediv=0, cast_int_to_float=1)


def test_a_field_stays_in_a_register():
    class Counter(object):
        def __init__(self):
            self.value = 0

    driver = JitDriver(greens=[], reds=["n", "counter"])

    def f(n):
        counter = Counter()
        while n > 0:
            driver.jit_merge_point(n=n, counter=counter)
            counter.value += n
            n -= 1
        return counter.value

    assert meta_interp(f, [20]) == 210
    check_simple_loop(getfield_gc=0, setfield_gc=1, new=0, new_with_vtable=0)


def test_an_item_of_an_array_is_read_once():
    driver = JitDriver(greens=[], reds=["n", "cells"])

    def f(n):
        cells = [0] * 4
        while n > 0:
            driver.jit_merge_point(n=n, cells=cells)
            cells[1] = cells[1] + n + cells[2]
            n -= 1
        return cells[1]

    assert meta_interp(f, [20]) == 210
    check_simple_loop(getarrayitem_gc=0, setarrayitem_gc=1, arraylen_gc=0)


def test_an_index_that_changes():
    driver = JitDriver(greens=[], reds=["i", "total", "items"])

    def f(n):
        items = [k * k for k in range(n)]
        total = i = 0
        while i < len(items):
            driver.jit_merge_point(i=i, total=total, items=items)
            total += items[i]
            i += 1
        return total

    assert meta_interp(f, [20]) == f(20)
    check_simple_loop(getarrayitem_gc=1, getfield_gc=0, call=0)


def test_a_loop_that_returns_from_within():
    driver = JitDriver(greens=[], reds=["n", "x"])

    def f(n):
        x = 1
        while True:
            driver.jit_merge_point(n=n, x=x)
            x = (x * 5 + 1) % 1009
            n -= 1
            if n == 0:
                return x

    assert meta_interp(f, [30]) == f(30)
    check_trace_count(1)


def test_swapped_variables():
    driver = JitDriver(greens=[], reds=["n", "a", "b"])

    def f(n):
        a, b = 0, 1
        while n > 0:
            driver.jit_merge_point(n=n, a=a, b=b)
            a, b = b, a + b
            n -= 1
        return a

    assert meta_interp(f, [30]) == 832040
    check_simple_loop(int_add=2)


def test_truth_and_none():
    class Node(object):
        def __init__(self, value, next):
            self.value = value
            self.next = next

    driver = JitDriver(greens=[], reds=["total", "node"])

    def f(n):
        node = None
        for i in range(n):
            node = Node(i, node)
        total = 0
        while node is not None:
            driver.jit_merge_point(total=total, node=node)
            total += node.value
            node = node.next
        return total

    assert meta_interp(f, [20]) == 190
    check_simple_loop(getfield_gc_i=1, getfield_gc_r=1, call=0)


def test_without_optimisations():
    driver = JitDriver(greens=[], reds=["x", "y", "res"])

    def f(x, y):
        res = 0
        while y > 0:
            driver.jit_merge_point(x=x, y=y, res=res)
            res += x * x
            y -= 1
        return res

    assert meta_interp(f, [6, 7], enable_opts="") == 252
    check_resops(int_mul=1, jump=1)
    check_target_token_count(1)


def test_something_happens_before_the_merge_point():
    driver = JitDriver(greens=["k"], reds=["n", "total"])

    def f(n, k):
        total = 0
        while n > 0 or total & 3:
            driver.jit_merge_point(k=k, n=n, total=total)
            total += n * k
            n -= 1
            if n > 2:
                driver.can_enter_jit(k=k, n=n, total=total)
                # The place, the values and whether there is a next time are known at the merge point only.
                if n % 5 == 1:
                    k = 3 - k
                total += 1
            else:
                driver.can_enter_jit(k=k, n=n, total=total)
        return total

    for n in [0, 3, 12]:
        assert meta_interp(f, [n, 1], threshold=2) == f(n, 1)
    assert meta_interp(f, [61, 2]) == f(61, 2)
    check_aborted_count(0)
