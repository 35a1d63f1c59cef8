"""The CPU's registers and flags."""


class Register(object):
    """Eight bits."""

    def __init__(self):
        self.value = 0

    def get(self):
        return self.value

    def set(self, value):
        self.value = value & 0xFF


class WideRegister(object):
    """Sixteen bits."""

    def __init__(self):
        self.value = 0

    def get(self):
        return self.value

    def set(self, value):
        self.value = value & 0xFFFF


class RegisterPair(object):
    """Two registers as one of sixteen bits."""

    _immutable_fields_ = ["high", "low"]

    def __init__(self, high, low):
        self.high = high
        self.low = low

    def get(self):
        return self.high.value << 8 | self.low.value

    def set(self, value):
        self.high.set(value >> 8)
        self.low.set(value)


class Flags(object):
    """Four bits with names; as a register they are the upper half of a byte."""

    def __init__(self):
        self.is_zero = False
        self.is_subtraction = False
        self.is_half_carry = False
        self.is_carry = False

    def get(self):
        value = 0
        if self.is_zero:
            value |= 0x80
        if self.is_subtraction:
            value |= 0x40
        if self.is_half_carry:
            value |= 0x20
        if self.is_carry:
            value |= 0x10
        return value

    def set(self, value):
        self.is_zero = value & 0x80 != 0
        self.is_subtraction = value & 0x40 != 0
        self.is_half_carry = value & 0x20 != 0
        self.is_carry = value & 0x10 != 0

    def assign(self, is_zero, is_subtraction, is_half_carry, is_carry):
        self.is_zero = is_zero
        self.is_subtraction = is_subtraction
        self.is_half_carry = is_half_carry
        self.is_carry = is_carry


class AccumulatorAndFlags(object):
    """The accumulator and the flags as one register of sixteen bits."""

    _immutable_fields_ = ["accumulator", "flags"]

    def __init__(self, accumulator, flags):
        self.accumulator = accumulator
        self.flags = flags

    def get(self):
        return self.accumulator.value << 8 | self.flags.get()

    def set(self, value):
        self.accumulator.set(value >> 8)
        self.flags.set(value & 0xFF)
