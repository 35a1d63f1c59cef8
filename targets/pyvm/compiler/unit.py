"""What is gathered for one code object: its blocks, constants, names, and which constructs are open around the present place."""

from compiler import consts, scopes
from compiler.blocks import Block, Instr
from compiler.scopes import mangle

# Constructs that `return`, `break` and `continue` have to leave.
WHILE_LOOP = 0
FOR_LOOP = 1
TRY = 2  # the body of a try: nothing to do but that its handler is left
FINALLY_TRY = 3
FINALLY_END = 4
WITH = 5
HANDLER_CLEANUP = 6
POP_VALUE = 7
ASYNC_WITH = 8
EXCEPT_STAR = 9  # cannot be left


class Frame:
    """An open construct. `outer_handler` is the handler around it."""

    def __init__(self, kind, start, end, outer_handler):
        self.kind = kind
        self.start = start  # of a loop: where `continue` goes
        self.end = end  # of a loop: where `break` goes
        self.outer_handler = outer_handler
        self.finalbody = []
        self.name = ""  # of `except ... as name`
        self.span = None


class Unit:
    def __init__(self, scope, name, qualname, parent):
        self.scope = scope
        self.name = name
        self.qualname = qualname
        self.parent = parent
        self.block = Block()
        self.blocks = [self.block]
        self.block.number = 0
        self.frames = []
        self.handler = None
        self.constants = []
        self.constant_numbers = {}
        self.names = []
        self.name_numbers = {}
        self.varnames = []
        self.varname_numbers = {}
        self.argcount = 0
        self.posonlyargcount = 0
        self.kwonlyargcount = 0
        self.firstlineno = 1
        for parameter in scope.parameters:
            self.varname_number(parameter)

    def private(self):
        return self.scope.private

    def mangle(self, name):
        return mangle(self.scope.private, name)

    def emit(self, op, arg, span):
        self.block.instrs.append(Instr(op, arg, None, self.handler, span))

    def jump(self, op, target, span):
        self.block.instrs.append(Instr(op, 0, target, self.handler, span))

    def begin(self, block):
        """The block comes next."""
        block.number = len(self.blocks)
        self.blocks.append(block)
        self.block = block

    def constant_number(self, value):
        if isinstance(value, consts.ConstCode):
            self.constants.append(value)
            return len(self.constants) - 1
        key = value.key()
        number = self.constant_numbers.get(key, -1)
        if number < 0:
            number = len(self.constants)
            self.constants.append(value)
            self.constant_numbers[key] = number
        return number

    def name_number(self, name):
        number = self.name_numbers.get(name, -1)
        if number < 0:
            number = len(self.names)
            self.names.append(name)
            self.name_numbers[name] = number
        return number

    def varname_number(self, name):
        number = self.varname_numbers.get(name, -1)
        if number < 0:
            number = len(self.varnames)
            self.varnames.append(name)
            self.varname_numbers[name] = number
        return number

    def qualname_of(self, name):
        """The qualified name of a function or class that is defined here."""
        scope = self.scope
        if scope.kind == scopes.MODULE:
            return name
        if scope.flags_of(self.mangle(name)) & scopes.GLOBAL:
            return name
        if scope.kind == scopes.FUNCTION and scope.comprehension == "":
            return self.qualname + ".<locals>." + name
        return self.qualname + "." + name
