"""Calls: looked into, left as calls, computed while tracing; and what is promised about them."""

from rpython.rlib.jit import (
    JitDriver, conditional_call, conditional_call_elidable, dont_look_inside, elidable, elidable_promote, isconstant, promote, unroll_safe,
    we_are_jitted,
)  # fmt: skip
from rpython.testing import (
    check_history, check_operations_history, check_resops, check_simple_loop, interp_operations, meta_interp,
)  # fmt: skip


def test_a_function_is_looked_into():
    def square(x):
        return x * x

    def f(a, b):
        return square(a) + square(b)

    assert interp_operations(f, [3, 4]) == 25
    check_operations_history({"int_mul": 2, "int_add": 1})


def test_a_function_with_a_loop_stays_a_call():
    def count(n):
        total = 0
        for i in range(n):
            total += i
        return total

    def f(n):
        return count(n) + 1

    assert interp_operations(f, [10]) == 46
    check_operations_history(call_i=1, int_add=1)


def test_a_short_loop_is_unrolled():
    @unroll_safe
    def count(n):
        total = 0
        i = 0
        while i < n:
            total += i
            i += 1
        return total

    def f(n):
        return count(n)

    assert interp_operations(f, [4]) == 6
    check_operations_history(call_i=0, guard_true=4)


def test_dont_look_inside():
    @dont_look_inside
    def g(x):
        return x * 2

    def f(x):
        return g(x) + g(x)

    assert interp_operations(f, [21]) == 84
    check_operations_history(call_i=2, int_mul=0)


def test_an_elidable_call_of_constants_is_gone():
    @elidable
    def power(x, n):
        result = 1
        for i in range(n):
            result *= x
        return result

    driver = JitDriver(greens=["k"], reds=["n", "total"])

    def f(n, k):
        total = 0
        while n > 0:
            driver.jit_merge_point(k=k, n=n, total=total)
            total += power(k, 3)
            n -= 1
        return total

    assert meta_interp(f, [20, 2]) == 160
    check_resops(call=0, call_pure=0)


def test_an_elidable_call_is_made_once():
    @elidable
    def slow(x):
        return x * x + 1

    driver = JitDriver(greens=[], reds=["n", "x", "total"])

    def f(n, x):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, x=x, total=total)
            total += slow(x) + slow(x)
            n -= 1
        return total

    assert meta_interp(f, [20, 5]) == 1040
    check_history(call_pure_i=2)
    check_resops(call_i=1)
    check_simple_loop(call_i=0)


def test_promoted_arguments():
    @elidable_promote()
    def table(x):
        return x * 7 % 11

    driver = JitDriver(greens=[], reds=["n", "x", "total"])

    def f(n, x):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, x=x, total=total)
            total += table(x)
            n -= 1
        return total

    assert meta_interp(f, [20, 5]) == 20 * (35 % 11)
    check_resops(call=0, guard_value=1)


def test_promote():
    driver = JitDriver(greens=[], reds=["n", "x", "total"])

    def f(n, x):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, x=x, total=total)
            k = promote(x)
            total += k * k + 1
            n -= 1
        return total

    assert meta_interp(f, [20, 5]) == 520
    check_resops(int_mul=0, guard_value=1)
    check_simple_loop({"int_add": 2, "int_gt": 1, "guard_true": 1, "jump": 1})


def test_a_promoted_value_that_changes():
    driver = JitDriver(greens=[], reds=["n", "total"])

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            k = promote(n & 3)
            total = total * 3 + k & 0xFFFFF
            n -= 1
        return total

    assert meta_interp(f, [60]) == f(60)


def test_we_are_jitted():
    def f(x):
        if we_are_jitted():
            return x
        return x

    assert interp_operations(f, [3]) == 3
    check_operations_history({})


def test_what_is_constant():
    driver = JitDriver(greens=["k"], reds=["n", "total"])

    def g(x):
        if isconstant(x):
            return x
        return x

    def f(n, k):
        total = 0
        while n > 0:
            driver.jit_merge_point(k=k, n=n, total=total)
            total += g(k) + g(n)
            n -= 1
        return total

    assert meta_interp(f, [20, 3]) == 270
    check_simple_loop(int_add=3)


def test_functions_as_values():
    def double(x):
        return x * 2

    def negate(x):
        return -x

    functions = [double, negate, double]
    driver = JitDriver(greens=[], reds=["n", "total"])

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            total += functions[n % 3](n)
            n -= 1
        return total

    assert meta_interp(f, [60]) == f(60)


