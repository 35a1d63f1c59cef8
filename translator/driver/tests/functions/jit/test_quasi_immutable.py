"""Fields that are rarely written: constants in traces, until they are."""

from rpython.rlib.jit import JitDriver, dont_look_inside, elidable, promote
from rpython.testing import check_aborted_count_at_least, check_resops, check_simple_loop, check_trace_count, meta_interp


class Setting(object):
    _immutable_fields_ = ["step?", "steps?[*]"]

    def __init__(self, step):
        self.step = step
        self.steps = [step, 2 * step]


def test_the_field_of_a_constant():
    driver = JitDriver(greens=["setting"], reds=["n", "total"])

    def f(step, n):
        setting = Setting(step)
        total = 0
        while n > 0:
            driver.jit_merge_point(setting=setting, n=n, total=total)
            total += setting.step + setting.steps[1] * len(setting.steps)
            n -= 1
        return total

    assert meta_interp(f, [3, 20]) == 20 * 15
    check_simple_loop(guard_not_invalidated=1, getfield_gc_i=0, getfield_gc_r=0, getarrayitem_gc_i=0, arraylen_gc=0)


def test_the_field_of_what_is_not_constant():
    driver = JitDriver(greens=[], reds=["n", "total", "setting"])

    def f(step, n):
        setting = Setting(step)
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, setting=setting)
            total += setting.step
            setting = Setting(n)
            n -= 1
        return total

    assert meta_interp(f, [3, 20]) == f(3, 20)
    check_simple_loop(guard_not_invalidated=0, new=0)


def test_a_change_behind_the_trace():
    driver = JitDriver(greens=["setting"], reds=["n", "total"])

    @dont_look_inside
    def change(setting, n):
        if n % 8 == 0:
            setting.step += 1
            setting.steps = [n, setting.step]

    def f(step, n):
        setting = Setting(step)
        total = 0
        while n > 0:
            driver.jit_merge_point(setting=setting, n=n, total=total)
            total += setting.step
            change(setting, n)
            total = total * 3 + setting.step + setting.steps[1] & 0xFFFFFF
            n -= 1
        return total

    assert meta_interp(f, [3, 60]) == f(3, 60)


def test_a_change_in_the_trace():
    driver = JitDriver(greens=["setting"], reds=["n", "total"])

    def f(step, n):
        setting = Setting(step)
        total = 0
        while n > 0:
            driver.jit_merge_point(setting=setting, n=n, total=total)
            total += setting.step
            setting.step = setting.step + 1 & 7
            n -= 1
        return total

    # Each trace would be one that itself makes useless.
    assert meta_interp(f, [3, 60]) == f(3, 60)
    check_aborted_count_at_least(1)
    check_trace_count(0)


def test_a_store_that_nobody_watches():
    driver = JitDriver(greens=["setting"], reds=["n"])

    def f(n):
        setting = Setting(0)
        while n > 0:
            driver.jit_merge_point(setting=setting, n=n)
            setting.step = n * n
            n -= 1
        return setting.step

    assert meta_interp(f, [30]) == 1
    check_trace_count(1)
    check_simple_loop(call=0, setfield_gc=1)


def test_two_loops_and_one_of_them_is_dropped():
    driver = JitDriver(greens=["kind", "setting"], reds=["n", "total"])

    def loop(kind, setting, n):
        total = 0
        while n > 0:
            driver.jit_merge_point(kind=kind, setting=setting, n=n, total=total)
            if kind == 0:
                total += setting.step
            else:
                total += setting.steps[0]
            n -= 1
        return total

    def f(n):
        setting = Setting(1)
        total = loop(0, setting, n) + loop(1, setting, n)
        setting.step = 10
        total += loop(0, setting, n) + loop(1, setting, n)
        setting.steps = [100]
        return total + loop(0, setting, n) + loop(1, setting, n)

    # Without bridges to the end.
    assert meta_interp(f, [20], trace_eagerness=1000) == 20 * (1 + 1 + 10 + 1 + 10 + 100)
    check_trace_count(4)


def test_only_a_bridge_relies_on_it():
    driver = JitDriver(greens=["setting"], reds=["n", "total"])

    def f(step, n):
        setting = Setting(step)
        total = 0
        while n > 0:
            driver.jit_merge_point(setting=setting, n=n, total=total)
            if n & 1:
                total += setting.step
            else:
                total += n
            if n == 40 or n == 20:
                setting.step = n
            n -= 1
        return total

    assert meta_interp(f, [3, 80]) == f(3, 80)


def test_objects_each_with_a_loop():
    driver = JitDriver(greens=["setting"], reds=["n", "total"])

    def run(setting, n):
        total = 0
        while n > 0:
            driver.jit_merge_point(setting=setting, n=n, total=total)
            total += setting.step
            n -= 1
        return total

    def f(n):
        settings = [Setting(i) for i in range(4)]
        total = 0
        for k in range(3):
            for setting in settings:
                total = total * 5 + run(setting, n) & 0xFFFFFF
            settings[k].step = 50 + k
        return total

    assert meta_interp(f, [20], trace_eagerness=1000) == f(20)
    check_trace_count(6)


def test_a_method_that_is_replaced():
    class Kind(object):
        _immutable_fields_ = ["version?"]

        def __init__(self):
            self.version = Version()
            self.factors = {"a": 2, "b": 3}

    class Version(object):
        pass

    @elidable
    def lookup(kind, version, name):
        return kind.factors[name]

    driver = JitDriver(greens=[], reds=["n", "total", "kind"])

    def f(n):
        kind = Kind()
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, kind=kind)
            kind = promote(kind)
            total += lookup(kind, promote(kind.version), "a")
            if n == 30:
                kind.factors["a"] = 7
                kind.version = Version()
            n -= 1
        return total

    assert meta_interp(f, [60]) == 31 * 2 + 29 * 7
    check_resops(call_i=0)
