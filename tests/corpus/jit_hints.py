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
        i = jit.promote(i) + 100
    if jit.isconstant(m) or jit.isvirtual(cell):
        return "constant"
    jit.record_exact_class(cell, Small)
    jit.record_exact_value(i, i)
    jit.assert_green(i)
    jit.jit_debug("here", i)
    x = jit.conditional_call_elidable(i % 3, double, cell)
    s = jit.conditional_call_elidable(None if i % 2 == 0 else "odd", text, cell)
    ref = jit.virtual_ref(cell)
    same = jit.force_virtual(ref) is cell
    jit.virtual_ref_finish(ref, cell)
    if jit.loop_unrolling_heuristic([i], i):
        x += jit.current_trace_length()
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
