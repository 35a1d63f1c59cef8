"""Hints: what interpreters say of themselves, and what that saves."""

from rpython.rlib import jit
from rpython.rlib.jit import JitDriver, dont_look_inside, elidable, promote, unroll_safe
from rpython.testing import (
    check_history, check_operations_history, check_resops, check_simple_loop,
    check_trace_count, interp_operations, meta_interp,
)  # fmt: skip


def test_loop_invariant():
    class State(object):
        pass

    state = State()
    state.calls = 0

    @jit.loop_invariant
    def current():
        state.calls += 1
        return 7

    driver = JitDriver(greens=[], reds=["n", "total"])

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            total += current() + current()
            n -= 1
        return total

    assert meta_interp(f, [20]) == 280
    check_simple_loop(call=0)


def test_look_inside_iff():
    @jit.look_inside_iff(lambda n, x: jit.isconstant(n))
    def power(n, x):
        result = 1
        while n > 0:
            result *= x
            n -= 1
        return result

    driver = JitDriver(greens=["k"], reds=["n", "total"])

    def f(k, n):
        total = 0
        while n > 0:
            driver.jit_merge_point(k=k, n=n, total=total)
            total += power(k, n) - power(n & 1, 3)
            n -= 1
        return total

    assert meta_interp(f, [3, 12]) == f(3, 12)
    # The one whose argument is known is unrolled, the other one stays a call.
    check_simple_loop(call_i=1, int_mul=2)


def test_immutable_fields():
    class Code(object):
        _immutable_fields_ = ["step", "table[*]"]

        def __init__(self, step, table):
            self.step = step
            self.table = table

    driver = JitDriver(greens=["code"], reds=["n", "total"])

    def run(code, n):
        total = 0
        while n > 0:
            driver.jit_merge_point(code=code, n=n, total=total)
            total += code.step * code.table[2]
            n -= 1
        return total

    def f(n):
        return run(Code(3, [1, 2, 5]), n)

    assert meta_interp(f, [20]) == 300
    check_simple_loop({"int_add": 2, "int_gt": 1, "guard_true": 1, "jump": 1})


def test_a_quasi_immutable_field_that_stays():
    class Config(object):
        _immutable_fields_ = ["factor?"]

        def __init__(self, factor):
            self.factor = factor

    config = Config(3)
    driver = JitDriver(greens=[], reds=["n", "total"])

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            total += config.factor * 2
            n -= 1
        return total

    assert meta_interp(f, [20]) == 120
    check_simple_loop(getfield_gc=0, int_mul=0, guard_not_invalidated=1)


def test_a_quasi_immutable_field_that_changes():
    class Config(object):
        _immutable_fields_ = ["factor?"]

        def __init__(self, factor):
            self.factor = factor

    config = Config(3)
    driver = JitDriver(greens=[], reds=["n", "total"])

    @dont_look_inside
    def change(n):
        if n % 16 == 0:
            config.factor += 1

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            total += config.factor
            change(n)
            total += config.factor * 1000
            n -= 1
        return total

    factor, total = 3, 0
    for n in range(60, 0, -1):
        total += factor
        factor += n % 16 == 0
        total += factor * 1000
    assert meta_interp(f, [60]) == total
    check_resops(getfield_gc=0)


class Cursor(object):
    _virtualizable_ = ["at", "marks[*]"]

    def __init__(self):
        self = jit.hint(self, access_directly=True, fresh_virtualizable=True)
        self.at = 0
        self.marks = [0] * 2


@jit.dont_look_inside
def peek(cursor):
    """Looks without a test."""
    cursor = jit.hint(cursor, access_directly=True)
    return cursor.at + 100 * cursor.marks[1]


@jit.dont_look_inside
def forced_by_others(cursor):
    cursor = jit.hint(cursor, force_virtualizable=True)
    return peek(cursor)


def test_a_hint_writes_a_virtualizable_back():
    driver = JitDriver(greens=[], reds=["n", "total", "cursor"], virtualizables=["cursor"])

    def f(n):
        cursor = Cursor()
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, cursor=cursor)
            cursor.at += n
            cursor.marks[1] += 1
            cursor = jit.hint(cursor, force_virtualizable=True)
            total = (total * 3 + peek(cursor)) % 100003
            cursor.at -= 2
            n -= 1
        return total * 1000 + cursor.at + cursor.marks[1]

    at = marks = total = 0
    for n in range(50, 0, -1):
        at += n
        marks += 1
        total = (total * 3 + at + 100 * marks) % 100003
        at -= 2
    assert meta_interp(f, [50]) == total * 1000 + at + marks
    # Nothing is read again.
    check_simple_loop(call_may_force_i=0, getfield_gc=0, call_i=1)


def test_a_hint_in_other_code():
    driver = JitDriver(greens=[], reds=["n", "total", "cursor"], virtualizables=["cursor"])

    def f(n):
        cursor = Cursor()
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, cursor=cursor)
            cursor.at += n
            cursor.marks[1] += 1
            if n % 8 == 0:
                total = (total * 3 + forced_by_others(cursor)) % 100003
            n -= 1
        return total

    at = marks = total = 0
    for n in range(50, 0, -1):
        at += n
        marks += 1
        if n % 8 == 0:
            total = (total * 3 + at + 100 * marks) % 100003
    assert meta_interp(f, [50]) == total
    assert meta_interp(f, [50], trace_eagerness=1000) == total


