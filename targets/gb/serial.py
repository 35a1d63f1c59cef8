"""The serial port. Nothing is connected: what is sent is kept, and what comes in are ones."""

from clock import NEVER, Device

SB = 0xFF01
SC = 0xFF02

BITS = 8
BEAT = 8  # the divider's bit whose falling edges move one bit


class Serial(Device):
    def __init__(self, clock, divider, interrupt):
        Device.__init__(self, clock)
        self.divider = divider
        self.interrupt = interrupt
        self.data = 0
        self.control = 0
        self.bits_left = 0
        self.sent = []  # bytes, since the machine was started

    def text(self, start):
        """What was sent from this byte on."""
        return "".join([chr(byte) for byte in self.sent[start:]])

    def happen(self):
        self.data = (self.data << 1 | 1) & 0xFF
        self.bits_left -= 1
        if self.bits_left == 0:
            self.control &= 0x7F
            self.interrupt.request()
        else:
            self.schedule(self.divider.time_of_edge(BEAT, 1))

    def before_reset(self):
        """The divider is about to be zero: if the beat's bit is set, it falls."""
        if self.bits_left > 0 and self.divider.count() >> BEAT & 1:
            self.happen()

    def after_reset(self):
        if self.bits_left > 0:
            self.schedule(self.divider.time_of_edge(BEAT, 1))

    def read_register(self, address):
        if address == SB:
            return self.data
        return self.control | 0x7E

    def write_register(self, address, value):
        if address == SB:
            self.data = value
            return
        self.control = value & 0x81
        if self.control == 0x81:
            self.sent.append(self.data)
            self.bits_left = BITS
            self.schedule(self.divider.time_of_edge(BEAT, 1))
        else:
            # Another machine would give the beat.
            self.bits_left = 0
            self.due = NEVER
