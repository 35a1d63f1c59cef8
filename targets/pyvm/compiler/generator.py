"""The state of code generation: the unit at hand, instructions, variables, and how constructs are left."""

from compiler import consts, opcodes, scopes, unit as units
from compiler.assemble import assemble
from compiler.blocks import SETUP_HANDLER, Instr
from compiler.consts import ConstCode, ConstStr, ConstTuple
from compiler.unit import Frame, Unit
from parser import ast
from parser.errors import SourceError
from parser.visitor import Visitor

LOAD = 0
STORE = 1
DELETE = 2

NO_SPAN = ast.Span(0, -1, 0, -1)


class Generator(Visitor):
    """`span` is the place of what is being compiled; instructions get it."""

    def __init__(self, source, filename, table, future_flags, interactive):
        self.source = source
        self.filename = filename
        self.table = table
        self.future_flags = future_flags
        self.interactive = interactive
        self.unit = None
        self.span = NO_SPAN

    def error_at(self, message, node):
        span = node.span
        return SourceError(message, span.line, span.column, span.end_line, span.end_column)

    # Units.

    def enter(self, scope, name, firstlineno):
        parent = self.unit
        qualname = name if parent is None else parent.qualname_of(name)
        self.unit = Unit(scope, name, qualname, parent)
        self.unit.firstlineno = firstlineno

    def leave(self):
        """The code object of the unit at hand; the one around it goes on."""
        code = assemble(self.unit, self.filename, self.future_flags)
        self.unit = self.unit.parent
        return code

    # Instructions.

    def op(self, op):
        self.unit.emit(op, 0, self.span)

    def op_arg(self, op, arg):
        self.unit.emit(op, arg, self.span)

    def op_name(self, op, name):
        """With a name that is mangled."""
        self.unit.emit(op, self.unit.name_number(self.unit.mangle(name)), self.span)

    def op_plain_name(self, op, name):
        self.unit.emit(op, self.unit.name_number(name), self.span)

    def load_const(self, value):
        self.unit.emit(opcodes.LOAD_CONST, self.unit.constant_number(value), self.span)

    def load_str(self, text):
        self.load_const(ConstStr(text))

    def load_names(self, names):
        """A tuple of strs."""
        self.load_const(names_tuple(names))

    def load_none(self):
        self.load_const(consts.NONE)

    def jump(self, op, block):
        self.unit.jump(op, block, self.span)

    def begin(self, block):
        self.unit.begin(block)

    def setup_handler(self, handler, above):
        """From here on exceptions go to this block, with a stack without so many values on top. Gives the handler of before."""
        outer = self.unit.handler
        self.unit.block.instrs.append(Instr(SETUP_HANDLER, above, handler, outer, self.span))
        self.unit.handler = handler
        return outer

    # Variables.

    def name_op(self, name, use):
        unit = self.unit
        scope = unit.scope
        name = unit.mangle(name)
        if use == LOAD and name == "__debug__":
            self.load_const(consts.TRUE)
            return
        place = scope.place_of(name)
        if place == scopes.FREE or place == scopes.CELL:
            index = scope.free_index(name) if place == scopes.FREE else scope.cell_index(name)
            if use == LOAD:
                in_class = scope.kind == scopes.CLASS
                self.op_arg(opcodes.LOAD_CLASSDEREF if in_class else opcodes.LOAD_DEREF, index)
            else:
                self.op_arg(opcodes.STORE_DEREF if use == STORE else opcodes.DELETE_DEREF, index)
        elif place == scopes.LOCAL and scope.kind == scopes.FUNCTION:
            number = unit.varname_number(name)
            self.op_arg(FAST_OPS[use], number)
        elif place == scopes.GLOBAL_EXPLICIT or (place == scopes.GLOBAL_IMPLICIT and scope.kind == scopes.FUNCTION):
            self.op_plain_name(GLOBAL_OPS[use], name)
        else:
            self.op_plain_name(NAME_OPS[use], name)

    def load_closure(self, code):
        """The cells of the free variables of an inner function, as a tuple. The flag for MAKE_FUNCTION."""
        if len(code.co_freevars) == 0:
            return 0
        for name in code.co_freevars:
            self.op_arg(opcodes.LOAD_CLOSURE, self.unit.scope.cell_index(name))
        self.op_arg(opcodes.BUILD_TUPLE, len(code.co_freevars))
        return 8

    def make_function(self, code, flags):
        flags |= self.load_closure(code)
        self.load_const(ConstCode(code))
        self.op_arg(opcodes.MAKE_FUNCTION, flags)

    # Open constructs.

    def push_frame(self, kind, start, end, outer_handler):
        frame = Frame(kind, start, end, outer_handler)
        self.unit.frames.append(frame)
        return frame

    def pop_frame(self):
        self.unit.frames.pop()

    def statements(self, body):
        for node in body:
            self.span = node.span
            node.accept(self)

    def unwind(self, frame, keep_top):
        """Code that leaves one construct; `keep_top`: a value on top of the stack stays."""
        kind = frame.kind
        unit = self.unit
        if kind == units.WHILE_LOOP:
            return
        if kind == units.FOR_LOOP or kind == units.POP_VALUE:
            if keep_top:
                self.op(opcodes.ROT_TWO)
            self.op(opcodes.POP_TOP)
            return
        if kind == units.EXCEPT_STAR:
            message = "'break', 'continue' and 'return' cannot appear in an except* block"
            span = self.span
            raise SourceError(message, span.line, span.column, span.end_line, span.end_column)
        unit.handler = frame.outer_handler
        if kind == units.FINALLY_TRY:
            if keep_top:
                self.push_frame(units.POP_VALUE, None, None, unit.handler)
            self.statements(frame.finalbody)
            if keep_top:
                self.pop_frame()
            return
        if kind == units.FINALLY_END:
            if keep_top:
                self.op(opcodes.ROT_TWO)
            self.op(opcodes.POP_TOP)
            if keep_top:
                self.op(opcodes.ROT_TWO)
            self.op(opcodes.POP_EXCEPT)
        elif kind == units.WITH or kind == units.ASYNC_WITH:
            self.span = frame.span
            if keep_top:
                self.op(opcodes.ROT_TWO)
            self.call_exit(kind == units.ASYNC_WITH)
        elif kind == units.HANDLER_CLEANUP:
            if keep_top:
                self.op(opcodes.ROT_TWO)
            self.op(opcodes.POP_EXCEPT)
            self.forget(frame.name)

    def call_exit(self, is_async):
        """Calls the exit of a context manager that is left without an exception."""
        self.load_none()
        self.load_none()
        self.load_none()
        self.op_arg(opcodes.CALL_FUNCTION, 3)
        if is_async:
            self.op(opcodes.GET_AWAITABLE)
            self.load_none()
            self.op(opcodes.YIELD_FROM)
        self.op(opcodes.POP_TOP)

    def forget(self, name):
        """The name of a handled exception is gone after its handler."""
        if name != "":
            self.load_none()
            self.name_op(name, STORE)
            self.name_op(name, DELETE)

    def unwind_all(self, keep_top, only_to_loop):
        """Leaves constructs from the innermost on, all or down to a loop, which is returned. They are open again afterwards."""
        unit = self.unit
        frames = unit.frames
        handler = unit.handler
        span = self.span
        loop = None
        i = len(frames)
        while i > 0:
            i -= 1
            frame = frames[i]
            if only_to_loop and (frame.kind == units.WHILE_LOOP or frame.kind == units.FOR_LOOP):
                loop = frame
                break
            # What leaving compiles must not see the constructs that are left already.
            unit.frames = frames[:i]
            self.unwind(frame, keep_top)
        unit.frames = frames
        unit.handler = handler
        self.span = span
        return loop


def names_tuple(names):
    return ConstTuple([ConstStr(name) for name in names])


FAST_OPS = [opcodes.LOAD_FAST, opcodes.STORE_FAST, opcodes.DELETE_FAST]
GLOBAL_OPS = [opcodes.LOAD_GLOBAL, opcodes.STORE_GLOBAL, opcodes.DELETE_GLOBAL]
NAME_OPS = [opcodes.LOAD_NAME, opcodes.STORE_NAME, opcodes.DELETE_NAME]

