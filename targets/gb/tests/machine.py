"""What the tests have in common: programs as text, and what has become of the machine when they are done."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, ".."), os.path.join(HERE, "..", "assembler")]

from assembler import assemble
from gameboy import GameBoy

# Where programs leave results.
RESULTS = 0xC000

# What most programs begin with.
NAMES = """
IF = $FF0F
IE = $FFFF
P1 = $FF00
SB = $FF01
SC = $FF02
DIV = $FF04
TIMA = $FF05
TMA = $FF06
TAC = $FF07
LCDC = $FF40
STAT = $FF41
SCY = $FF42
SCX = $FF43
LY = $FF44
LYC = $FF45
DMA = $FF46
BGP = $FF47
OBP0 = $FF48
OBP1 = $FF49
WY = $FF4A
WX = $FF4B
results = $C000
"""


def rom_of(source):
    return assemble(NAMES + source)


def run(rom, frames):
    """The machine at LD B,B, or after so many pictures."""
    gameboy = GameBoy(rom)
    gameboy.cpu.breaks = True
    while frames > 0 and not gameboy.cpu.at_breakpoint:
        gameboy.run_frame()
        frames -= 1
    return gameboy


def results(rom, frames, count):
    """The first bytes of the work memory when the program is done; nothing if it does not come to its end."""
    gameboy = run(rom, frames)
    if not gameboy.cpu.at_breakpoint:
        return [gameboy.cpu.pc.get()]
    return [gameboy.memory.read(RESULTS + n) for n in range(count)]
