"""Exceptions in traces, out of them, and overflow."""

from rpython.rlib.jit import JitDriver, dont_look_inside
from rpython.rlib.rarithmetic import ovfcheck
from rpython.testing import (
    check_operations_history, check_resops, check_simple_loop, check_trace_count, interp_operations, meta_interp, raises,
)  # fmt: skip


class Stop(Exception):
    def __init__(self, value):
        self.value = value


def test_raised_and_caught_in_one_iteration():
    driver = JitDriver(greens=[], reds=["n", "total"])

    def g(n):
        if n > 0:
            raise Stop(n)
        return 0

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            try:
                total += g(n)
            except Stop as e:
                total += e.value
            n -= 1
        return total

    assert meta_interp(f, [20]) == 210
    # Nobody sees the exception: it is not even made.
    check_simple_loop(new=0, new_with_vtable=0, call=0)


def test_out_of_a_call():
    driver = JitDriver(greens=[], reds=["n", "total"])

    @dont_look_inside
    def g(n):
        if n % 3 == 0:
            raise Stop(n)
        return 1

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            try:
                total += g(n)
            except Stop as e:
                total += e.value
            n -= 1
        return total

    assert meta_interp(f, [40]) == f(40)
    check_trace_count(2)
    check_resops(guard_exception=1)


def test_out_of_the_portal():
    driver = JitDriver(greens=[], reds=["n", "total"])

    def f(n):
        total = 0
        while True:
            driver.jit_merge_point(n=n, total=total)
            if n == 0:
                raise Stop(total)
            total += n
            n -= 1

    with raises(Stop) as caught:
        meta_interp(f, [20])
    assert caught.value.value == 210


def test_out_of_the_portal_often():
    driver = JitDriver(greens=[], reds=["n", "total"])

    def run(n):
        total = 0
        while True:
            driver.jit_merge_point(n=n, total=total)
            if n == 0:
                raise Stop(total)
            total += n
            n -= 1

    def f(n):
        total = 0
        for i in range(n):
            try:
                run(i)
            except Stop as e:
                total += e.value
        return total

    assert meta_interp(f, [12]) == 286


def test_through_three_levels():
    driver = JitDriver(greens=[], reds=["n", "total"])

    def c(n):
        if n % 2:
            raise Stop(n)
        return n

    def b(n):
        return c(n) + 1

    def a(n):
        try:
            return b(n) + 1
        except ValueError:
            return -1

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            try:
                total += a(n)
            except Stop as e:
                total -= e.value
            n -= 1
        return total

    assert meta_interp(f, [40]) == f(40)


def test_finally():
    driver = JitDriver(greens=[], reds=["n", "log"])

    @dont_look_inside
    def g(n):
        if n % 4 == 1:
            raise Stop(n)
        return n

    def f(n):
        log = 0
        while n > 0:
            driver.jit_merge_point(n=n, log=log)
            try:
                try:
                    log += g(n)
                finally:
                    log += 1000
            except Stop:
                log += 5
            n -= 1
        return log

    assert meta_interp(f, [40]) == f(40)


def test_index_errors():
    driver = JitDriver(greens=[], reds=["n", "total", "items"])

    def f(n):
        items = [1, 2, 3]
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, items=items)
            try:
                total += items[n % 5]
            except IndexError:
                total += 100
            n -= 1
        return total

    assert meta_interp(f, [40]) == f(40)


def test_key_errors():
    driver = JitDriver(greens=[], reds=["n", "total", "names"])

    def f(n):
        names = {1: 10, 3: 30}
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, names=names)
            try:
                total += names[n % 4]
            except KeyError:
                total += 1
            n -= 1
        return total

    assert meta_interp(f, [40]) == f(40)


def test_division_by_zero():
    driver = JitDriver(greens=[], reds=["n", "total"])

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            try:
                total += 1000 // (n % 3)
            except ZeroDivisionError:
                total -= 1
            n -= 1
        return total

    assert meta_interp(f, [40]) == f(40)


def test_overflow_is_tested():
    def f(a, b):
        try:
            return ovfcheck(a + b)
        except OverflowError:
            return -1

    assert interp_operations(f, [1, 2]) == 3
    assert interp_operations(f, [2**62, 2**62]) == -1
    assert interp_operations(f, [-(2**63), -1]) == -1


def test_overflow_of_products():
    def f(a, b):
        try:
            return ovfcheck(a * b)
        except OverflowError:
            return -1

    assert interp_operations(f, [3, 5]) == 15
    assert interp_operations(f, [2**40, 2**40]) == -1


def test_overflow_in_a_loop():
    driver = JitDriver(greens=[], reds=["n", "x", "overflows"])

    def f(n):
        x = 1
        overflows = 0
        while n > 0:
            driver.jit_merge_point(n=n, x=x, overflows=overflows)
            try:
                x = ovfcheck(x * 3)
            except OverflowError:
                overflows += 1
                x = 1
            n -= 1
        return overflows * 1000 + x % 1000

    assert meta_interp(f, [200]) == f(200)


def test_numbers_wrap():
    driver = JitDriver(greens=[], reds=["n", "x"])

    def f(n, x):
        while n > 0:
            driver.jit_merge_point(n=n, x=x)
            x = x * 6364136223846793005 + 1442695040888963407
            n -= 1
        return x

    # A Python int does not wrap.
    x = 5
    for i in range(50):
        x = (x * 6364136223846793005 + 1442695040888963407) % 2**64
    assert meta_interp(f, [50, 5]) == (x - 2**64 if x >= 2**63 else x)


def test_the_class_decides():
    class Small(Stop):
        pass

    driver = JitDriver(greens=[], reds=["n", "total"])

    @dont_look_inside
    def g(n):
        if n % 4 == 0:
            raise Small(n)
        if n % 4 == 1:
            raise Stop(n)

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            try:
                g(n)
                total += 1
            except Small:
                total += 10000
            except Stop:
                total += 100
            n -= 1
        return total

    assert meta_interp(f, [80]) == f(80)
