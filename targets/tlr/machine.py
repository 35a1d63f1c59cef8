"""The machine: opcodes, the loop that runs a program, and the program that is built in.

A program is a str; each instruction is an opcode and, for all but DECR_A and RETURN_A, an operand of one byte.
"""

from rpython.rlib.jit import JitDriver
from rpython.rlib.rarithmetic import intmask

JUMP_IF_A = 1
MOV_A_R = 2
MOV_R_A = 3
ADD_R_TO_A = 4
DECR_A = 5
RETURN_A = 6

NAMES = ["", "JUMP_IF_A", "MOV_A_R", "MOV_R_A", "ADD_R_TO_A", "DECR_A", "RETURN_A"]


class MachineError(Exception):
    """The program does something that the machine cannot do."""

    def __init__(self, message):
        self.message = message


def get_printable_location(pc, bytecode):
    opcode = ord(bytecode[pc])
    name = NAMES[opcode] if opcode < len(NAMES) else "?"
    return str(pc) + ": " + name


jitdriver = JitDriver(
    greens=["pc", "bytecode"],
    reds=["a", "regs"],
    get_printable_location=get_printable_location,
    name="tlr",
)


def interpret(bytecode, a):
    """Runs a program with this value in the accumulator, and returns what it returns."""
    try:
        return run(bytecode, a)
    except IndexError:
        raise MachineError("the program ends without RETURN_A")


def run(bytecode, a):
    regs = [0] * 256
    pc = 0
    while True:
        jitdriver.jit_merge_point(pc=pc, bytecode=bytecode, a=a, regs=regs)
        opcode = ord(bytecode[pc])
        pc += 1
        if opcode == JUMP_IF_A:
            destination = ord(bytecode[pc])
            pc += 1
            if a != 0:
                if destination < pc:
                    jitdriver.can_enter_jit(pc=destination, bytecode=bytecode, a=a, regs=regs)
                pc = destination
        elif opcode == MOV_A_R:
            regs[ord(bytecode[pc])] = a
            pc += 1
        elif opcode == MOV_R_A:
            a = regs[ord(bytecode[pc])]
            pc += 1
        elif opcode == ADD_R_TO_A:
            a = intmask(a + regs[ord(bytecode[pc])])
            pc += 1
        elif opcode == DECR_A:
            a = intmask(a - 1)
        elif opcode == RETURN_A:
            return a
        else:
            raise MachineError("no instruction with opcode " + str(opcode) + " at " + str(pc - 1))


def program(*codes):
    """A program from opcodes and operands, when a module is loaded."""
    return "".join([chr(c) for c in codes])


# The square of the accumulator: adds it to r2 as many times as it says. The sum is formed before the counter is tested, so
# that the square of 0 needs a test of its own.
SQUARE = program(
    JUMP_IF_A, 3,
    RETURN_A,
    MOV_A_R, 0,  # 3: the counter
    MOV_A_R, 1,  # what is added
    MOV_R_A, 2,  # 7: the sum
    ADD_R_TO_A, 1,
    MOV_A_R, 2,
    MOV_R_A, 0,
    DECR_A,
    MOV_A_R, 0,
    JUMP_IF_A, 7,
    MOV_R_A, 2,
    RETURN_A,
)  # fmt: skip
