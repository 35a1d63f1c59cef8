"""The Game Boy: the command line. The machine is in `gameboy.py`, the front ends in `headless.py` and `terminal.py`."""

import sys

import battery
import headless
import terminal
from cartridge import CartridgeError
from gameboy import GameBoy
from headless import Wishes
from rpython.rlib import rposix
from script import ScriptError, parse
from terminal import TerminalError

USAGE = """usage: gb [OPTIONS] ROM

  --frames N           run so many pictures
  --until-serial TEXT  run until the program has sent this text
  --until-ldbb         run until the program comes to LD B,B, and print the registers
  --screenshot FILE    write the last picture as PNG
  --hash               print a checksum of the last picture
  --serial             print what the program sends
  --signature          print the result that a test program left in the cartridge's RAM
  --input SCRIPT       press buttons: lines of PICTURE press|release BUTTON
  --save FILE          where the cartridge's battery keeps its RAM

Without --frames and --until-... it is played in the terminal, and the battery's file is ROM.sav.
"""


class UsageError(Exception):
    def __init__(self, message):
        self.message = message


class Arguments(object):
    """The command line, word by word."""

    def __init__(self, argv):
        self.argv = argv
        self.at = 1

    def more(self):
        return self.at < len(self.argv)

    def next(self):
        self.at += 1
        return self.argv[self.at - 1]

    def operand(self, option):
        if not self.more():
            raise UsageError(option + " needs an argument")
        return self.next()


def fail(message):
    rposix.write(2, "gb: " + message + "\n")
    return 1


def read_file(path):
    try:
        return rposix.read_file(path)
    except OSError:
        raise UsageError("cannot read " + path)


def events_of(path):
    try:
        return parse(read_file(path))
    except ScriptError as e:
        raise UsageError(path + ":" + str(e.line) + ": " + e.message)


def number_of(option, text):
    try:
        number = int(text)
    except ValueError:
        number = -1
    if number < 0:
        raise UsageError(option + ": not a number: " + text)
    return number


def parse_arguments(arguments, wishes):
    """The ROM's path; the rest goes to the wishes."""
    path = ""
    while arguments.more():
        word = arguments.next()
        if word == "--frames":
            wishes.frames = number_of(word, arguments.operand(word))
        elif word == "--until-serial":
            wishes.until_serial = arguments.operand(word)
        elif word == "--until-ldbb":
            wishes.until_breakpoint = True
        elif word == "--screenshot":
            wishes.screenshot = arguments.operand(word)
        elif word == "--hash":
            wishes.prints_checksum = True
        elif word == "--serial":
            wishes.prints_serial = True
        elif word == "--signature":
            wishes.prints_signature = True
        elif word == "--input":
            wishes.events = events_of(arguments.operand(word))
        elif word == "--save":
            wishes.save = arguments.operand(word)
        elif word.startswith("--"):
            raise UsageError("unknown option " + word)
        elif path == "":
            path = word
        else:
            raise UsageError("more than one ROM")
    return path


def entry_point(argv):
    wishes = Wishes()
    try:
        path = parse_arguments(Arguments(argv), wishes)
        if path == "":
            rposix.write(2, USAGE)
            return 1
        rom = read_file(path)
    except UsageError as e:
        return fail(e.message)
    if wishes.save == "" and not wishes.has_an_end():
        wishes.save = path + ".sav"
    try:
        gameboy = GameBoy(rom)
    except CartridgeError as e:
        return fail(path + ": " + e.message)
    try:
        return run(gameboy, wishes)
    except CartridgeError as e:
        return fail(wishes.save + ": " + e.message)
    except TerminalError as e:
        return fail(e.message)
    except OSError as e:
        return fail("cannot write: " + e.strerror)


def run(gameboy, wishes):
    if wishes.save != "":
        battery.load(gameboy.cartridge, wishes.save)
    status = headless.run(gameboy, wishes) if wishes.has_an_end() else terminal.run(gameboy)
    if wishes.save != "":
        battery.save(gameboy.cartridge, wishes.save)
    return status


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
