"""Cartridges that switch banks: writes to ROM say which ones are visible."""

from cartridge import BANK, RAM_BANK, Cartridge, CartridgeError, Header, banks_of
from clock_chip import ClockChip
from text import hexadecimal


class BankedCartridge(Cartridge):
    """RAM in banks, which can be disabled."""

    def __init__(self, banks, ram_size, has_battery):
        Cartridge.__init__(self, banks, ram_size, has_battery)
        self.ram_enabled = False
        self.ram_start = 0  # of the visible bank

    def read_ram(self, offset):
        if not self.ram_enabled or len(self.ram) == 0:
            return 0xFF
        return self.ram[(self.ram_start + offset) & (len(self.ram) - 1)]

    def write_ram(self, offset, value):
        if self.ram_enabled and len(self.ram) != 0:
            self.ram[(self.ram_start + offset) & (len(self.ram) - 1)] = value

    def select_ram(self, number):
        self.ram_start = number * RAM_BANK


class MBC1(BankedCartridge):
    """Up to 128 banks of ROM, by a register of five bits and one of two, which may select RAM instead.

    On cartridges with several games the first register has four bits.
    """

    def __init__(self, banks, ram_size, has_battery, lower_bits=5):
        BankedCartridge.__init__(self, banks, ram_size, has_battery)
        self.lower_bits = lower_bits
        self.lower = 1
        self.upper = 0
        self.upper_is_for_all = False  # else it is for the high bank only

    def write_rom(self, address, value):
        if address < 0x2000:
            self.ram_enabled = value & 15 == 10
        elif address < 0x4000:
            self.lower = max(value & 31, 1)
        elif address < 0x6000:
            self.upper = value & 3
        else:
            self.upper_is_for_all = value & 1 != 0
        self.select()

    def select(self):
        upper = self.upper << self.lower_bits
        self.high = self.bank(upper | self.lower & ((1 << self.lower_bits) - 1))
        if self.upper_is_for_all:
            self.low = self.bank(upper)
            self.select_ram(self.upper)
        else:
            self.low = self.bank(0)
            self.select_ram(0)


class MBC2(BankedCartridge):
    """Up to 16 banks of ROM, and 512 half bytes of RAM."""

    def __init__(self, banks, has_battery):
        BankedCartridge.__init__(self, banks, 512, has_battery)

    def write_rom(self, address, value):
        if address >= 0x4000:
            return
        if address & 0x100:
            self.high = self.bank(max(value & 15, 1))
        else:
            self.ram_enabled = value & 15 == 10

    def read_ram(self, offset):
        return BankedCartridge.read_ram(self, offset) | 0xF0


class MBC3(BankedCartridge):
    """Up to 128 banks of ROM, four of RAM, and a clock whose registers can be seen instead of RAM."""

    def __init__(self, banks, ram_size, has_battery, chip):
        BankedCartridge.__init__(self, banks, ram_size, has_battery)
        self.chip = chip  # None if there is no clock
        self.selected = 0

    def write_rom(self, address, value):
        if address < 0x2000:
            self.ram_enabled = value & 15 == 10
        elif address < 0x4000:
            self.high = self.bank(max(value & 0x7F, 1))
        elif address < 0x6000:
            self.selected = value & 15
            self.select_ram(value & 7)
        elif self.chip is not None:
            self.chip.latch(value)

    def read_ram(self, offset):
        if self.selected < 8:
            return BankedCartridge.read_ram(self, offset)
        if self.chip is not None and self.ram_enabled and self.selected < 13:
            return self.chip.read(self.selected - 8)
        return 0xFF

    def write_ram(self, offset, value):
        if self.selected < 8:
            BankedCartridge.write_ram(self, offset, value)
        elif self.chip is not None and self.ram_enabled and self.selected < 13:
            self.chip.write(self.selected - 8, value)

    def saved(self):
        data = BankedCartridge.saved(self)
        if self.chip is not None:
            data += self.chip.saved()
        return data

    def restore(self, data):
        if self.chip is not None and len(data) > len(self.ram):
            self.chip.restore(data[len(self.ram) :])
            data = data[: len(self.ram)]
        BankedCartridge.restore(self, data)


class MBC5(BankedCartridge):
    """Up to 512 banks of ROM, by a register of eight bits and one of one, and up to 16 of RAM."""

    def __init__(self, banks, ram_size, has_battery, has_motor):
        BankedCartridge.__init__(self, banks, ram_size, has_battery)
        self.ram_mask = 7 if has_motor else 15  # the bit above switches the motor
        self.number = 1

    def write_rom(self, address, value):
        if address < 0x2000:
            self.ram_enabled = value == 10
        elif address < 0x3000:
            self.number = self.number & 0x100 | value
        elif address < 0x4000:
            self.number = self.number & 0xFF | (value & 1) << 8
        elif address < 0x6000:
            self.select_ram(value & self.ram_mask)
        self.high = self.bank(self.number)


# Where the logo is that each cartridge begins with. One of several games has it in each.
LOGO_START = 0x104
LOGO_END = 0x134
GAME_BANKS = 16


def has_several_games(banks):
    if len(banks) != 4 * GAME_BANKS:
        return False
    return banks[GAME_BANKS][LOGO_START:LOGO_END] == banks[0][LOGO_START:LOGO_END]


def insert(rom, clock):
    """The cartridge with this ROM. CartridgeError if there is none."""
    header = Header(rom)
    banks = banks_of(rom[: header.rom_size])
    kind = header.kind
    ram_size = header.ram_size
    if kind == 0x00 or kind == 0x08 or kind == 0x09:
        if len(banks) > 2:
            raise CartridgeError("a cartridge without a mapper has " + str(2 * BANK) + " bytes, not " + str(header.rom_size))
        return Cartridge(banks, ram_size, kind == 0x09)
    if 0x01 <= kind <= 0x03:
        return MBC1(banks, ram_size, kind == 0x03, 4 if has_several_games(banks) else 5)
    if 0x05 <= kind <= 0x06:
        return MBC2(banks, kind == 0x06)
    if 0x0F <= kind <= 0x13:
        chip = ClockChip(clock) if kind <= 0x10 else None
        return MBC3(banks, ram_size, kind == 0x0F or kind == 0x10 or kind == 0x13, chip)
    if 0x19 <= kind <= 0x1E:
        return MBC5(banks, ram_size, kind == 0x1B or kind == 0x1E, kind >= 0x1C)
    raise CartridgeError("unknown cartridge type " + hexadecimal(kind, 2))
