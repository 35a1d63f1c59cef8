"""Virtual references: what they give, and when they give nothing."""

from rpython.rlib.jit import (
    InvalidVirtualRef, JitDriver, dont_look_inside, non_virtual_ref, virtual_ref, virtual_ref_finish, vref_None,
)  # fmt: skip
from rpython.testing import case


class Frame(object):
    def __init__(self, n):
        self.n = n
        self.back = vref_None


class Small(Frame):
    pass


prebuilt = non_virtual_ref(Frame(17))


class Context(object):
    def __init__(self):
        self.top = vref_None


def use(reference):
    try:
        frame = reference()
    except InvalidVirtualRef:
        return -1
    return frame.n if frame is not None else -2


@case((0,))
@case((1,))
@case((2,))
def a_reference(early):
    frame = Frame(5)
    reference = virtual_ref(frame)
    result = [int(reference.virtual)]
    if early > 0:
        result.append(use(reference))
        result.append(int(reference.virtual))
    if early > 1:
        assert reference() is frame
    virtual_ref_finish(reference, frame)
    result.append(int(reference.virtual))
    result.append(use(reference))
    virtual_ref_finish(reference, frame)
    result.append(use(reference))
    return ",".join([str(r) for r in result])


@case()
def references_that_are_not_virtual():
    frame = Small(3)
    references = [non_virtual_ref(frame), vref_None, prebuilt]
    result = []
    for reference in references:
        result.append(use(reference) * 10 + int(reference.virtual))
    virtual_ref_finish(references[0], frame)
    result.append(use(references[0]))
    return ",".join([str(r) for r in result])


@case((1,), raises=InvalidVirtualRef)
@case((0,))
def nobody_catches(early):
    frame = Frame(4)
    reference = virtual_ref(frame)
    if early == 0:
        reference().n += 1
    virtual_ref_finish(reference, frame)
    return reference().n


@dont_look_inside
def walk(context, bound):
    total = 0
    frame = context.top()
    while frame is not None and frame.n > bound:
        total += frame.n
        frame.n -= 1
        frame = frame.back()
    return total


driver = JitDriver(greens=[], reds=["n", "total", "context"])


@case((5,))
@case((50,))
def a_chain(n):
    context = Context()
    total = 0
    while n > 0:
        driver.jit_merge_point(n=n, total=total, context=context)
        total = (total * 3 + one_round(context, n)) % 100003
        n -= 1
    return total


def one_round(context, n):
    outer = enter(context, Frame(n))
    result = outer.n
    if n % 2 == 0:
        inner = enter(context, Small(2 * n))
        result += 7 * walk(context, 3 * (n % 5) * n)
        result += inner.n
        leave(context, inner)
    else:
        result += 11 * walk(context, n - n % 3)
    leave(context, outer)
    return result


def enter(context, frame):
    frame.back = context.top
    context.top = virtual_ref(frame)
    return frame


def leave(context, frame):
    reference = context.top
    context.top = frame.back
    virtual_ref_finish(reference, frame)
