"""The divider, which counts cycles, and the timer, which counts falling edges of one of the divider's bits."""

from clock import NEVER, Device

DIV = 0xFF04
TIMA = 0xFF05
TMA = 0xFF06
TAC = 0xFF07

# How far the divider's chosen bit is from its first one, for the lower bits of TAC; one more is the edges' distance.
SELECTED_BIT = [9, 3, 5, 7]


class Divider(object):
    """Sixteen bits that count cycles. The serial port takes its beat from here as well."""

    def __init__(self, clock):
        self.clock = clock
        self.origin = 0  # when it was zero

    def count(self):
        return self.clock.now - self.origin

    def falling_edges(self, bit, since):
        """How often this bit has fallen since a time after the last reset."""
        return (self.count() >> (bit + 1)) - ((since - self.origin) >> (bit + 1))

    def time_of_edge(self, bit, number):
        """When this bit will have fallen so many times more."""
        return self.origin + (((self.count() >> (bit + 1)) + number) << (bit + 1))


class Timer(Device):
    def __init__(self, clock, divider, interrupt, serial):
        Device.__init__(self, clock)
        self.divider = divider
        self.interrupt = interrupt
        self.serial = serial
        self.counter = 0
        self.modulo = 0
        self.control = 0
        self.counted_until = 0
        self.reload_time = NEVER  # a machine cycle after an overflow

    def enabled(self):
        return self.control & 4 != 0

    def bit(self):
        return SELECTED_BIT[self.control & 3]

    def catch_up(self):
        """Counts the edges up to now: there is no overflow among them, for that is when the timer is due."""
        if self.enabled():
            self.counter += self.divider.falling_edges(self.bit(), self.counted_until)
        self.counted_until = self.clock.now
        if self.counter > 0xFF:
            self.counter = 0
            self.reload_time = self.clock.now + 4

    def plan(self):
        if self.reload_time != NEVER:
            self.schedule(self.reload_time)
        elif self.enabled():
            self.schedule(self.divider.time_of_edge(self.bit(), 0x100 - self.counter))
        else:
            self.due = NEVER

    def happen(self):
        self.catch_up()
        if self.clock.now == self.reload_time:
            self.counter = self.modulo
            self.interrupt.request()
            # The rest of this machine cycle still belongs to the reload, so it ends with the next event.
            self.due = self.clock.now + 4
        else:
            if self.reload_time < self.clock.now:
                self.reload_time = NEVER
            self.plan()

    def reloading(self):
        return self.clock.now == self.reload_time

    def input_high(self):
        return self.enabled() and self.divider.count() >> self.bit() & 1 != 0

    def count_edge(self, was_high):
        """A write has made the chosen bit fall."""
        if was_high and not self.input_high():
            self.counter += 1
            if self.counter > 0xFF:
                self.counter = 0
                self.reload_time = self.clock.now + 4

    def read_register(self, address):
        if address == DIV:
            return self.divider.count() >> 8 & 0xFF
        if address == TIMA:
            self.catch_up()
            return self.counter
        if address == TMA:
            return self.modulo
        return self.control | 0xF8

    def write_register(self, address, value):
        self.catch_up()
        if address == DIV:
            was_high = self.input_high()
            self.serial.before_reset()
            self.divider.origin = self.clock.now
            self.serial.after_reset()
            self.count_edge(was_high)
        elif address == TIMA:
            if not self.reloading():
                self.counter = value
                self.reload_time = NEVER
        elif address == TMA:
            self.modulo = value
            if self.reloading():
                self.counter = value
        else:
            was_high = self.input_high()
            self.control = value & 7
            self.count_edge(was_high)
        if not self.reloading():
            self.plan()
