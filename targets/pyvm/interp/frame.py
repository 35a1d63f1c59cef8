"""Frames: the variables and the stack of values of a function that is running."""

from rpython.rlib.jit import hint, unroll_safe, we_are_jitted

from compiler.opcodes import YIELD_VALUE
from objects.base import error
from objects.function import W_Cell
from objects.space import export, space


@export
class Frame(object):
    """`locals_cells_stack_w` has the local variables (None: not assigned), then the cells, then the stack; `valuestackdepth` is the
    index after its top."""

    _virtualizable_ = ["locals_cells_stack_w[*]", "valuestackdepth", "last_instr"]
    _immutable_fields_ = ["code", "w_globals"]

    def __init__(self, code, w_function, w_globals):
        self = hint(self, access_directly=True, fresh_virtualizable=True)
        self.code = code
        self.w_function = w_function
        self.w_globals = w_globals
        # The namespace of a module or a class body; a function has none.
        self.w_locals = None
        self.locals_cells_stack_w = [None] * code.frame_size
        self.valuestackdepth = code.nlocals + len(code.code.co_cellvars) + len(code.code.co_freevars)
        # The instruction that is being executed, for tracebacks.
        self.last_instr = -1
        # Of a generator's frame: whether it has returned.
        self.finished = False

    # ---- the stack

    def push(self, w_value):
        depth = self.valuestackdepth
        self.locals_cells_stack_w[depth] = w_value
        self.valuestackdepth = depth + 1

    def pop(self):
        depth = self.valuestackdepth - 1
        w_value = self.locals_cells_stack_w[depth]
        self.valuestackdepth = depth
        if we_are_jitted():
            # A trace need not keep it. Without one it lives until something else is there, or the frame ends.
            self.locals_cells_stack_w[depth] = None
        return w_value

    def peek(self, back):
        """0 is the top."""
        return self.locals_cells_stack_w[self.valuestackdepth - 1 - back]

    def set_top(self, w_value):
        self.locals_cells_stack_w[self.valuestackdepth - 1] = w_value

    @unroll_safe
    def peek_values(self, count):
        """The topmost values, the lowest first."""
        values_w = [None] * count
        base = self.valuestackdepth - count
        for i in range(count):
            values_w[i] = self.locals_cells_stack_w[base + i]
        return values_w

    @unroll_safe
    def drop(self, count):
        if not we_are_jitted():
            self.valuestackdepth -= count
            return
        depth = self.valuestackdepth
        while count > 0:
            depth -= 1
            self.locals_cells_stack_w[depth] = None
            count -= 1
        self.valuestackdepth = depth

    @unroll_safe
    def pop_values(self, count):
        values_w = self.peek_values(count)
        self.drop(count)
        return values_w

    def forget_popped(self):
        """Drops what `pop` has left."""
        for i in range(self.valuestackdepth, len(self.locals_cells_stack_w)):
            self.locals_cells_stack_w[i] = None

    # ---- cells

    def cell(self, index):
        w_cell = self.locals_cells_stack_w[self.code.nlocals + index]
        assert isinstance(w_cell, W_Cell)
        return w_cell

    @unroll_safe
    def make_cells(self):
        code = self.code
        at = code.nlocals
        cell2arg = code.cell2arg
        for i in range(code.cell_count):
            w_value = None
            if i < len(cell2arg) and cell2arg[i] >= 0:
                w_value = self.locals_cells_stack_w[cell2arg[i]]
                self.locals_cells_stack_w[cell2arg[i]] = None
            self.locals_cells_stack_w[at + i] = W_Cell(w_value)
        w_function = self.w_function
        if w_function is not None:
            closure_w = w_function.closure_w
            at += code.cell_count
            for i in range(len(closure_w)):
                self.locals_cells_stack_w[at + i] = closure_w[i]

    # ---- running

    def start(self):
        """Runs the frame from its beginning; of a generator makes the generator."""
        code = self.code
        if len(code.code.co_cellvars) + len(code.code.co_freevars) > 0:
            self.make_cells()
        if code.is_generator:
            w_function = self.w_function
            if code.is_coroutine:
                return space.W_Coroutine(self, w_function.name, w_function.qualname)
            if code.is_async_generator:
                return space.W_AsyncGenerator(self, w_function.name, w_function.qualname)
            return space.W_Generator(self, w_function.name, w_function.qualname)
        return space.run_frame(self, None)

    def resume(self, e):
        """Goes on after a `yield`, raising the exception there if there is one."""
        return space.run_frame(self, e)

    def at_yield(self):
        """Whether a frame that waits does so in a `yield`, not in an `await` or `yield from`."""
        return ord(self.code.co_code[self.last_instr << 1]) == YIELD_VALUE

    def locals_dict(self):
        """locals()"""
        if self.w_locals is not None:
            return self.w_locals
        if not self.code.optimized:
            return self.w_globals
        w_dict = space.newdict()
        code = self.code
        for i in range(code.nlocals):
            w_value = self.locals_cells_stack_w[i]
            if w_value is not None:
                w_dict.store_text(code.varnames[i], w_value)
        for i in range(len(code.code.co_cellvars) + len(code.code.co_freevars)):
            w_cell = self.cell(i)
            name = code.cell_name(i)
            if w_cell.w_value is not None and name != "__class__":
                w_dict.store_text(name, w_cell.w_value)
        return w_dict


@export
def new_frame(code, w_function):
    return Frame(code, w_function, w_function.w_globals)


@export
def run_code(code, w_globals, w_locals, w_function=None):
    """Executes a module's or a class body's code, or what exec and eval get."""
    frame = Frame(code, w_function, w_globals)
    frame.w_locals = w_locals
    return frame.start()


@export
def recursion_error():
    return error(space.w_RecursionError, "maximum recursion depth exceeded")


