"""Virtual references: frames that others could see at any time, and that do not exist until somebody looks."""

from rpython.rlib.jit import (
    InvalidVirtualRef, JitDriver, dont_look_inside, non_virtual_ref, virtual_ref, virtual_ref_finish, vref_None,
)  # fmt: skip
from rpython.testing import (
    check_aborted_count, check_enter_count_at_most, check_loops, check_resops, check_simple_loop,
    interp_operations, meta_interp,
)  # fmt: skip


class Context(object):
    """Who runs now."""

    def __init__(self):
        self.top = vref_None
        self.kept = vref_None


class Frame(object):
    def __init__(self, back, n):
        self.back = back
        self.n = n
        self.next = None


def enter(context, n):
    frame = Frame(context.top, n)
    context.top = virtual_ref(frame)
    return frame


def leave(context, frame):
    reference = context.top
    context.top = frame.back
    virtual_ref_finish(reference, frame)


@dont_look_inside
def unrelated(n):
    return n + 1


@dont_look_inside
def sometimes(context, n):
    """Looks at the frame on top, every fourth time."""
    if n % 4 == 0:
        return context.top().n
    return 1


@dont_look_inside
def chain(context):
    total = 0
    frame = context.top()
    while frame is not None:
        total += frame.n
        frame.n += 1
        frame = frame.back()
    return total


def test_nobody_looks():
    driver = JitDriver(greens=[], reds=["n", "total", "context"])

    def f(n):
        context = Context()
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, context=context)
            frame = enter(context, n)
            total += unrelated(frame.n)
            leave(context, frame)
            n -= 1
        return total

    assert meta_interp(f, [20]) == 230
    check_simple_loop({"call_i": 1, "int_add": 2, "int_gt": 1, "guard_true": 1, "jump": 1})


def test_a_call_that_could_look():
    driver = JitDriver(greens=[], reds=["n", "total", "context"])

    def f(n):
        context = Context()
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, context=context)
            frame = enter(context, n)
            total += sometimes(context, 4 * n + 1) + frame.n
            leave(context, frame)
            n -= 1
        return total

    assert meta_interp(f, [20]) == 230
    # Only the reference is there, as long as the call runs.
    check_loops(call_may_force_i=2, guard_not_forced=2, new_with_vtable=0, new=2)


def test_a_call_that_looks_at_times():
    driver = JitDriver(greens=[], reds=["n", "total", "context"])

    def f(n):
        context = Context()
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, context=context)
            frame = enter(context, n)
            total += sometimes(context, n) * 1000 + frame.n
            leave(context, frame)
            n -= 1
        return total

    assert meta_interp(f, [43]) == f(43)
    check_enter_count_at_most(40)
    check_aborted_count(0)


def test_a_call_that_always_looks():
    driver = JitDriver(greens=[], reds=["n", "total", "context"])

    def f(n):
        context = Context()
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, context=context)
            outer = enter(context, n)
            inner = enter(context, 2 * n)
            total += chain(context) * 100 + outer.n + inner.n
            leave(context, inner)
            leave(context, outer)
            n -= 1
        return total

    assert meta_interp(f, [20]) == f(20)
    check_enter_count_at_most(3)


def test_called_in_the_trace_itself():
    driver = JitDriver(greens=[], reds=["n", "total", "context"])

    def f(n):
        context = Context()
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, context=context)
            frame = enter(context, n)
            seen = context.top()
            total += seen.n + int(seen is frame)
            leave(context, frame)
            n -= 1
        return total

    assert meta_interp(f, [20]) == 230
    check_resops(new=0, new_with_vtable=0, call_may_force_r=0, call_may_force_n=0)


def test_virtual_until_it_is_called():
    driver = JitDriver(greens=[], reds=["n", "total", "context"])

    def f(n):
        context = Context()
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, context=context)
            frame = enter(context, n)
            reference = context.top
            if reference.virtual:
                total += 1
            if n % 3 == 0:
                total += 10 * reference().n
                if reference.virtual:
                    total += 100000
            leave(context, frame)
            if reference.virtual:
                total += 200000
            n -= 1
        return total

    assert meta_interp(f, [40]) == f(40)


def test_asked_and_not_called():
    driver = JitDriver(greens=[], reds=["n", "total", "context"])

    def f(n):
        context = Context()
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, context=context)
            frame = enter(context, n)
            if context.top.virtual:
                total += n
            leave(context, frame)
            n -= 1
        return total

    assert meta_interp(f, [20]) == 210
    check_simple_loop({"int_add": 2, "int_gt": 1, "guard_true": 1, "jump": 1})


def test_invalid_after_the_end():
    driver = JitDriver(greens=[], reds=["n", "total", "context"])

    def f(n):
        context = Context()
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, context=context)
            frame = enter(context, n)
            reference = context.top
            context.kept = reference
            total += sometimes(context, n)
            leave(context, frame)
            try:
                total += 1000 * reference().n
            except InvalidVirtualRef:
                total += 1
            n -= 1
        try:
            return total + context.kept().n
        except InvalidVirtualRef:
            return -total

    assert meta_interp(f, [43]) == f(43)
    assert f(43) < 0


@dont_look_inside
def use(reference):
    try:
        return reference().n
    except InvalidVirtualRef:
        return -1


def test_invalid_for_others():
    driver = JitDriver(greens=[], reds=["n", "total", "context"])

    def f(n):
        context = Context()
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, context=context)
            frame = enter(context, n)
            reference = context.top
            if n % 5 == 0:
                total += use(reference)
            leave(context, frame)
            total = total * 3 % 10007 + use(reference)
            n -= 1
        return total

    assert meta_interp(f, [40]) == f(40)


