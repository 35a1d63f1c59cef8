"""Interrupts, timer, serial port, buttons and the copier of sprites, by small programs."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from machine import results, rom_of, run
from gameboy import GameBoy
from joypad import button_of_name
from rpython.testing import interpret


def test_divider():
    # Between the two reads pass 64 machine cycles, in which the upper byte of the divider counts one.
    rom = rom_of(
        """
start:
    xor a
    ldh (DIV), a
    ldh a, (DIV)
    ld (results), a
    ld c, 14
.wait:
    dec c
    jr nz, .wait
    ldh a, (DIV)
    ld (results + 1), a
    ld b, b
"""
    )
    assert interpret(results, [rom, 2, 2]) == [0, 1]


def test_timer_interrupt():
    rom = rom_of(
        """
start:
    ld sp, $D000
    ld a, $F0
    ldh (TMA), a
    ldh (TIMA), a
    xor a
    ldh (IF), a
    ld a, 4
    ldh (IE), a
    ld a, 5             ; counts each 16 cycles
    ldh (TAC), a
    ld c, 0
    ei
.wait:
    ld a, c
    cp 3
    jr nz, .wait
    di
    ld (results), a
    ldh a, (TIMA)
    and $F0
    ld (results + 1), a
    ld b, b
    .org $50
    inc c
    reti
"""
    )
    assert interpret(results, [rom, 2, 2]) == [3, 0xF0]


def test_interrupts_have_priorities_and_ei_waits():
    rom = rom_of(
        """
start:
    ld sp, $D000
    ld hl, results
    ld a, $1F
    ldh (IE), a
    ld a, $18           ; joypad and serial
    ldh (IF), a
    ei
    inc hl              ; still runs
    nop
    nop
    ld b, b
    .org $58
    ld (hl), 3
    inc hl
    reti
    .org $60
    ld (hl), 4
    inc hl
    reti
"""
    )
    assert interpret(results, [rom, 2, 3]) == [0, 3, 4]


def test_halt_waits_for_an_interrupt():
    rom = rom_of(
        """
start:
    ld sp, $D000
    xor a
    ldh (IF), a
    ld a, 1
    ldh (IE), a
    ei
    halt
    nop
    ldh a, (LY)
    ld (results + 1), a
    ld b, b
    .org $40
    ld a, 9
    ld (results), a
    reti
"""
    )
    assert interpret(results, [rom, 3, 2]) == [9, 144]


def test_serial_sends():
    def sent(rom):
        return run(rom, 2).serial.text(0)

    rom = rom_of(
        """
start:
    ld hl, text
.next:
    ld a, (hl+)
    ldh (SB), a
    ld a, $81
    ldh (SC), a
.wait:
    ldh a, (SC)
    add a, a
    jr c, .wait
    ld a, (hl)
    or a
    jr nz, .next
    ldh a, (SB)         ; nothing came in
    ld (results), a
    ld b, b
text:
    .byte "ok", 0
"""
    )
    assert interpret(sent, [rom]) == "ok"
    assert interpret(results, [rom, 2, 1]) == [0xFF]


def test_buttons():
    def lines(rom, name):
        gameboy = GameBoy(rom)
        gameboy.cpu.breaks = True
        gameboy.change_button(button_of_name(name), True)
        gameboy.run_frame()
        return [gameboy.memory.read(0xC000), gameboy.memory.read(0xC001), gameboy.memory.read(0xFF0F) & 16]

    rom = rom_of(
        """
start:
    ld a, $20
    ldh (P1), a
    ldh a, (P1)
    ld (results), a
    ld a, $10
    ldh (P1), a
    ldh a, (P1)
    ld (results + 1), a
    ld b, b
"""
    )
    assert interpret(lines, [rom, "left"]) == [0xED, 0xDF, 16]
    assert interpret(lines, [rom, "start"]) == [0xEF, 0xD7, 16]


def test_copier_of_sprites():
    rom = rom_of(
        """
start:
    xor a
    ldh (LCDC), a
    ld hl, $C100
    ld c, 160
.fill:
    ld a, c
    ld (hl+), a
    dec c
    jr nz, .fill
    ld hl, routine
    ld de, $FF80
    ld c, routine_end - routine
.install:
    ld a, (hl+)
    ld (de), a
    inc de
    dec c
    jr nz, .install
    call $FF80
    ld a, ($FE00)
    ld (results + 1), a
    ld a, ($FE9F)
    ld (results + 2), a
    ld b, b
routine:
    ld a, $C1
    ldh (DMA), a
    nop
    nop
    ld a, ($FE00)       ; cannot be read while it is copied
    ld (results), a
    ld a, 40
.wait:
    dec a
    jr nz, .wait
    ret
routine_end:
"""
    )
    assert interpret(results, [rom, 2, 3]) == [0xFF, 160, 1]
