"""Whole runs: the scripts of buttons, programs of the folder, and ROMs of random bytes."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from machine import HERE, run
from assembler import SourceError, assemble
from gameboy import GameBoy
from keyboard import Keyboard
from mappers import insert
from rpython.testing import compile, interpret
from script import ScriptError, parse


def events(text):
    try:
        return [(event.frame, event.button, event.pressed) for event in parse(text)], ""
    except ScriptError as e:
        return [(e.line, 0, False)], e.message


def test_scripts():
    assert interpret(events, ["1 press a # jump\n\n 20 release a\n"]) == ([(1, 4, True), (20, 4, False)], "")
    assert interpret(events, ["1 press a\n1 push a"]) == ([(2, 0, False)], "expected: PICTURE press|release BUTTON")
    assert interpret(events, ["x press a"]) == ([(1, 0, False)], "not a number: x")
    assert interpret(events, ["1 press c"]) == ([(1, 0, False)], "no button is called c")
    assert interpret(events, ["2 press a\n1 release a"])[1] == "pictures must not go backwards"


def lines_after(keys, frames):
    """The buttons, as a number, after these keys and so many pictures."""
    gameboy = GameBoy(assemble("start: jr start"))
    keyboard = Keyboard()
    keyboard.take(keys, gameboy)
    for _ in range(frames):
        keyboard.frame_has_passed(gameboy)
    value = 0
    for button in range(8):
        value |= int(gameboy.joypad.pressed[button]) << button
    return value, keyboard.quits


def test_keyboard():
    assert interpret(lines_after, ["\x1b[Cx", 7]) == (0x11, False)
    assert interpret(lines_after, ["\x1b[Cx", 8]) == (0, False)
    assert interpret(lines_after, ["\x1b[1;1:1A\x1b[122;1:1u", 100]) == (0x24, False)
    assert interpret(lines_after, ["\x1b[1;1:1A\x1b[122;1:1u\x1b[1;1:3A", 1]) == (0x20, False)
    assert interpret(lines_after, ["\x1b[<35;1M\x1b[u\x1b[;u\x1b[", 1]) == (0, False)
    assert interpret(lines_after, ["q", 1]) == (0, True)


def assembled(text):
    try:
        return assemble(text)[0x150:0x158]
    except SourceError as e:
        return str(e.line) + ": " + e.message


def test_assembler():
    assert interpret(assembled, ["start: LD A,(HL+)\n jr start\n bit 3, (hl)"]) == "\x2a\x18\xfd\xcb\x5e\0\0\0"
    assert interpret(assembled, ["n = 2 + 3 * 4\nstart: ld a, n\n ld hl, $1234 | 1 << 3"]) == "\x3e\x0e\x21\x3c\x12\0\0\0"
    assert interpret(assembled, ["start: nop\n ld q, 3"]) == "2: no instruction LD q,3"
    assert interpret(assembled, ["start: jr 0"]) == "1: too far: -338 bytes"
    assert interpret(assembled, ["start: ld a, 256"]) == "1: 256 does not fit into a byte"
    assert interpret(assembled, ["start: jp there"]) == "1: nothing is called there"
    assert interpret(assembled, ["nop"]) == "1: there is no label start"


def hello(source):
    gameboy = run(assemble(source), 30)
    return gameboy.serial.text(0), gameboy.cpu.at_breakpoint


def test_hello():
    with open(os.path.join(HERE, "programs", "hello.asm"), encoding="latin-1") as f:
        source = f.read()
    assert compile(hello, [str])(source) == ("Hello, World!\n", True)


def random_rom(seed):
    """32 KB that begin with a header of a good checksum, and are noise else."""
    codes = []
    for n in range(0x8000):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        codes.append(seed >> 16 & 0xFF)
    for address, value in [(0x147, [0, 1, 3, 6, 0x10, 0x1B][seed % 6]), (0x148, 0), (0x149, 2)]:
        codes[address] = value
    checksum = 0
    for address in range(0x134, 0x14D):
        checksum = (checksum - codes[address] - 1) & 0xFF
    codes[0x14D] = checksum
    return "".join([chr(code) for code in codes])


def run_random(first, count, frames):
    """How many of the machines were stopped by an opcode that does not exist."""
    locked = 0
    for seed in range(first, first + count):
        gameboy = GameBoy(random_rom(seed))
        for _ in range(frames):
            gameboy.run_frame()
        assert len(gameboy.video.screen.shown) == 160 * 144
        if gameboy.is_locked():
            locked += 1
    return locked


def test_random_roms():
    locked = compile(run_random, [int, int, int])(1, 100, 60)
    assert 0 < locked < 100
