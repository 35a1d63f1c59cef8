"""The assembler's command line."""

import os
import sys

from assembler import SourceError, assemble
from rpython.rlib import rposix


def fail(message):
    rposix.write(2, "assembler: " + message + "\n")
    return 1


def entry_point(argv):
    if len(argv) != 3:
        return fail("usage: assembler SOURCE ROM")
    try:
        source = rposix.read_file(argv[1])
    except OSError:
        return fail("cannot read " + argv[1])
    try:
        rom = assemble(source)
    except SourceError as e:
        return fail(argv[1] + ":" + str(e.line) + ": " + e.message)
    try:
        fd = rposix.open(argv[2], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        rposix.write_all(fd, rom)
        rposix.close(fd)
    except OSError:
        return fail("cannot write " + argv[2])
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