def test_a_virtualizable_frame():
    class Frame(object):
        _virtualizable_ = ["depth", "stack[*]"]

        def __init__(self, size):
            self = jit.hint(self, access_directly=True, fresh_virtualizable=True)
            self.stack = [0] * size
            self.depth = 0

        def push(self, x):
            depth = self.depth
            assert depth >= 0
            self.stack[depth] = x
            self.depth = depth + 1

        def pop(self):
            depth = self.depth - 1
            assert depth >= 0
            self.depth = depth
            return self.stack[depth]

    driver = JitDriver(greens=[], reds=["n", "frame"], virtualizables=["frame"])

    def run(n, frame):
        while n > 0:
            driver.jit_merge_point(n=n, frame=frame)
            frame.push(frame.pop() + n)
            frame.push(1)
            frame.push(frame.pop() + frame.pop())
            n -= 1
        return frame.pop()

    def f(n):
        frame = Frame(4)
        frame.push(0)
        return run(n, frame)

    assert meta_interp(f, [20]) == 230


def test_record_exact_class():
    class A(object):
        def get(self):
            return 1

    class B(A):
        def get(self):
            return 2

    @dont_look_inside
    def make(n):
        return B() if n >= 0 else A()

    driver = JitDriver(greens=[], reds=["n", "total"])

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            x = make(n)
            jit.record_exact_class(x, B)
            total += x.get()
            n -= 1
        return total

    assert meta_interp(f, [20]) == 40
    check_simple_loop(guard_class=0, guard_nonnull_class=0)


def test_isvirtual():
    class Box(object):
        def __init__(self, n):
            self.n = n

    driver = JitDriver(greens=[], reds=["n", "total", "kept"])

    def f(n):
        kept = Box(0)
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, kept=kept)
            b = Box(n)
            # What is known while tracing changes the way, never the result.
            total += b.n if jit.isvirtual(b) else b.n
            total += kept.n if jit.isvirtual(kept) else kept.n
            n -= 1
        return total

    assert meta_interp(f, [20]) == 210


def test_not_in_trace():
    class State(object):
        pass

    state = State()
    state.seen = 0

    @jit.not_in_trace
    def note(n):
        state.seen += n

    driver = JitDriver(greens=[], reds=["n", "total"])

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            note(0)
            total += n
            n -= 1
        return total

    assert meta_interp(f, [20]) == 210
    check_simple_loop({"int_add": 2, "int_gt": 1, "guard_true": 1, "jump": 1})


def test_conditional_call_elidable():
    class Node(object):
        def __init__(self):
            self.hash = 0

    @elidable
    def compute(n):
        return n * 7 + 1

    driver = JitDriver(greens=[], reds=["n", "total", "node"])

    def f(n):
        node = Node()
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, node=node)
            h = jit.conditional_call_elidable(node.hash, compute, 5)
            node.hash = h
            total += h
            n -= 1
        return total

    assert meta_interp(f, [20]) == 720


def test_elidable_functions_that_raise():
    @elidable
    def checked(n):
        if n < 0:
            raise ValueError
        return n * 3

    driver = JitDriver(greens=[], reds=["k", "n", "total"])

    def f(k, n):
        total = 0
        while n > 0:
            driver.jit_merge_point(k=k, n=n, total=total)
            try:
                total += checked(k)
            except ValueError:
                total -= 1
            n -= 1
        return total

    assert meta_interp(f, [5, 20]) == 300
    assert meta_interp(f, [-5, 20]) == -20


def test_an_elidable_method():
    class Class(object):
        def __init__(self):
            self.methods = {}

        @elidable
        def find(self, name):
            return self.methods.get(name, -1)

    cls = Class()
    cls.methods["add"] = 5
    driver = JitDriver(greens=["name"], reds=["n", "total", "c"])

    def f(n, name):
        c = cls
        total = 0
        while n > 0:
            driver.jit_merge_point(name=name, n=n, total=total, c=c)
            total += promote(c).find(name)
            n -= 1
        return total

    assert meta_interp(f, [20, "add"]) == 100
    check_simple_loop({"int_add": 2, "int_gt": 1, "guard_true": 1, "jump": 1})


def test_a_list_that_is_short():
    @unroll_safe
    def total_of(items):
        total = 0
        for x in items:
            total += x
        return total

    driver = JitDriver(greens=[], reds=["n", "total"])

    def f(n):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            total += total_of([n, n + 1, n + 2])
            n -= 1
        return total

    assert meta_interp(f, [20]) == f(20)
    check_simple_loop(new_array=0, new_array_clear=0, new=0, call=0)


def test_get_printable_location():
    def where(pc, code):
        return "%d of %s" % (pc, code)

    driver = JitDriver(greens=["pc", "code"], reds=["n"], get_printable_location=where)

    def f(n, code):
        pc = 0
        while n > 0:
            driver.jit_merge_point(pc=pc, code=code, n=n)
            n -= 1 if code[pc] == "a" else 2
            pc = (pc + 1) % 2
        return n

    assert meta_interp(f, [40, "ab"]) == f(40, "ab")
    check_history(debug_merge_point=2)


def test_auto_reds():
    driver = JitDriver(greens=["k"], reds="auto")

    def f(k, n):
        total = 0
        half = 0.5
        while n > 0:
            driver.jit_merge_point(k=k)
            total += k
            half += 1.0
            n -= 1
        return total + int(half)

    assert meta_interp(f, [3, 20]) == 80
    check_trace_count(1)


def test_current_trace_length():
    def f(a):
        if jit.current_trace_length() < -1:
            return -5
        return a

    assert interp_operations(f, [4]) == 4


def test_promote_string():
    driver = JitDriver(greens=[], reds=["n", "total", "s"])

    def f(n, s):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, s=s)
            t = jit.promote_string(s[:2])
            total += 10 if t == "ab" else 1
            n -= 1
        return total

    assert meta_interp(f, [20, "abc"]) == 200


def test_recorded_values():
    def f(a):
        jit.record_exact_value(a, 5)
        return a + 1

    assert interp_operations(f, [5]) == 6
    check_operations_history(guard_value=0)
