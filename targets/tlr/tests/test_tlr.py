"""The assembler and the machine."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, ".."))

from assembler import AssemblerError, assemble
from machine import MachineError, SQUARE, interpret as run, program
from rpython.testing import interpret, interpret_raises

PROGRAMS = os.path.join(HERE, "..", "programs")


def source(name):
    with open(os.path.join(PROGRAMS, name), encoding="latin-1") as f:
        return f.read()


def result(text, a):
    return run(assemble(text), a)


def message(text):
    try:
        run(assemble(text), 1)
    except AssemblerError as e:
        return e.message
    except MachineError as e:
        return e.message
    return ""


def test_square():
    for n in (0, 1, 2, 12, 1000):
        assert interpret(run, [SQUARE, n]) == n * n


def test_square_as_text():
    def code(text):
        return assemble(text)

    assert interpret(code, [source("square.tlr")]) == SQUARE


def test_fibonacci():
    for n, expected in enumerate([0, 1, 1, 2, 3, 5, 8, 13]):
        assert interpret(result, [source("fibonacci.tlr"), n]) == expected
    assert interpret(result, [source("fibonacci.tlr"), 90]) == 2880067194370816120


def test_count():
    assert interpret(result, [source("count.tlr"), 100]) == 0


def test_wraps():
    assert interpret(result, ["MOV_A_R r7\nADD_R_TO_A r7\nRETURN_A", 1 << 62]) == -(1 << 63)


def test_bad_text():
    assert interpret(message, ["\nMOV r1"]) == "line 2: no instruction is called MOV"
    assert interpret(message, ["MOV_A_R"]) == "line 1: MOV_A_R takes one operand"
    assert interpret(message, ["DECR_A r1"]) == "line 1: DECR_A takes no operand"
    assert interpret(message, ["MOV_A_R r256"]) == "line 1: r256 is not a register: r0 to r255"
    assert interpret(message, ["MOV_A_R x"]) == "line 1: x is not a register: r0 to r255"
    assert interpret(message, ["JUMP_IF_A there"]) == "line 1: the label there is not defined"
    assert interpret(message, ["x: DECR_A\nx: DECR_A"]) == "line 2: the label x is defined twice"
    assert interpret(message, ["DECR_A\n" * 257]).startswith("the program is too long")
    far = "JUMP_IF_A end\n" + "MOV_A_R r1\n" * 127 + "end:"
    assert interpret(message, [far]) == "line 1: the label end is too far: jumps reach 256 bytes"


def test_bad_program():
    assert interpret(message, ["DECR_A"]) == "the program ends without RETURN_A"
    interpret_raises(MachineError, run, [program(9), 1])
