"""The sound registers. Nothing is heard: the channels have the place for what will make it."""

from ports import Peripheral

NR50 = 0xFF24
NR52 = 0xFF26
WAVE = 0xFF30

POWER = 0x80


class Channel(object):
    """Five registers; a bit that is set in its mask reads as one."""

    def __init__(self, masks, volume):
        self.masks = masks
        self.registers = [0] * 5
        self.volume = volume  # the register that switches the converter on, and the bits that do
        self.converter_mask = 0x80 if volume == 0 else 0xF8
        self.active = False

    def read(self, number):
        return self.registers[number] | self.masks[number]

    def write(self, number, value):
        self.registers[number] = value
        if self.registers[self.volume] & self.converter_mask == 0:
            self.active = False
        elif number == 4 and value & 0x80:
            self.active = True

    def reset(self):
        for n in range(5):
            self.registers[n] = 0
        self.active = False


class Sound(Peripheral):
    def __init__(self):
        self.channels = [
            Channel([0x80, 0x3F, 0x00, 0xFF, 0xBF], 2),
            Channel([0xFF, 0x3F, 0x00, 0xFF, 0xBF], 2),
            Channel([0x7F, 0xFF, 0x9F, 0xFF, 0xBF], 0),
            Channel([0xFF, 0xFF, 0x00, 0x00, 0xBF], 2),
        ]
        self.mixer = [0, 0]
        self.wave = [0] * 16
        self.powered = False

    def reset(self):
        """The state after the boot ROM, which has made the first channel sound."""
        self.write_register(NR52, POWER)
        for address, value in [(0xFF10, 0x80), (0xFF11, 0xBF), (0xFF12, 0xF3), (0xFF14, 0xBF), (0xFF24, 0x77), (0xFF25, 0xF3)]:
            self.write_register(address, value)

    def read_register(self, address):
        if address >= WAVE:
            return self.wave[address - WAVE]
        if address > NR52:
            return 0xFF
        if address == NR52:
            value = 0x70
            if self.powered:
                value |= POWER
            for n in range(4):
                if self.channels[n].active:
                    value |= 1 << n
            return value
        if address >= NR50:
            return self.mixer[address - NR50]
        number = address - 0xFF10
        return self.channels[number // 5].read(number % 5)

    def write_register(self, address, value):
        if address >= WAVE:
            self.wave[address - WAVE] = value
        elif address == NR52:
            self.powered = value & POWER != 0
            if not self.powered:
                for channel in self.channels:
                    channel.reset()
                self.mixer[0] = 0
                self.mixer[1] = 0
        elif address > NR52 or not self.powered:
            pass
        elif address >= NR50:
            self.mixer[address - NR50] = value
        else:
            number = address - 0xFF10
            self.channels[number // 5].write(number % 5, value)
