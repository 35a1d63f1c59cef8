"""Blocks to a code object: shorter ways for jumps, depth of the stack, bytes, tables."""

from compiler import opcodes, scopes
from compiler.blocks import SETUP_HANDLER, Instr
from compiler.code import (
    CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR, CO_NESTED, CO_NEWLOCALS, CO_OPTIMIZED, CO_VARARGS, CO_VARKEYWORDS,
    Code, encode_positions,
)  # fmt: skip
from rpython.rlib.rstring import StringBuilder


def assemble(unit, filename, future_flags):
    """The code object of what has been gathered."""
    blocks = unit.blocks
    for block in blocks:
        _cut_after_end(block)
    _shorten_jumps(blocks)
    _copy_returns(blocks)
    depths = Depths(blocks)
    depths.walk()
    blocks = _reached(blocks)
    _drop_jumps_to_next(blocks)
    _place(blocks)
    code = Code(unit.name, unit.qualname, filename, unit.firstlineno)
    code.co_stacksize = depths.most
    writer = Writer(blocks)
    code.co_code = writer.bytes()
    code.position_table = encode_positions(writer.spans, unit.firstlineno)
    code.exception_table = writer.exception_table()[:]
    _fill_names(code, unit, future_flags)
    return code


def _fill_names(code, unit, future_flags):
    scope = unit.scope
    code.co_argcount = unit.argcount
    code.co_posonlyargcount = unit.posonlyargcount
    code.co_kwonlyargcount = unit.kwonlyargcount
    code.co_consts = unit.constants[:]
    code.co_names = unit.names[:]
    code.co_varnames = unit.varnames[:]
    code.co_nlocals = len(unit.varnames)
    code.co_cellvars = scope.cells[:]
    code.co_freevars = scope.frees[:]
    cell2arg = []
    for name in scope.cells:
        number = -1
        for i in range(len(scope.parameters)):
            if scope.parameters[i] == name:
                number = i
        cell2arg.append(number)
    code.cell2arg = cell2arg[:]
    flags = future_flags
    if scope.kind == scopes.FUNCTION:
        flags |= CO_OPTIMIZED | CO_NEWLOCALS
        if scope.is_nested():
            flags |= CO_NESTED
        if scope.has_varargs:
            flags |= CO_VARARGS
        if scope.has_varkeywords:
            flags |= CO_VARKEYWORDS
        if scope.is_generator and scope.is_async:
            flags |= CO_ASYNC_GENERATOR
        elif scope.is_generator:
            flags |= CO_GENERATOR
        elif scope.is_async:
            flags |= CO_COROUTINE
    code.co_flags = flags


def _cut_after_end(block):
    """Nothing after an instruction that never goes on."""
    instrs = block.instrs
    for i in range(len(instrs)):
        if opcodes.ends_block(instrs[i].op):
            block.instrs = instrs[: i + 1]
            return


def _next_jump(blocks, block):
    """The jump that is all that the block begins with, or None. Empty blocks go on to the next one."""
    number = block.number
    while number < len(blocks):
        instrs = blocks[number].instrs
        if len(instrs) > 0:
            first = instrs[0]
            if first.op == opcodes.JUMP_FORWARD or first.op == opcodes.JUMP_BACKWARD:
                return first
            return None
        number += 1
    return None


def _shorten_jumps(blocks):
    """A jump to a jump goes to its end."""
    for block in blocks:
        for instr in block.instrs:
            if instr.target is None or instr.op == SETUP_HANDLER:
                continue
            for i in range(10):
                jump = _next_jump(blocks, instr.target)
                if jump is None or jump is instr:
                    break
                if jump.op == opcodes.JUMP_BACKWARD and instr.op != opcodes.JUMP_FORWARD and instr.op != opcodes.JUMP_BACKWARD:
                    break
                if instr.op == opcodes.JUMP_FORWARD and jump.op == opcodes.JUMP_BACKWARD:
                    instr.op = opcodes.JUMP_BACKWARD
                if instr.op == opcodes.JUMP_BACKWARD and jump.op == opcodes.JUMP_FORWARD:
                    break
                instr.target = jump.target
            if instr.op == opcodes.JUMP_BACKWARD and instr.target.number > block.number:
                instr.op = opcodes.JUMP_FORWARD


def _copy_returns(blocks):
    """A jump to a return is the return."""
    for block in blocks:
        n = len(block.instrs)
        if n > 0 and block.instrs[n - 1].op == opcodes.JUMP_FORWARD:
            returned = _return_at(blocks, block.instrs[n - 1].target.number)
            if len(returned) > 0:
                jump = block.instrs.pop()
                for instr in returned:
                    block.instrs.append(Instr(instr.op, instr.arg, None, jump.handler, instr.span))


