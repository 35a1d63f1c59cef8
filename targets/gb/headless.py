"""Runs the machine without a screen, for tests and measurements, and says what became of it."""

import png
from battery import write_file
from rpython.rlib import rposix
from screen import HEIGHT, WIDTH
from script import Player
from text import hexadecimal


class Wishes(object):
    """What the command line asks for."""

    def __init__(self):
        self.frames = -1  # no limit
        self.screenshot = ""
        self.prints_checksum = False
        self.prints_serial = False
        self.prints_signature = False
        self.until_serial = ""
        self.until_breakpoint = False
        self.events = []
        self.save = ""  # the battery's file

    def has_an_end(self):
        return self.frames >= 0 or self.until_serial != "" or self.until_breakpoint


def run(gameboy, wishes):
    """The exit status: 0 if what was waited for came."""
    gameboy.cpu.breaks = wishes.until_breakpoint
    player = Player(wishes.events)
    frame = 0
    came = False
    printed = 0
    while not came and not gameboy.is_locked() and (wishes.frames < 0 or frame < wishes.frames):
        player.play(gameboy, frame)
        gameboy.run_frame()
        frame += 1
        sent = len(gameboy.serial.sent)
        if sent > printed and wishes.prints_serial:
            rposix.write_all(1, gameboy.serial.text(printed))
        if sent > printed and wishes.until_serial != "":
            came = gameboy.serial.text(0).find(wishes.until_serial) >= 0
        printed = sent
        if gameboy.cpu.at_breakpoint:
            came = True
    return report(gameboy, wishes, came)


def report(gameboy, wishes, came):
    if wishes.screenshot != "":
        write_file(wishes.screenshot, png.encode(gameboy.video.screen.shown, WIDTH, HEIGHT))
    if wishes.prints_checksum:
        print(hexadecimal(gameboy.video.screen.checksum(), 16))
    if wishes.prints_signature:
        print(signature(gameboy))
    if wishes.until_breakpoint and came:
        print(gameboy.cpu.describe())
    if gameboy.is_locked():
        rposix.write_all(2, "gb: " + gameboy.describe_lock() + "\n")
        return 1
    if not came and (wishes.until_serial != "" or wishes.until_breakpoint):
        rposix.write(2, "gb: what was waited for did not come\n")
        return 1
    return 0


# What some test programs leave in the cartridge's RAM: three bytes that say so, a result before them, a text after them.
SIGNATURE = [0xDE, 0xB0, 0x61]


def signature(gameboy):
    """The result and the text in the cartridge's RAM, or an empty str."""
    ram = gameboy.cartridge.ram
    if len(ram) < 5 or ram[1:4] != SIGNATURE:
        return ""
    text = ""
    at = 4
    while at < len(ram) and ram[at] != 0:
        text += chr(ram[at])
        at += 1
    return hexadecimal(ram[0], 2) + " " + text
