"""Headers, mappers, the clock, saves, and what is no cartridge."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from machine import rom_of
from cartridge import CartridgeError
from clock import Clock
from clock_chip import CYCLES_PER_SECOND
from mappers import insert
from rpython.testing import compile, interpret


def rom_with_banks(kind, code, ram_code):
    """Each bank begins with its number, in two bytes."""
    rom = rom_of(f".type {kind}\n.rom {code}\n.ram {ram_code}\nstart: nop")
    parts = []
    for number in range(len(rom) // 0x4000):
        start = number * 0x4000
        parts.append(chr(number & 0xFF) + chr(number >> 8) + rom[start + 2 : start + 0x4000])
    return "".join(parts)


def banks_after(rom, writes):
    """Which banks are visible."""
    cartridge = insert(rom, Clock())
    for address, value in writes:
        cartridge.write_rom(address, value)
    return [ord(bank[0]) | ord(bank[1]) << 8 for bank in [cartridge.low, cartridge.high]]


def ram_after(rom, writes):
    """Writes to ROM select; those to RAM write, and are read afterwards, in their order, with the last selection."""
    cartridge = insert(rom, Clock())
    for address, value in writes:
        if address < 0x8000:
            cartridge.write_rom(address, value)
        else:
            cartridge.write_ram(address - 0xA000, value)
    return [cartridge.read_ram(address - 0xA000) for address, value in writes if address >= 0x8000]


def test_without_mapper():
    assert interpret(banks_after, [rom_with_banks(0, 0, 0), [(0x2000, 5)]]) == [0, 1]


def test_mbc1():
    rom = rom_with_banks(1, 6, 0)
    run = compile(banks_after, [str, [(int, int)]])
    assert run(rom, [(0x2000, 5)]) == [0, 5]
    assert run(rom, [(0x2000, 0)]) == [0, 1]
    assert run(rom, [(0x2000, 0x20), (0x4000, 1)]) == [0, 0x21]
    assert run(rom, [(0x2000, 3), (0x4000, 2), (0x6000, 1)]) == [0x40, 0x43]
    small = rom_with_banks(1, 1, 0)
    assert run(small, [(0x2000, 7)]) == [0, 3]


def test_mbc1_ram():
    rom = rom_with_banks(3, 1, 3)
    run = compile(ram_after, [str, [(int, int)]])
    assert run(rom, [(0xA000, 1)]) == [0xFF]
    assert run(rom, [(0x0000, 0x0A), (0xA000, 1), (0xBFFF, 2)]) == [1, 2]
    assert run(rom, [(0x0000, 0x0A), (0x6000, 1), (0x4000, 1), (0xA000, 1), (0x4000, 2), (0xA000, 2)]) == [2, 2]
    assert run(rom, [(0x0000, 0x0A), (0xA000, 1), (0x0000, 0)]) == [0xFF]


def test_mbc1_with_several_games():
    rom = rom_with_banks(1, 5, 0)
    # The first bank of the second game has the same logo.
    several = rom[: 0x40104] + rom[0x104:0x134] + rom[0x40134:]
    run = compile(banks_after, [str, [(int, int)]])
    assert run(several, [(0x2000, 0x12), (0x4000, 1), (0x6000, 1)]) == [0x10, 0x12]


def test_mbc2():
    rom = rom_with_banks(6, 3, 0)
    assert interpret(banks_after, [rom, [(0x2100, 7)]]) == [0, 7]
    assert interpret(banks_after, [rom, [(0x2000, 7)]]) == [0, 1]
    assert interpret(ram_after, [rom, [(0x0000, 0x0A), (0xA000, 0x35), (0xA200, 0x47)]]) == [0xF7, 0xF7]


def test_mbc3():
    rom = rom_with_banks(0x13, 6, 3)
    assert interpret(banks_after, [rom, [(0x2000, 0x45)]]) == [0, 0x45]
    assert interpret(ram_after, [rom, [(0x0000, 0x0A), (0x4000, 3), (0xA000, 9)]]) == [9]


def test_mbc5():
    rom = rom_with_banks(0x1B, 8, 4)
    run = compile(banks_after, [str, [(int, int)]])
    assert run(rom, [(0x2000, 0)]) == [0, 0]
    assert run(rom, [(0x2000, 0x45), (0x3000, 1)]) == [0, 0x145]
    assert interpret(ram_after, [rom, [(0x0000, 0x0A), (0x4000, 15), (0xA000, 9), (0x4000, 14)]]) == [0xFF]


def clock_after(rom, seconds, days_and_flags):
    """The clock's registers after some time; it begins at 23:59:50."""
    clock = Clock()
    cartridge = insert(rom, clock)
    cartridge.write_rom(0, 0x0A)
    for register, value in [(8, 50), (9, 59), (10, 23), (11, 0xFF), (12, days_and_flags)]:
        cartridge.write_rom(0x4000, register)
        cartridge.write_ram(0, value)
    clock.now += seconds * CYCLES_PER_SECOND
    cartridge.write_rom(0x6000, 0)
    cartridge.write_rom(0x6000, 1)
    values = []
    for register in range(8, 13):
        cartridge.write_rom(0x4000, register)
        values.append(cartridge.read_ram(0))
    return values


def test_clock_chip():
    rom = rom_with_banks(0x10, 1, 3)
    run = compile(clock_after, [str, int, int])
    assert run(rom, 5, 0) == [55, 59, 23, 255, 0]
    assert run(rom, 10, 0) == [0, 0, 0, 0, 1]
    assert run(rom, 3670, 1) == [0, 1, 1, 0, 0x80]
    assert run(rom, 1000, 0x40) == [50, 59, 23, 255, 0x40]


def saved_and_restored(rom):
    first = insert(rom, Clock())
    first.write_rom(0, 0x0A)
    first.write_ram(5, 77)
    second = insert(rom, Clock())
    second.restore(first.saved())
    second.write_rom(0, 0x0A)
    return second.read_ram(5), len(first.saved())


def test_saves():
    assert interpret(saved_and_restored, [rom_with_banks(3, 1, 2)]) == (77, 0x2000)
    assert interpret(saved_and_restored, [rom_with_banks(0x10, 1, 3)]) == (77, 0x8000 + 48)


def message(rom, save):
    try:
        cartridge = insert(rom, Clock())
        if save != "":
            cartridge.restore(save)
    except CartridgeError as e:
        return e.message
    return ""


def test_what_is_no_cartridge():
    rom = rom_of("start: nop")
    assert interpret(message, [rom, ""]) == ""
    assert interpret(message, ["", ""]).startswith("truncated")
    assert interpret(message, [rom[:0x200], ""]).startswith("truncated: the header says 32768 bytes")
    assert interpret(message, [rom[:0x140] + "x" + rom[0x141:], ""]) == "the header has the wrong checksum"
    assert interpret(message, [rom_of(".type $FC\nstart: nop"), ""]) == "unknown cartridge type FC"
    assert interpret(message, [rom_of(".type 3\n.ram 2\nstart: nop"), "abc"]) == "it should have 8192 bytes, it has 3"
    assert interpret(message, [rom_of(".rom 1\nstart: nop"), ""]).startswith("a cartridge without a mapper")
