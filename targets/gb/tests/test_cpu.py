"""Instructions: the tables, arithmetic against a model of its own, and small programs."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from machine import results, rom_of, run
import arithmetic
from attention import Attention
from clock import Clock
from cpu import CPU
from interrupts import InterruptController
from opcodes import FIRST, SECOND
from rpython.testing import compile, interpret


def test_the_tables_are_full():
    missing = [code for code in range(256) if FIRST.names[code] == "?"]
    assert missing == [0xD3, 0xDB, 0xDD, 0xE3, 0xE4, 0xEB, 0xEC, 0xED, 0xF4, 0xFC, 0xFD]
    assert "?" not in SECOND.names
    names = [name for name in FIRST.names + SECOND.names if name != "?"]
    assert len(set(names)) == len(names)


def new_cpu():
    return CPU(Clock(), None, InterruptController(Attention()))


def after(operation, a, value, carry):
    """The accumulator and the flags after one of eight operations."""
    cpu = new_cpu()
    cpu.a.set(a)
    cpu.flags.is_carry = carry
    if operation == 0:
        arithmetic.add(cpu, value)
    elif operation == 1:
        arithmetic.adc(cpu, value)
    elif operation == 2:
        arithmetic.sub(cpu, value)
    elif operation == 3:
        arithmetic.sbc(cpu, value)
    elif operation == 4:
        arithmetic.and_(cpu, value)
    elif operation == 5:
        arithmetic.xor(cpu, value)
    elif operation == 6:
        arithmetic.or_(cpu, value)
    else:
        arithmetic.cp(cpu, value)
    return cpu.af.get()


def expected(operation, a, value, carry):
    c = int(carry) if operation in (1, 3) else 0
    if operation < 2:
        result, half, full = a + value + c, a % 16 + value % 16 + c > 15, a + value + c > 255
    elif operation in (2, 3, 7):
        result, half, full = a - value - c, a % 16 < value % 16 + c, a < value + c
    else:
        result, half, full = [a & value, a ^ value, a | value][operation - 4], operation == 4, False
    result %= 256
    flags = 128 * (result == 0) + 64 * (operation in (2, 3, 7)) + 32 * half + 16 * full
    return (a if operation == 7 else result) * 256 + flags


def test_accumulations():
    run_after = compile(after, [int, int, int, bool])
    for operation in range(8):
        for a, value in [(0, 0), (1, 255), (255, 255), (0x0F, 1), (0x10, 1), (0x80, 0x80), (0x3A, 0xC6), (0x7F, 0x90), (5, 6)]:
            for carry in (False, True):
                assert run_after(operation, a, value, carry) == expected(operation, a, value, carry)


def decimal(x, y, subtract):
    """The sum or difference of two numbers of two digits, in decimal, and the carry."""
    cpu = new_cpu()
    cpu.a.set(x // 10 << 4 | x % 10)
    if subtract:
        arithmetic.sub(cpu, y // 10 << 4 | y % 10)
    else:
        arithmetic.add(cpu, y // 10 << 4 | y % 10)
    arithmetic.decimal_adjust(cpu)
    a = cpu.a.get()
    return (a >> 4) * 10 + (a & 15), cpu.flags.is_carry


def all_decimals(subtract):
    """How many of the 10000 pairs are wrong."""
    wrong = 0
    for x in range(100):
        for y in range(100):
            value, carry = decimal(x, y, subtract)
            exact = x - y if subtract else x + y
            if value != exact % 100 or carry != (exact < 0 or exact > 99):
                wrong += 1
    return wrong


def test_decimal_adjust():
    count = compile(all_decimals, [bool])
    assert count(False) == 0
    assert count(True) == 0


def test_shifts():
    def shifts(value):
        cpu = new_cpu()
        cpu.flags.is_carry = True
        return [
            arithmetic.rlc(cpu, value), arithmetic.rrc(cpu, value), arithmetic.sla(cpu, value), arithmetic.sra(cpu, value),
            arithmetic.srl(cpu, value), arithmetic.swap(cpu, value), cpu.flags.get(),
        ]  # fmt: skip

    assert interpret(shifts, [0x81]) == [0x03, 0xC0, 0x02, 0xC0, 0x40, 0x18, 0]
    assert interpret(shifts, [0]) == [0, 0, 0, 0, 0, 0, 0x80]


def test_stack_and_calls():
    rom = rom_of(
        """
start:
    ld sp, $D000
    ld bc, $1234
    push bc
    pop de
    ld hl, results
    ld (hl), d
    inc hl
    ld (hl), e
    inc hl
    call routine
    rst $28
    ld b, b
routine:
    ld (hl), 7
    inc hl
    ret
    .org $28
    ld (hl), 9
    ld a, 0
    ret
"""
    )
    assert interpret(results, [rom, 2, 4]) == [0x12, 0x34, 7, 9]


def test_a_loop_with_memory():
    rom = rom_of(
        """
start:
    ld hl, results
    ld a, 10
.fill:
    ld (hl+), a
    dec a
    jr nz, .fill
    ld c, 0
    ld hl, results + 9
    ld d, 10
.add:
    ld a, (hl-)
    add a, c
    ld c, a
    dec d
    jr nz, .add
    ld a, c
    ld (results), a
    ld (results + 1), sp
    ld b, b
"""
    )
    assert interpret(results, [rom, 2, 3]) == [55, 0xFE, 0xFF]


def test_no_instruction_stops_the_machine():
    def locked(rom):
        gameboy = run(rom, 2)
        return gameboy.is_locked(), gameboy.describe_lock()

    stopped, text = interpret(locked, [rom_of("start:\n nop\n .byte $D3\n ld b, b")])
    assert stopped
    assert text.startswith("the machine stopped at opcode D3: A=01 F=B0 ") and text.endswith("PC=0151")


def test_a_program_in_memory_may_change():
    rom = rom_of(
        """
start:
    ld hl, $C100
    ld (hl), $3C        ; INC A
    inc hl
    ld (hl), $C9        ; RET
    xor a
    call $C100
    call $C100
    ld hl, $C100
    ld (hl), $3D        ; DEC A
    call $C100
    ld (results), a
    ld b, b
"""
    )
    assert interpret(results, [rom, 2, 1]) == [1]
