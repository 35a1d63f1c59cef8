"""TLR, a toy register machine: an accumulator, 256 registers, six instructions.

The machine comes from "Tracing the Meta-Level" (Bolz, Cuni, Fijalkowski, Rigo, 2009). This file is the command line; the
machine is in `machine.py`, the reader of programs in `assembler.py`.
"""

import sys

from assembler import AssemblerError, assemble
from machine import MachineError, SQUARE, interpret
from rpython.rlib import rposix

USAGE = "usage: tlr [--program FILE] NUMBER"


def fail(message):
    rposix.write(2, "tlr: " + message + "\n")
    return 1


def load(path):
    """The program in a file."""
    try:
        text = rposix.read_file(path)
    except OSError:
        raise AssemblerError("cannot read " + path)
    try:
        return assemble(text)
    except AssemblerError as e:
        raise AssemblerError(path + ": " + e.message)


def entry_point(argv):
    path = ""
    number = ""
    i = 1
    while i < len(argv):
        arg = argv[i]
        if arg == "--program":
            i += 1
            if i == len(argv):
                return fail("--program needs a file; " + USAGE)
            path = argv[i]
        elif number == "":
            number = arg
        else:
            return fail(USAGE)
        i += 1
    if number == "":
        return fail(USAGE)
    try:
        a = int(number)
    except (ValueError, OverflowError):
        return fail("not a number: " + number)
    try:
        bytecode = SQUARE if path == "" else load(path)
        print(interpret(bytecode, a))
    except AssemblerError as e:
        return fail(e.message)
    except MachineError as e:
        return fail(e.message)
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