def _return_at(blocks, number):
    """The instructions of a return of a constant, or of what is on the stack, that begins here."""
    while len(blocks[number].instrs) == 0:
        number += 1
        if number == len(blocks):
            return []
    instrs = blocks[number].instrs
    if instrs[0].op == opcodes.RETURN_VALUE:
        return instrs[:1]
    if len(instrs) > 1 and instrs[0].op == opcodes.LOAD_CONST and instrs[1].op == opcodes.RETURN_VALUE:
        return instrs[:2]
    return []


class Depths:
    """How deep the stack is at the start of each block, and at most. Blocks that are not reached keep -1."""

    def __init__(self, blocks):
        self.blocks = blocks
        self.most = 0
        self.pending = []

    def walk(self):
        self.reach(self.blocks[0], 0)
        while len(self.pending) > 0:
            self.block(self.pending.pop())

    def reach(self, block, depth):
        if block.depth < 0:
            block.depth = depth
            self.pending.append(block)
        else:
            assert block.depth == depth
        if depth > self.most:
            self.most = depth

    def block(self, block):
        depth = block.depth
        for instr in block.instrs:
            if instr.op == SETUP_HANDLER:
                target = instr.target
                target.kept = depth - instr.arg
                self.reach(target, target.kept + 1)
                continue
            if instr.target is not None:
                self.reach(instr.target, depth + opcodes.stack_effect(instr.op, instr.arg, True))
            depth += opcodes.stack_effect(instr.op, instr.arg, False)
            assert depth >= 0
            if depth > self.most:
                self.most = depth
        if not block.ends() and block.number + 1 < len(self.blocks):
            self.reach(self.blocks[block.number + 1], depth)


def _reached(blocks):
    result = []
    for block in blocks:
        if block.depth >= 0:
            instrs = []
            for instr in block.instrs:
                if instr.op != SETUP_HANDLER:
                    instrs.append(instr)
            block.instrs = instrs
            block.number = len(result)
            result.append(block)
    return result


def _drop_jumps_to_next(blocks):
    for block in blocks:
        while len(block.instrs) > 0:
            last = block.instrs[len(block.instrs) - 1]
            if last.op != opcodes.JUMP_FORWARD or not _leads_to(blocks, block.number + 1, last.target):
                break
            block.instrs.pop()


def _leads_to(blocks, number, target):
    """Whether from this block on one comes to the target without an instruction."""
    while number < len(blocks):
        if blocks[number] is target:
            return True
        if len(blocks[number].instrs) > 0:
            return False
        number += 1
    return False


def _size(arg):
    """Of an instruction with this argument, in instructions."""
    size = 1
    while arg > 0xFF:
        size += 1
        arg >>= 8
    return size


def _place(blocks):
    """Offsets of blocks and arguments of jumps. Instructions only grow, so this ends."""
    for block in blocks:
        for instr in block.instrs:
            instr.size = _size(instr.arg)
    changed = True
    while changed:
        changed = False
        offset = 0
        for block in blocks:
            block.offset = offset
            for instr in block.instrs:
                offset += instr.size
        offset = 0
        for block in blocks:
            for instr in block.instrs:
                offset += instr.size
                if instr.target is not None:
                    distance = instr.target.offset - offset
                    instr.arg = -distance if instr.op == opcodes.JUMP_BACKWARD else distance
                    if _size(instr.arg) > instr.size:
                        instr.size = _size(instr.arg)
                        changed = True


class Writer:
    """The bytes, and for each instruction its place and its handler."""

    def __init__(self, blocks):
        self.blocks = blocks
        self.builder = StringBuilder(256)
        self.spans = []
        self.handlers = []

    def bytes(self):
        for block in self.blocks:
            for instr in block.instrs:
                self.instruction(instr)
        return self.builder.build()

    def instruction(self, instr):
        arg = instr.arg
        for i in range(instr.size - 1, 0, -1):
            self.word(opcodes.EXTENDED_ARG, arg >> (8 * i) & 0xFF, instr)
        self.word(instr.op, arg & 0xFF, instr)

    def word(self, op, arg, instr):
        self.builder.append(chr(op))
        self.builder.append(chr(arg))
        self.spans.append(instr.span)
        self.handlers.append(instr.handler)

    def exception_table(self):
        table = []
        start = 0
        n = len(self.handlers)
        while start < n:
            handler = self.handlers[start]
            end = start + 1
            while end < n and self.handlers[end] is handler:
                end += 1
            if handler is not None:
                table.append(start)
                table.append(end)
                table.append(handler.offset)
                table.append(handler.kept)
            start = end
        return table
