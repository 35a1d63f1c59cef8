"""A Python VM: source is compiled to bytecode, and the bytecode interpreted. This file is the command line."""

import sys

import interp.setup  # noqa: F401
from driver import main


def entry_point(argv):
    return main(argv)


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    sys.setrecursionlimit(20000)
    sys.exit(entry_point(sys.argv))
