"""Which opcode is which instruction: the two tables, computed from rows when this module is loaded."""

import arithmetic
import instructions as i
from operands import (
    A, AT_HIGH_BYTE, AT_HIGH_C, AT_WORD, BYTE, BYTES, CONDITIONS, PAIRS, POINTERS, STACKED, WORD,
)  # fmt: skip
from rpython.rlib.unroll import unrolling_iterable

ACCUMULATIONS = [
    ("ADD A,", arithmetic.add), ("ADC A,", arithmetic.adc), ("SUB ", arithmetic.sub), ("SBC A,", arithmetic.sbc),
    ("AND ", arithmetic.and_), ("XOR ", arithmetic.xor), ("OR ", arithmetic.or_), ("CP ", arithmetic.cp),
]  # fmt: skip
SHIFTS = [
    ("RLC", arithmetic.rlc), ("RRC", arithmetic.rrc), ("RL", arithmetic.rl), ("RR", arithmetic.rr),
    ("SLA", arithmetic.sla), ("SRA", arithmetic.sra), ("SWAP", arithmetic.swap), ("SRL", arithmetic.srl),
]  # fmt: skip
BITS = [0, 1, 2, 3, 4, 5, 6, 7]


class Table(object):
    """256 instructions and their names."""

    def __init__(self, missing):
        self.names = ["?"] * 256
        self.instructions = [missing] * 256

    def set(self, opcode, name, instruction):
        assert self.names[opcode] == "?", opcode
        self.names[opcode] = name
        self.instructions[opcode] = instruction

    def row(self, first, step, operands, name, make):
        """One instruction for each operand; `name` has a % for it."""
        for n, operand in enumerate(operands):
            text = operand.name if hasattr(operand, "name") else str(operand)
            self.set(first + n * step, name.replace("%", text), make(operand))


def first_table():
    table = Table(i.no_instruction)
    row = table.row
    for n, target in enumerate(BYTES):
        for m, source in enumerate(BYTES):
            opcode = 0x40 + 8 * n + m
            if opcode == 0x40:
                table.set(opcode, "LD B,B", i.breakpoint_mark)
            elif opcode != 0x76:
                table.set(opcode, "LD " + target.name + "," + source.name, i.load(target, source))
    for n, (name, function) in enumerate(ACCUMULATIONS):
        row(0x80 + 8 * n, 1, BYTES, name + "%", lambda source: i.accumulate(function, source))
        table.set(0xC6 + 8 * n, name + "n", i.accumulate(function, BYTE))
    row(0x01, 0x10, PAIRS, "LD %,nn", lambda pair: i.load(pair, WORD))
    row(0x02, 0x10, POINTERS, "LD %,A", lambda place: i.load(place, A))
    row(0x03, 0x10, PAIRS, "INC %", lambda pair: i.step_pair(1, pair))
    row(0x04, 0x08, BYTES, "INC %", lambda place: i.change(arithmetic.inc, place))
    row(0x05, 0x08, BYTES, "DEC %", lambda place: i.change(arithmetic.dec, place))
    row(0x06, 0x08, BYTES, "LD %,n", lambda place: i.load(place, BYTE))
    row(0x09, 0x10, PAIRS, "ADD HL,%", i.add_pair)
    row(0x0A, 0x10, POINTERS, "LD A,%", lambda place: i.load(A, place))
    row(0x0B, 0x10, PAIRS, "DEC %", lambda pair: i.step_pair(-1, pair))
    row(0x20, 0x08, CONDITIONS, "JR %,e", i.relative_jump_if)
    row(0xC0, 0x08, CONDITIONS, "RET %", i.ret_if)
    row(0xC1, 0x10, STACKED, "POP %", i.pop)
    row(0xC2, 0x08, CONDITIONS, "JP %,nn", i.jump_if)
    row(0xC4, 0x08, CONDITIONS, "CALL %,nn", i.call_if)
    row(0xC5, 0x10, STACKED, "PUSH %", i.push)
    row(0xC7, 0x08, [0x00, 0x08, 0x10, 0x18, 0x20, 0x28, 0x30, 0x38], "RST %", i.restart)
    for n, (name, function) in enumerate(SHIFTS[:4]):
        table.set(0x07 + 8 * n, name + "A", i.rotate_accumulator(function))
    for opcode, name, instruction in [
        (0x00, "NOP", i.nothing),
        (0x08, "LD (nn),SP", i.store_sp),
        (0x10, "STOP", i.stop),
        (0x18, "JR e", i.relative_jump),
        (0x27, "DAA", arithmetic.decimal_adjust),
        (0x2F, "CPL", arithmetic.complement),
        (0x37, "SCF", arithmetic.set_carry),
        (0x3F, "CCF", arithmetic.complement_carry),
        (0x76, "HALT", i.halt),
        (0xC3, "JP nn", i.jump),
        (0xC9, "RET", i.ret),
        (0xCB, "bits", execute_second),
        (0xCD, "CALL nn", i.call),
        (0xD9, "RETI", i.ret_from_interrupt),
        (0xE0, "LDH (n),A", i.load(AT_HIGH_BYTE, A)),
        (0xE2, "LD (C),A", i.load(AT_HIGH_C, A)),
        (0xE8, "ADD SP,e", i.add_to_sp),
        (0xE9, "JP HL", i.jump_to_hl),
        (0xEA, "LD (nn),A", i.load(AT_WORD, A)),
        (0xF0, "LDH A,(n)", i.load(A, AT_HIGH_BYTE)),
        (0xF2, "LD A,(C)", i.load(A, AT_HIGH_C)),
        (0xF3, "DI", i.disable_interrupts),
        (0xF8, "LD HL,SP+e", i.load_hl_from_sp),
        (0xF9, "LD SP,HL", i.load_sp_from_hl),
        (0xFA, "LD A,(nn)", i.load(A, AT_WORD)),
        (0xFB, "EI", i.enable_interrupts),
    ]:
        table.set(opcode, name, instruction)
    return table


def second_table():
    """The instructions after the opcode 0xCB."""
    table = Table(i.no_instruction)
    row = table.row
    for n, (name, function) in enumerate(SHIFTS):
        row(8 * n, 1, BYTES, name + " %", lambda place: i.change(function, place))
    for bit in BITS:
        row(0x40 + 8 * bit, 1, BYTES, "BIT " + str(bit) + ",%", lambda place: i.test_bit(1 << bit, place))
        row(0x80 + 8 * bit, 1, BYTES, "RES " + str(bit) + ",%", lambda place: i.reset_bit(1 << bit, place))
        row(0xC0 + 8 * bit, 1, BYTES, "SET " + str(bit) + ",%", lambda place: i.set_bit(1 << bit, place))
    return table


SECOND = second_table()
second_instructions = unrolling_iterable(list(enumerate(SECOND.instructions)))


def execute_second(cpu):
    opcode = cpu.fetch()
    for code, instruction in second_instructions:
        if opcode == code:
            instruction(cpu)
            return


FIRST = first_table()
first_instructions = unrolling_iterable(list(enumerate(FIRST.instructions)))
NAMES = FIRST.names


def execute(cpu, opcode):
    for code, instruction in first_instructions:
        if opcode == code:
            instruction(cpu)
            return
