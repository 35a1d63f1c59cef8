"""The two measurements of "PyGirl: Generating Whole-System VMs from High-Level Prototypes using PyPy": opcodes without a program.

`all N` executes each of the 500 opcodes N times; `typical N` the thirty that four games executed most, as often as those did,
N times. The program counter is set before each, to where operands are zeros.
"""

import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "assembler"))

from assembler import assemble
from gameboy import GameBoy
from opcodes import FIRST, execute
from rpython.rlib import rposix

# The paper's second table: opcodes, and how often each was executed.
TYPICAL = [
    (0xFF, 911896), (0x20, 260814), (0xF0, 166327), (0xFE, 166263), (0x13, 74595), (0x12, 74582), (0x2A, 72546),
    (0xB1, 70495), (0x0B, 70487), (0x78, 70487), (0x05, 24998), (0x32, 24962), (0x38, 4129), (0x0D, 3170), (0x22, 1034),
    (0xCD, 308), (0x21, 294), (0xC9, 292), (0xF5, 284), (0xF1, 282), (0xC3, 277), (0x77, 275), (0x7E, 261), (0x3C, 260),
    (0xE0, 88), (0x3E, 55), (0xEA, 47), (0xAF, 45), (0x70, 40), (0x7D, 40),
]  # fmt: skip

# How many pieces the numbers are cut into, so that opcodes alternate.
PIECES = 40

FIRST_OPCODES = [code for code in range(256) if FIRST.names[code] != "?" and code != 0xCB]
PREFIX = 0xCB
ROM = assemble("start: nop")

# In memory that nobody else uses
PROGRAM = 0xC100
DATA = 0xC800
STACK = 0xD000


def prepare(cpu):
    cpu.pc.set(PROGRAM)
    cpu.hl.set(DATA)
    cpu.bc.set(DATA)
    cpu.de.set(DATA)
    cpu.sp.set(STACK)


def run_all(cpu, times):
    memory = cpu.memory
    for _ in range(times):
        for opcode in FIRST_OPCODES:
            prepare(cpu)
            execute(cpu, opcode)
        for opcode in range(256):
            prepare(cpu)
            memory.write(PROGRAM, opcode)
            execute(cpu, PREFIX)
        memory.write(PROGRAM, 0)


def run_typical(cpu, times):
    for _ in range(times):
        for piece in range(PIECES):
            for opcode, count in TYPICAL:
                prepare(cpu)
                for _ in range(count * (piece + 1) // PIECES - count * piece // PIECES):
                    cpu.pc.set(PROGRAM)
                    execute(cpu, opcode)


def entry_point(argv):
    if len(argv) != 3 or argv[1] != "all" and argv[1] != "typical":
        rposix.write(2, "usage: bench all|typical TIMES\n")
        return 1
    try:
        times = int(argv[2])
    except ValueError:
        rposix.write(2, "bench: not a number: " + argv[2] + "\n")
        return 1
    cpu = GameBoy(ROM).cpu
    started = time.process_time()
    if argv[1] == "all":
        run_all(cpu, times)
    else:
        run_typical(cpu, times)
    milliseconds = (time.process_time() - started) * 1000.0
    print(f"{argv[1]} {times}: {milliseconds:.2f} ms, machine cycles: {cpu.clock.now // 4}")
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
