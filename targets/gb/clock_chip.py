"""The clock in some cartridges: seconds, minutes, hours and days, which go on while the machine is off."""

import time

from cartridge import CartridgeError

CYCLES_PER_SECOND = 1 << 22

SECONDS = 0
MINUTES = 1
HOURS = 2
DAYS = 3
DAYS_AND_FLAGS = 4

MASKS = [0x3F, 0x3F, 0x1F, 0xFF, 0xC1]
HALT = 0x40
OVERFLOW = 0x80

# What is kept: two times five registers of four bytes, the second five those that were latched, and the time of day, in
# eight bytes. Many emulators keep them like this.
SAVED_SIZE = 48


class ClockChip(object):
    def __init__(self, clock):
        self.clock = clock
        self.registers = [0] * 5
        self.latched = [0] * 5
        self.last_latch = 0xFF
        self.second_start = 0  # when the current second began

    def catch_up(self):
        now = self.clock.now
        if self.registers[DAYS_AND_FLAGS] & HALT:
            self.second_start = now
            return
        seconds = (now - self.second_start) // CYCLES_PER_SECOND
        self.second_start += seconds * CYCLES_PER_SECOND
        self.advance(seconds)

    def advance(self, seconds):
        r = self.registers
        while seconds > 0 and (r[SECONDS] > 59 or r[MINUTES] > 59 or r[HOURS] > 23):
            # Numbers that no clock shows: they count on to their last bit.
            self.advance_one_second()
            seconds -= 1
        if seconds == 0:
            return
        total = r[SECONDS] + 60 * (r[MINUTES] + 60 * (r[HOURS] + 24 * self.days())) + seconds
        r[SECONDS] = total % 60
        r[MINUTES] = total // 60 % 60
        r[HOURS] = total // 3600 % 24
        self.set_days(total // 86400)

    def advance_one_second(self):
        r = self.registers
        r[SECONDS] = (r[SECONDS] + 1) & 63
        if r[SECONDS] != 60:
            return
        r[SECONDS] = 0
        r[MINUTES] = (r[MINUTES] + 1) & 63
        if r[MINUTES] != 60:
            return
        r[MINUTES] = 0
        r[HOURS] = (r[HOURS] + 1) & 31
        if r[HOURS] == 24:
            r[HOURS] = 0
            self.set_days(self.days() + 1)

    def days(self):
        return self.registers[DAYS] | (self.registers[DAYS_AND_FLAGS] & 1) << 8

    def set_days(self, days):
        flags = self.registers[DAYS_AND_FLAGS] & ~1
        if days > 511:
            flags |= OVERFLOW
        self.registers[DAYS] = days & 0xFF
        self.registers[DAYS_AND_FLAGS] = flags | days >> 8 & 1

    def latch(self, value):
        """A 0 and then a 1 keep the time for reading."""
        if self.last_latch == 0 and value == 1:
            self.catch_up()
            for n in range(5):
                self.latched[n] = self.registers[n]
        self.last_latch = value

    def read(self, number):
        return self.latched[number]

    def write(self, number, value):
        self.catch_up()
        if number == SECONDS:
            self.second_start = self.clock.now
        self.registers[number] = value & MASKS[number]

    def saved(self):
        self.catch_up()
        data = ""
        for value in self.registers:
            data += number_as_bytes(value, 4)
        for value in self.latched:
            data += number_as_bytes(value, 4)
        return data + number_as_bytes(int(time.time()), 8)

    def restore(self, data):
        if len(data) != SAVED_SIZE:
            raise CartridgeError("its clock should have " + str(SAVED_SIZE) + " bytes, it has " + str(len(data)))
        for n in range(5):
            self.registers[n] = number_of_bytes(data, 4 * n, 4) & MASKS[n]
            self.latched[n] = number_of_bytes(data, 20 + 4 * n, 4) & MASKS[n]
        elapsed = int(time.time()) - number_of_bytes(data, 40, 8)
        if elapsed > 0 and self.registers[DAYS_AND_FLAGS] & HALT == 0:
            self.advance(elapsed)


def number_as_bytes(value, count):
    data = ""
    for n in range(count):
        data += chr(value >> (8 * n) & 0xFF)
    return data


def number_of_bytes(data, start, count):
    value = 0
    for n in range(count):
        value |= ord(data[start + n]) << (8 * n)
    return value
