"""The buttons: two groups of four, of which the program selects the ones that it reads."""

from ports import Peripheral

P1 = 0xFF00

# In the order of bits, first the group that bit 4 selects.
NAMES = ["right", "left", "up", "down", "a", "b", "select", "start"]


class Joypad(Peripheral):
    def __init__(self, interrupt):
        self.interrupt = interrupt
        self.selection = 0
        self.pressed = [False] * len(NAMES)

    def lines(self):
        """The four lines that the program reads: 0 where a selected button is pressed."""
        value = 15
        for n in range(8):
            if self.pressed[n] and self.selection & (0x10 << (n >> 2)) == 0:
                value &= ~(1 << (n & 3))
        return value

    def change(self, button, pressed):
        before = self.lines()
        self.pressed[button] = pressed
        self.notice(before)

    def notice(self, before):
        if before & ~self.lines():
            self.interrupt.request()

    def read_register(self, address):
        return 0xC0 | self.selection | self.lines()

    def write_register(self, address, value):
        before = self.lines()
        self.selection = value & 0x30
        self.notice(before)


def button_of_name(name):
    """The button's number, or -1."""
    for n in range(len(NAMES)):
        if NAMES[n] == name:
            return n
    return -1