def test_methods():
    class Shape(object):
        def area(self):
            return 0

    class Square(Shape):
        def __init__(self, side):
            self.side = side

        def area(self):
            return self.side * self.side

    class Rectangle(Shape):
        def __init__(self, a, b):
            self.a = a
            self.b = b

        def area(self):
            return self.a * self.b

    def f(a, b):
        shape = Square(a) if a == b else Rectangle(a, b)
        return shape.area()

    assert interp_operations(f, [3, 4]) == 12
    assert interp_operations(f, [5, 5]) == 25


def test_a_conditional_call():
    class State(object):
        pass

    state = State()
    state.count = 0

    @dont_look_inside
    def note(n):
        state.count += n

    driver = JitDriver(greens=[], reds=["n"])

    def f(n):
        while n > 0:
            driver.jit_merge_point(n=n)
            conditional_call(n % 5 == 0, note, n)
            n -= 1
        return state.count

    assert meta_interp(f, [50]) == sum(range(5, 51, 5))
    check_resops(cond_call_n=2, guard_no_exception=0)


def test_a_conditional_call_changes_what_it_writes_only():
    class Box(object):
        def __init__(self):
            self.n = 0
            self.other = 3

    @dont_look_inside
    def change(box, n):
        box.n = n

    driver = JitDriver(greens=[], reds=["n", "total", "box"])

    def f(n):
        box = Box()
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, box=box)
            before = box.n
            conditional_call(n & 15 == 0, change, box, n)
            total += box.n - before + box.other
            n -= 1
        return total

    assert meta_interp(f, [100]) == 316
    # The other field is read once, before the loop.
    check_simple_loop(cond_call_n=1, getfield_gc_i=1)


def test_a_conditional_call_that_is_known():
    class State(object):
        pass

    state = State()
    state.count = 0

    @dont_look_inside
    def note(n):
        state.count += n

    driver = JitDriver(greens=["often"], reds=["n"])

    def f(n, often):
        while n > 0:
            driver.jit_merge_point(n=n, often=often)
            conditional_call(often == 1, note, n)
            n -= 1
        return state.count

    def both(n):
        return f(n, 1) * 1000 + f(n, 0)

    assert meta_interp(both, [10]) == 55055
    check_resops(cond_call_n=0, call_n=2)


def test_a_conditional_call_that_raises():
    @dont_look_inside
    def check(n):
        if n % 3 == 0:
            raise ValueError

    driver = JitDriver(greens=[], reds=["n", "total"])

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            try:
                conditional_call(n & 1 == 0, check, n)
                total += 1
            except ValueError:
                total += 100
            n -= 1
        return total

    assert meta_interp(f, [60]) == 10 * 100 + 50
    check_resops(call_n=0)


def test_a_value_that_is_made_when_needed():
    class Node(object):
        def __init__(self, n):
            self.n = n
            self.text = None

    @elidable
    def text(n):
        return "node " + str(n)

    driver = JitDriver(greens=[], reds=["n", "total", "nodes"])

    def f(n):
        nodes = [Node(i) for i in range(7)]
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, nodes=nodes)
            node = nodes[n % 7]
            node.text = conditional_call_elidable(node.text, text, node.n * n)
            total += len(node.text) + ord(node.text[5])
            n -= 1
        return total

    assert meta_interp(f, [90]) == f(90)
    check_resops(cond_call_value_r=2)


def test_recursion():
    driver = JitDriver(greens=["depth"], reds=["n", "total"])

    def f(depth, n):
        total = 0
        while n > 0:
            driver.jit_merge_point(depth=depth, n=n, total=total)
            if depth > 0:
                total += f(depth - 1, n)
            else:
                total += n
            n -= 1
        return total

    assert meta_interp(f, [2, 12]) == f(2, 12)


def test_arguments_of_all_kinds():
    @dont_look_inside
    def g(a, x, s, b):
        return int(x) + a + len(s) + (1 if b else 0)

    def f(a, x, s):
        return g(a, x, s, a > 2)

    assert interp_operations(f, [3, 4.5, "hello"]) == 13
    check_operations_history(call_i=1)


def test_many_arguments():
    @dont_look_inside
    def g(a, b, c, d, e, f):
        return a + b * 2 + c * 3 + d * 4 + e * 5 + f * 6

    def f(a):
        return g(a, a + 1, a + 2, a + 3, a + 4, a + 5)

    assert interp_operations(f, [1]) == 91