def test_a_call_that_does_not_look_another_time():
    driver = JitDriver(greens=[], reds=["n", "total", "context"])

    def f(n):
        context = Context()
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, context=context)
            frame = enter(context, n)
            reference = context.top
            # It looks while the trace is made, and later no more.
            total += sometimes(context, 4 * n + int(n < 20))
            leave(context, frame)
            total += use(reference) * 1000
            n -= 1
        return total

    assert meta_interp(f, [40]) == f(40)


def test_a_guard_between():
    driver = JitDriver(greens=[], reds=["n", "total", "context"])

    def f(n):
        context = Context()
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, context=context)
            frame = enter(context, n)
            if n & 1:
                total += frame.n
                if n & 2:
                    total += sometimes(context, n + 1)
                else:
                    total += context.top().n
            elif n % 6 == 0:
                total += chain(context)
            total += sometimes(context, n)
            leave(context, frame)
            n -= 1
        return total

    assert meta_interp(f, [60], trace_eagerness=1000) == f(60)
    assert meta_interp(f, [60], trace_eagerness=2) == f(60)
    assert meta_interp(f, [200], trace_eagerness=5) == f(200)


def test_an_exit_gives_the_object():
    driver = JitDriver(greens=[], reds=["n", "total", "context"])

    def f(n):
        context = Context()
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, context=context)
            frame = enter(context, n)
            if n == 7:
                # Without a bridge: the interpreter has the reference.
                reference = context.top
                frame.n = 1000
                total += reference().n + chain(context)
            leave(context, frame)
            n -= 1
        return total

    assert meta_interp(f, [30], trace_eagerness=1000) == 2000


def test_the_end_of_a_loop_without_the_end_of_a_frame():
    driver = JitDriver(greens=[], reds=["n", "total", "context"])

    def f(n):
        context = Context()
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, context=context)
            enter(context, n)
            if n % 16 == 0:
                total += chain(context)
                context.top = vref_None
            n -= 1
        return total + chain(context)

    assert meta_interp(f, [50]) == f(50)


def test_an_exception_leaves_the_frame():
    driver = JitDriver(greens=[], reds=["n", "total", "context"])

    class Odd(Exception):
        pass

    def body(context, frame):
        if frame.n & 1:
            raise Odd
        return sometimes(context, frame.n)

    def f(n):
        context = Context()
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, context=context)
            frame = enter(context, n)
            try:
                total += body(context, frame)
            except Odd:
                total += 100
            leave(context, frame)
            n -= 1
        return total

    assert meta_interp(f, [50]) == f(50)


def test_an_object_that_exists():
    driver = JitDriver(greens=[], reds=["n", "total", "context", "frame"])

    def f(n):
        context = Context()
        frame = Frame(vref_None, 5)
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, total=total, context=context, frame=frame)
            context.top = virtual_ref(frame)
            total += sometimes(context, n)
            leave(context, frame)
            n -= 1
        return total

    assert meta_interp(f, [40]) == f(40)
    check_resops(guard_not_forced=0)


def test_references_to_what_is_not_virtual():
    def f(n):
        frame = Frame(vref_None, n)
        reference = non_virtual_ref(frame)
        total = int(reference.virtual) + int(vref_None.virtual) + int(reference() is frame)
        virtual_ref_finish(reference, frame)
        if n > 3:
            reference = vref_None
        return total * 10 + int(reference() is None)

    assert interp_operations(f, [3]) == 10
    assert interp_operations(f, [4]) == 11


def test_the_whole_function_in_a_trace():
    def f(n):
        context = Context()
        frame = enter(context, n)
        total = sometimes(context, n)
        reference = context.top
        leave(context, frame)
        return total * 10 + use(reference)

    assert interp_operations(f, [8]) == 88
    assert interp_operations(f, [9]) == 9


def test_frames_that_run_portals():
    driver = JitDriver(greens=["code"], reds=["n", "total", "context", "frame"], is_recursive=True)

    def call(code, n, context):
        frame = enter(context, n)
        result = run(code, context, frame)
        leave(context, frame)
        return result

    def run(code, context, frame):
        total = 0
        n = frame.n
        while n > 0:
            driver.can_enter_jit(code=code, n=n, total=total, context=context, frame=frame)
            driver.jit_merge_point(code=code, n=n, total=total, context=context, frame=frame)
            if code > 0 and n % 3 == 1:
                total += call(code - 1, 5, context)
            total = (total + sometimes(context, n + total) + frame.n) % 100003
            if n % 7 == 0 and code == 0:
                total += chain(context)
            n -= 1
        return total

    def f(n):
        return call(3, n, Context())

    assert meta_interp(f, [30]) == f(30)
    assert meta_interp(f, [30], max_unroll_recursion=1) == f(30)


def test_a_call_without_loops_is_traced_into():
    driver = JitDriver(greens=["pc", "code"], reds=["n", "total", "context", "frame"], is_recursive=True)

    def call(code, n, context):
        frame = enter(context, n)
        result = run(code, context, frame)
        leave(context, frame)
        return result

    def run(code, context, frame):
        total = 0
        pc = 0
        n = frame.n
        while pc < len(code):
            driver.jit_merge_point(pc=pc, code=code, n=n, total=total, context=context, frame=frame)
            c = code[pc]
            pc += 1
            if c == "+":
                total += frame.n
            elif c == "c":
                total += call("+s+", n + 1, context)
            elif c == "s":
                total += sometimes(context, n * n)
            elif c == "b":
                n -= 1
                if n > 0:
                    pc = 0
                    driver.can_enter_jit(pc=pc, code=code, n=n, total=total, context=context, frame=frame)
        return total

    def f(n):
        return call("c+b", n, Context())

    assert meta_interp(f, [40]) == f(40)
    # The inner frame does not exist, but for a call that has looked at it.
    check_loops(call_assembler_i=0)
