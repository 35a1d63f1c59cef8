"""Hints to the JIT mean nothing, or what they say, in a program without one."""

from rpython.rlib import jit
from rpython.testing import case


class Cell(object):
    def __init__(self, n):
        self.n = n


class Small(Cell):
    pass


def add(cell, k):
    if k > 100:
        raise ValueError
    cell.n += k


def double(cell):
    if cell.n > 1000:
        raise KeyError
    return cell.n * 2


def text(cell):
    return str(cell.n)


driver = jit.JitDriver(greens=["i"], reds=["n", "cell", "lines"])


@case((7,))
def all_hints_in_a_loop(n):
    cell = Small(1)
    lines = []
    i = 0
    while i < n:
        driver.jit_merge_point(i=i, n=n, cell=cell, lines=lines)
        lines.append(one_round(i, cell))
        i += 1
    return ",".join(lines)


def one_round(i, cell):
    cell = jit.hint(cell, access_directly=True, fresh_virtualizable=True)
    m = jit.promote(cell.n)
    jit.conditional_call(m > 3, add, cell, i)
    if jit.we_are_jitted():
        i = jit.promote(i)
    if jit.isconstant(m) or jit.isvirtual(cell):
        jit.jit_debug("what a trace knows makes no difference", m)
    jit.record_exact_class(cell, Small)
    jit.record_exact_value(i, i)
    jit.assert_green(i)
    jit.jit_debug("here", i)
    x = jit.conditional_call_elidable(i % 3, double, cell)
    s = jit.conditional_call_elidable(None if i % 2 == 0 else "odd", text, cell)
    ref = jit.virtual_ref(cell)
    same = jit.force_virtual(ref()) is cell
    jit.virtual_ref_finish(ref, cell)
    if jit.loop_unrolling_heuristic([i], i) and jit.current_trace_length() > 1000000:
        x = 0
    return jit.promote_string(s) + " " + str(x) + " " + str(same)


@case((0,))
@case((99,))
@case((200,))
def a_conditional_call_that_raises(k):
    cell = Cell(5)
    try:
        jit.conditional_call(k > 0, add, cell, k)
    except ValueError:
        return -1
    return cell.n


@case((0, 3))
@case((7, 3))
@case((0, 2000))
def an_elidable_conditional_call_that_raises(known, n):
    try:
        return jit.conditional_call_elidable(known, double, Cell(n))
    except KeyError:
        return -1


auto = jit.JitDriver(greens=["i"], reds="auto")


@case(("abcdef", 4))
@case(("ab", 4))
def reds_that_are_found(code, n):
    """The variables that live across the merge point; an exception that is caught behind it."""
    i = 0
    total = 0
    half = 0.5
    try:
        while i < n:
            auto.jit_merge_point(i=i)
            i += 1
            total += ord(code[i])
            half += 1.0
    except IndexError:
        total = -total
    return total, half


nested = jit.JitDriver(greens=["i", "code"], reds=["total", "cell"])


@case(("abc", 2))
@case(("", 2))
@case(("xyz", 0))
def a_merge_point_in_an_inner_loop(code, n):
    """What runs before the merge point is reached again, with variables that have values from both sides of it."""
    total = 0
    cell = Cell(3)
    if n > 1:
        cell = Small(4)
    i = 0
    while True:
        if i >= len(code):
            return total * 10 + cell.n
        total += 1
        if isinstance(cell, Small):
            nested.jit_merge_point(i=i, code=code, total=total, cell=cell)
            total += cell.n
        total += ord(code[i])
        i += 1


@case(("off",))
@case(("default",))
@case(("threshold=5, trace_limit=100,enable_opts=all",))
@case(("",))
@case(("threshold",))
@case(("threshold=x",))
@case(("thresholds=1",))
def parameters_from_a_command_line(given):
    try:
        jit.set_user_param(None, given)
        jit.set_param(driver, "threshold", 10)
        jit.set_param(None, "enable_opts", "all")
        jit.set_param_to_default(driver, "threshold")
    except ValueError as e:
        return str(e)
    return "set"


class Fixed(object):
    _immutable_fields_ = ["x", "items[*]", "rare?", "more?[*]"]

    def __init__(self, x):
        self.x = x
        self.items = [x, x + 1]
        self.rare = x
        self.more = [x]


@case((5,))
def immutable_and_rarely_written_fields(n):
    f = Fixed(n)
    total = f.x + f.items[1] + f.rare + f.more[0]
    f.rare = 100
    f.more = [1, 2, 3]
    return total + f.rare + f.more[2] + f.x


class Frame(object):
    _virtualizable_ = ["pc", "stack[*]", "unused"]

    def __init__(self, n):
        self.pc = 0
        self.stack = [0] * n


@case((4,))
def a_virtualizable(n):
    f = Frame(n)
    while f.pc < n:
        f.stack[f.pc] = f.pc * f.pc
        f.pc += 1
    return f.stack[n - 1]


def is_short(items, n):
    return jit.loop_unrolling_heuristic(items, len(items)) and n > 0


@jit.look_inside_iff(is_short)
def sum_of(items, n):
    total = n
    for i in items:
        total += i
    return total


@jit.look_inside_iff(lambda s: jit.isconstant(s))
def fails_on_empty(s):
    if not s:
        raise ValueError("empty")
    return s[0]


@jit.elidable_promote()
def product(a, b):
    return a * b


@jit.elidable_promote("0,2")
def joined(a, n, b):
    return a + str(n) + b


@jit.loop_invariant
def settled():
    return 42


@jit.not_in_trace
def left_out(cell):
    cell.n += 1


@jit.oopspec("cell.value(cell)")
def value_of(cell):
    return cell.n


@jit.look_inside
def looked_into(n):
    return n - 1


@case((3,))
def kinds_of_functions(n):
    cell = Cell(n)
    left_out(cell)
    try:
        fails_on_empty("" if n == 3 else "x")
    except ValueError as e:
        cell.n += len(str(e))
    words = joined(fails_on_empty("abc"), n, "z")
    total = sum_of([n, n, n], n) + product(n, n) + settled() + looked_into(value_of(cell))
    return words + str(total)
