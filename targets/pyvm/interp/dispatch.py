"""The dispatch loop: one instruction after the other, and what happens when one raises an exception."""

from rpython.rlib.jit import JitDriver, promote
from rpython.rlib.rstackovf import StackOverflow

from compiler.opcodes import NAMES, YIELD_FROM
from interp.calls import throw_into
from interp.contexts import set_context
from interp.instructions import execute
from interp.state import state
from objects.base import OperationError
from objects.exceptions import W_Traceback
from objects.finalizers import pending, run_finalizers
from objects.space import export, space

# What `execute` gives instead of the next instruction.
RETURNED = -1
YIELDED = -2


def get_printable_location(next_instr, code):
    line = code.code.line_of(next_instr)
    return code.code.co_qualname + " line " + str(line) + " " + str(next_instr) + " " + NAMES[ord(code.co_code[next_instr << 1])]


driver = JitDriver(
    greens=["next_instr", "code"],
    reds=["frame"],
    virtualizables=["frame"],
    get_printable_location=get_printable_location,
    is_recursive=True,
    name="pyvm",
)


@export
def run_frame(frame, e):
    """Runs a frame until it returns or yields. With an exception, it is raised at the instruction after the last one."""
    if state.depth >= state.recursion_limit:
        raise space.recursion_error()
    state.depth += 1
    try:
        next_instr = frame.last_instr + 1
        if e is not None:
            next_instr = raise_inside(frame, frame.code, e, next_instr)
            if next_instr < 0:
                return frame.pop()
        return dispatch(frame, frame.code, next_instr)
    finally:
        state.depth -= 1


def raise_inside(frame, code, e, next_instr):
    """A generator that waits gets an exception. The next instruction, or YIELDED."""
    if ord(code.co_code[next_instr << 1]) == YIELD_FROM:
        # It waits for another iterator, which gets it first.
        try:
            if throw_into(frame, e):
                return YIELDED
            return next_instr + 1
        except OperationError as error:
            frame.last_instr = next_instr
            return handle(frame, code, error)
    return handle(frame, code, e)


def dispatch(frame, code, next_instr):
    while True:
        driver.jit_merge_point(next_instr=next_instr, code=code, frame=frame)
        frame.valuestackdepth = promote(frame.valuestackdepth)
        try:
            next_instr = execute(frame, code, next_instr)
        except OperationError as e:
            next_instr = handle(frame, code, e)
        except StackOverflow:
            next_instr = handle(frame, code, space.recursion_error())
        if next_instr <= frame.last_instr:
            if next_instr >= 0:
                if pending.any:
                    run_finalizers()
                driver.can_enter_jit(next_instr=next_instr, code=code, frame=frame)
                continue
            frame.finished = next_instr == RETURNED
            return frame.pop()


def handle(frame, code, e):
    """Where the handler of an exception is that the last instruction raised; raises it again where there is none."""
    w_value = e.w_value
    index = frame.last_instr
    if w_value.reraised:
        w_value.reraised = False
    else:
        if w_value.w_traceback is None:
            set_context(w_value)
        w_value.w_traceback = W_Traceback(code, index, w_value.w_traceback)
    at = code.code.find_handler(index)
    if at < 0:
        raise e
    table = code.code.exception_table
    base = code.nlocals + len(code.code.co_cellvars) + len(code.code.co_freevars)
    depth = promote(base + table[at + 3])
    frame.drop(frame.valuestackdepth - depth)
    frame.push(w_value)
    return promote(table[at + 2])


@export
def add_traceback(e, code, index):
    e.w_value.w_traceback = W_Traceback(code, index, e.w_value.w_traceback)


