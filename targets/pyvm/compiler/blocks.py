"""Instructions before they are bytes: blocks that jump to each other."""

from compiler import opcodes


class Instr:
    """`target` is the block that it jumps to, `handler` the one that gets its exceptions; both may be None."""

    def __init__(self, op, arg, target, handler, span):
        self.op = op
        self.arg = arg
        self.target = target
        self.handler = handler
        self.span = span
        self.size = 1  # in instructions, with EXTENDED_ARGs


class Block:
    """Instructions that are entered at the first. Blocks are laid out in the order in which they were begun."""

    def __init__(self):
        self.instrs = []
        self.depth = -1  # of the stack at its start; -1: not reached
        self.kept = 0  # of a handler: how many values stay below the exception
        self.offset = 0  # of its first instruction
        self.number = -1  # in the order of layout

    def ends(self):
        """Whether nothing goes on from the last instruction to the next block."""
        n = len(self.instrs)
        return n > 0 and opcodes.ends_block(self.instrs[n - 1].op)


# Not an instruction: from here on the stack is as the handler `target` wants it, but for `arg` values on top.
SETUP_HANDLER = 255
