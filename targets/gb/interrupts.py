"""The five interrupts: who asks for one, which are enabled, and which comes first."""

from attention import INTERRUPT
from ports import Peripheral

IF = 0xFF0F


class Interrupt(object):
    """One line from a device to the controller."""

    def __init__(self, controller, number):
        self.controller = controller
        self.mask = 1 << number
        self.vector = 0x40 + 8 * number

    def request(self):
        self.controller.request(self.mask)


class InterruptController(Peripheral):
    def __init__(self, attention):
        self.attention = attention
        self.requested = 0
        self.enabled = 0  # by the program, each by itself
        self.all_enabled = False  # by EI
        self.pending = 0  # requested and enabled
        self.vblank = Interrupt(self, 0)
        self.video = Interrupt(self, 1)
        self.timer = Interrupt(self, 2)
        self.serial = Interrupt(self, 3)
        self.joypad = Interrupt(self, 4)
        self.by_priority = [self.vblank, self.video, self.timer, self.serial, self.joypad]

    def update(self):
        self.pending = self.requested & self.enabled & 0x1F
        self.attention.set(INTERRUPT, self.all_enabled and self.pending != 0)

    def request(self, mask):
        self.requested |= mask
        self.update()

    def enable_all(self, enable):
        self.all_enabled = enable
        self.update()

    def acknowledge(self):
        """The vector of the first pending interrupt, which is no longer requested; 0 if none is pending."""
        for interrupt in self.by_priority:
            if self.pending & interrupt.mask:
                self.requested &= ~interrupt.mask
                self.update()
                return interrupt.vector
        return 0

    def read_register(self, address):
        return self.requested | 0xE0

    def write_register(self, address, value):
        self.requested = value & 0x1F
        self.update()

    def read_enabled(self):
        return self.enabled

    def write_enabled(self, value):
        self.enabled = value
        self.update()
