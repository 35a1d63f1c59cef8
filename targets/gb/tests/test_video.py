"""Pictures: pixels of each layer, what is in front of what, and the interrupt of a line."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from machine import results, rom_of, run
import pictures_of_text
from png import adler32, crc32
from rpython.testing import compile, interpret

# Tile 1 is all 3, tile 2 all 1, tile 3 has a column of 2 on its left.
TILES = """
start:
    ld sp, $D000
    xor a
    ldh (LCDC), a
    ld hl, $8000
    ld bc, $2000
.clear:
    xor a
    ld (hl+), a
    dec bc
    ld a, b
    or c
    jr nz, .clear
    ld hl, $FE00
.hide:
    xor a
    ld (hl+), a
    ld a, l
    cp $A0
    jr nz, .hide
    ld a, $E4
    ldh (BGP), a
    ldh (OBP0), a
    ld a, $1B
    ldh (OBP1), a
    ld hl, $8010
    ld a, $FF
    ld c, 16
.tile_1:
    ld (hl+), a
    dec c
    jr nz, .tile_1
    ld c, 8
.tile_2:
    ld (hl), $FF
    inc hl
    ld (hl), 0
    inc hl
    dec c
    jr nz, .tile_2
    ld c, 8
.tile_3:
    ld (hl), 0
    inc hl
    ld (hl), $80
    inc hl
    dec c
    jr nz, .tile_3
    call scene
    ld d, 3
.frames:
    ldh a, (LY)
    cp 144
    jr nz, .frames
.again:
    ldh a, (LY)
    cp 145
    jr nz, .again
    dec d
    jr nz, .frames
    ld b, b
"""


def shades(rom, points):
    gameboy = run(rom, 8)
    if not gameboy.cpu.at_breakpoint:
        return [-1]
    return [gameboy.video.screen.shown[y * 160 + x] for x, y in points]


def check(scene, pixels):
    show = compile(shades, [str, [(int, int)]])
    assert show(rom_of(TILES + scene), list(pixels)) == list(pixels.values())


def test_background():
    scene = """
scene:
    ld a, 1
    ld ($9800), a
    ld ($9BFF), a       ; the map's last tile
    ld a, 4
    ldh (SCX), a
    ldh (SCY), a
    ld a, $91
    ldh (LCDC), a
    ret
"""
    check(scene, {(0, 0): 3, (3, 3): 3, (4, 0): 0, (0, 4): 0, (159, 143): 0})
    check(scene.replace("ld a, 4", "ld a, $FC"), {(3, 3): 3, (0, 0): 3, (4, 4): 3, (11, 11): 3, (12, 11): 0, (4, 3): 0})


def test_window():
    scene = """
scene:
    ld a, 2
    ld ($9C00), a
    ld ($9C21), a       ; one right, one down
    ld a, 80 + 7
    ldh (WX), a
    ld a, 72
    ldh (WY), a
    ld a, $F1
    ldh (LCDC), a
    ret
"""
    check(scene, {(79, 72): 0, (80, 72): 1, (87, 79): 1, (88, 79): 0, (88, 80): 1, (80, 71): 0, (80, 80): 0})


def test_sprites():
    # At the same place: a 3 behind the background, then one in front; and one that is flipped, with the other palette.
    scene = """
scene:
    ld a, 2
    ld ($9800), a
    ld hl, sprites
    ld de, $FE00
.copy:
    ld a, (hl+)
    ld (de), a
    inc e
    ld a, e
    cp 20
    jr nz, .copy
    ld a, $93
    ldh (LCDC), a
    ret
sprites:
    .byte 16, 8, 1, $80         ; behind tile 2 of the background
    .byte 16, 12, 1, 0          ; in front of it
    .byte 16 + 40, 8 + 40, 3, $20
    .byte 16 + 60, 8 + 40, 3, $10
    .byte 16 + 143, 8 + 159, 1, 0
"""
    check(
        scene,
        {
            (0, 0): 1, (3, 0): 1, (4, 0): 1, (7, 7): 1, (8, 0): 3, (11, 7): 3, (12, 0): 0,
            (40, 40): 0, (47, 40): 2, (40, 60): 1, (47, 60): 0, (159, 143): 3, (158, 143): 0,
        },
    )  # fmt: skip


def test_ten_sprites_on_a_line():
    scene = """
scene:
    ld hl, $FE00
    ld c, 12
    ld b, 8
.next:
    ld a, 16
    ld (hl+), a
    ld a, b
    ld (hl+), a
    add a, 8
    ld b, a
    ld a, 1
    ld (hl+), a
    inc hl
    dec c
    jr nz, .next
    ld a, $93
    ldh (LCDC), a
    ret
"""
    check(scene, {(0, 0): 3, (79, 0): 3, (80, 0): 0, (95, 0): 0, (79, 8): 0})


def test_interrupt_of_a_line():
    rom = rom_of(
        """
start:
    ld sp, $D000
    ld a, 77
    ldh (LYC), a
    ld a, $40
    ldh (STAT), a
    xor a
    ldh (IF), a
    ld a, 2
    ldh (IE), a
    ei
    halt
    nop
    ld b, b
    .org $48
    ldh a, (LY)
    ld (results), a
    ldh a, (STAT)
    ld (results + 1), a
    reti
"""
    )
    line, stat = interpret(results, [rom, 3, 2])
    assert line == 77
    assert stat & 0x46 == 0x46


def test_png():
    assert interpret(crc32, ["IEND"]) == 0xAE426082
    assert interpret(adler32, ["Wikipedia"]) == 0x11E60398
    text = interpret(pictures_of_text.encoded, ["0123" "3210"])
    assert text.startswith("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\4\0\0\0\2\2\0\0\0\0")
    # Two rows of a byte each, behind the filter's zero; shade 3 is black, which is 0.
    assert "\x01\x04\x00\xfb\xff\x00\xe4\x00\x1b" in text
