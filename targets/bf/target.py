"""An interpreter of brainfuck: the command line. The loop is in `interpreter.py`, the reader of programs in `program.py`."""

import sys

from console import Console
from interpreter import TapeError, run
from program import BracketError, parse
from rpython.rlib import rposix

USAGE = "usage: bf [FILE] (without a file, the program is read from standard input)"


def fail(message):
    rposix.write(2, "bf: " + message + "\n")
    return 1


def entry_point(argv):
    if len(argv) > 2:
        return fail(USAGE)
    name = argv[1] if len(argv) == 2 else "standard input"
    try:
        source = rposix.read_file(name) if len(argv) == 2 else rposix.read_all(0)
    except OSError:
        return fail("cannot read " + name)
    console = Console()
    try:
        program = parse(source)
        run(program, console)
    except BracketError as e:
        return fail(name + ":" + str(e.line) + ": " + e.message)
    except TapeError:
        console.flush()
        return fail(name + ": the pointer went left of the tape")
    console.flush()
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
