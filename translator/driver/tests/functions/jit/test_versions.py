"""Loops that are compiled more than once: for values of different classes, and where bridges come back with other ones."""

from rpython.rlib.jit import JitDriver, dont_look_inside
from rpython.testing import (
    check_aborted_count, check_jitcell_token_count, check_resops, check_target_token_count, check_trace_count,
    check_trace_count_at_most, meta_interp,
)  # fmt: skip


class Base(object):
    def __init__(self, value):
        self.value = value

    def add(self, n):
        return Base(self.value + n)

    def text(self):
        return "base %d" % (self.value,)


class Other(Base):
    def add(self, n):
        return Other(self.value - n)

    def text(self):
        return "other %d" % (self.value,)


def make_loop():
    driver = JitDriver(greens=[], reds=["n", "switch", "x"])

    def f(n, switch):
        x = Base(0)
        while n > 0:
            driver.jit_merge_point(n=n, switch=switch, x=x)
            if n == switch:
                x = Other(x.value)
            x = x.add(n)
            n -= 1
        return x.text()

    return f


def test_one_class():
    f = make_loop()
    assert meta_interp(f, [40, -1]) == f(40, -1)
    check_trace_count(1)
    check_target_token_count(2)
    # Boxes in the first iteration only.
    check_resops(new=0)


def test_the_class_changes_once():
    f = make_loop()
    assert meta_interp(f, [60, 30]) == f(60, 30)
    check_jitcell_token_count(1)
    check_aborted_count(0)


def test_without_retracing():
    f = make_loop()
    assert meta_interp(f, [60, 30], retrace_limit=0) == f(60, 30)
    check_target_token_count(2)


def test_with_many_guards_allowed():
    f = make_loop()
    assert meta_interp(f, [60, 30], retrace_limit=5, max_retrace_guards=100) == f(60, 30)


def test_no_unrolling():
    f = make_loop()
    assert meta_interp(f, [60, 30], enable_opts="intbounds:rewrite:virtualize:string:pure:earlyforce:heap") == f(60, 30)
    check_target_token_count(1)


def test_zigzag():
    driver = JitDriver(greens=[], reds=["n", "period", "x"])

    def f(n, period):
        x = Base(0)
        while n > 0:
            driver.jit_merge_point(n=n, period=period, x=x)
            if n % period == 0:
                x = Other(x.value) if n % (2 * period) == 0 else Base(x.value)
            x = x.add(n)
            n -= 1
        return x.text()

    for period in [1, 2, 3, 7]:
        assert meta_interp(f, [90, period]) == f(90, period)
        check_jitcell_token_count(1)


def test_a_loop_within_a_loop_of_another_class():
    driver = JitDriver(greens=["pc"], reds=["i", "j", "n", "x"])

    def f(n):
        x = Base(0)
        i = j = pc = 0
        while i < n:
            driver.jit_merge_point(pc=pc, i=i, j=j, n=n, x=x)
            if pc == 0:
                x = x.add(1)
                j += 1
                if j < 5 + i % 3:
                    driver.can_enter_jit(pc=pc, i=i, j=j, n=n, x=x)
                    continue
                pc = 1
            else:
                x = Other(x.value + j) if i % 4 == 3 else Base(x.value)
                i += 1
                pc = j = 0
                driver.can_enter_jit(pc=pc, i=i, j=j, n=n, x=x)
        return x.text()

    assert meta_interp(f, [24]) == f(24)


def test_it_ends_while_it_is_traced_again():
    driver = JitDriver(greens=[], reds=["n", "x"])

    def run(n, x):
        while True:
            driver.jit_merge_point(n=n, x=x)
            x = x.add(n)
            n -= 1
            if n == 0:
                return x
            if n == 3:
                x = Other(x.value)

    def f(n):
        out = ""
        for k in range(n):
            out += run(5 + k % 4, Base(k)).text() + ";"
        return out

    assert meta_interp(f, [14]) == f(14)


def test_none_or_an_object():
    driver = JitDriver(greens=[], reds=["n", "total", "x"])

    def f(n):
        x = None
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, x=x)
            if x is None:
                total += 1
                x = Base(n) if n % 3 == 0 else None
            else:
                total += x.value
                x = None
            n -= 1
        return total

    assert meta_interp(f, [60]) == f(60)


def test_numbers_that_were_constant():
    driver = JitDriver(greens=[], reds=["n", "step", "total"])

    def f(n):
        step = 1
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, step=step, total=total)
            total += step
            if n < 30:
                step = 2
            if n < 10:
                step = total & 3
            n -= 1
        return total

    assert meta_interp(f, [60]) == f(60)


def test_arrays_of_two_lengths():
    driver = JitDriver(greens=[], reds=["n", "total", "items"])

    def f(n):
        items = [1, 2, 3]
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, items=items)
            total += items[n % len(items)]
            if n == 30:
                items = [4, 5, 6, 7, 8]
            n -= 1
        return total

    assert meta_interp(f, [60]) == f(60)
    check_trace_count_at_most(3)


def test_the_same_object_twice():
    driver = JitDriver(greens=[], reds=["n", "a", "b"])

    def f(n):
        a = Base(1)
        b = a
        while n > 0:
            driver.jit_merge_point(n=n, a=a, b=b)
            a = a.add(b.value)
            if n > 20:
                b = a
            elif n == 10:
                b = Base(a.value % 1000)
                a = Base(b.value)
            else:
                a = Base(a.value & 0xFFFF)
            n -= 1
        return a.text() + b.text()

    assert meta_interp(f, [40]) == f(40)


def test_an_escaping_object_in_a_bridge():
    kept = []
    driver = JitDriver(greens=[], reds=["n", "x"])

    @dont_look_inside
    def keep(x):
        kept.append(x)

    def f(n):
        del kept[:]
        x = Base(0)
        while n > 0:
            driver.jit_merge_point(n=n, x=x)
            x = x.add(n)
            if n % 7 == 0:
                keep(x)
            n -= 1
        return sum_of(kept) + x.value

    def sum_of(items):
        total = 0
        for x in items:
            total += x.value
        return total

    assert meta_interp(f, [60]) == f(60)


def test_a_list_that_grows_in_a_bridge():
    driver = JitDriver(greens=[], reds=["n", "out"])

    def f(n):
        out = []
        while n > 0:
            driver.jit_merge_point(n=n, out=out)
            if n % 5 == 0:
                out.append([n])
            elif out:
                out[-1].append(n * 2)
            n -= 1
        return [len(x) for x in out], out[0][-1]

    assert meta_interp(f, [60]) == f(60)
