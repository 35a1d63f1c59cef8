"""The machine with a JIT: loops in ROM become traces, and a program in RAM may change under them."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from machine import results, rom_of
from rpython.testing import check_loop_count, check_resops, check_trace_count_at_most, meta_interp

SUM = """
start:
    ld hl, 0
    ld de, 3
    ld bc, 300
.next:
    add hl, de
    dec bc
    ld a, b
    or c
    jr nz, .next
    ld a, h
    ld (results), a
    ld a, l
    ld (results + 1), a
    ld b, b
"""

# Counts in E by a routine in RAM, then in D, when the routine has changed.
CHANGE = """
start:
    ld sp, $D000
    ld hl, $C100
    ld (hl), $1C        ; INC E
    inc hl
    ld (hl), $C9        ; RET
    ld e, 0
    ld d, 2
.half:
    ld c, 100
.next:
    call $C100
    dec c
    jr nz, .next
    ld hl, $C100
    ld (hl), $14        ; INC D
    ld a, 60
    cp d
    jr nc, .half
    ld a, d
    ld (results), a
    ld a, e
    ld (results + 1), a
    ld b, b
"""


def test_a_loop():
    assert meta_interp(results, [rom_of(SUM), 2, 2]) == [3, 132]
    check_loop_count(1)
    # A bridge for what is unusual, and one for the end of the loop.
    check_trace_count_at_most(3)
    # Each of the nine cycles of a round (which is there twice) lets devices happen without a guard.
    check_resops(cond_call_n=18, call=0)


def test_a_program_in_memory_changes():
    assert meta_interp(results, [rom_of(CHANGE), 2, 2]) == [102, 100]
    check_trace_count_at_most(8)
