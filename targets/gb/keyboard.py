"""What a terminal sends for keys, as presses and releases of buttons.

Most terminals tell nothing of releases: a key comes again while it is held. Those that know the protocol of kitty do tell, when asked.
"""

from joypad import NAMES

ESCAPE = "\x1b"

# How many pictures a button stays pressed without another sign of its key.
HELD_FRAMES = 8

# Asks for events of all keys, and takes that back.
ASK = ESCAPE + "[>11u"
TAKE_BACK = ESCAPE + "[<u"

QUIT = "q"
HELP = "arrows, x = A, z = B, tab = select, enter = start, q = quit"

# The buttons' numbers by the last character of an arrow's sequence, and by a key's character.
ARROWS = "CDAB"
CHARACTERS = [("x", 4), ("z", 5), ("\t", 6), ("\n", 7), ("\r", 7)]

PRESS = 1
RELEASE = 3


class Keyboard(object):
    """Which buttons are held."""

    def __init__(self):
        self.frames_left = [0] * len(NAMES)
        self.tells_releases = False
        self.quits = False

    def take(self, text, gameboy):
        at = 0
        while at < len(text):
            if text.startswith(ESCAPE + "[", at):
                end = at + 2
                while end < len(text) and (text[end].isdigit() or text[end] == ";" or text[end] == ":"):
                    end += 1
                if end < len(text):
                    self.take_sequence(text[at + 2 : end], text[end], gameboy)
                at = end + 1
            else:
                self.take_character(text[at], PRESS, gameboy)
                at += 1

    def take_sequence(self, parameters, last, gameboy):
        """Two numbers, of which the second may be followed by what has happened: `120;1:3` and `u` is a release of x."""
        event = PRESS
        parts = parameters.split(";")
        if len(parts) > 1:
            colon = parts[1].find(":")
            if colon >= 0:
                event = number(parts[1][colon + 1 :])
                self.tells_releases = True
        if last == "u":
            code = number(parts[0].split(":")[0])
            if code < 128:
                self.take_character(chr(code), event, gameboy)
        else:
            self.change(ARROWS.find(last), event, gameboy)

    def take_character(self, c, event, gameboy):
        if c == QUIT:
            self.quits = True
        for character, button in CHARACTERS:
            if c == character:
                self.change(button, event, gameboy)

    def change(self, button, event, gameboy):
        if button >= 0:
            pressed = event != RELEASE
            self.frames_left[button] = HELD_FRAMES if pressed else 0
            gameboy.change_button(button, pressed)

    def frame_has_passed(self, gameboy):
        if self.tells_releases:
            return
        for button in range(len(NAMES)):
            if self.frames_left[button] > 0:
                self.frames_left[button] -= 1
                if self.frames_left[button] == 0:
                    gameboy.change_button(button, False)


def number(text):
    try:
        return int(text)
    except ValueError:
        return 0
