"""Cartridges: what the header says, and the parts that all of them have. What switches banks is in `mappers.py`."""

BANK = 0x4000
RAM_BANK = 0x2000
HEADER_END = 0x150

# By the header's code
RAM_SIZES = [0, 0x800, 0x2000, 0x8000, 0x20000, 0x10000]


class CartridgeError(Exception):
    """Not a cartridge, or not one that this machine knows."""

    def __init__(self, message):
        self.message = message


class Header(object):
    """What a cartridge says of itself. CartridgeError if that cannot be true."""

    def __init__(self, rom):
        if len(rom) < HEADER_END:
            raise CartridgeError("truncated: a cartridge has at least " + str(HEADER_END) + " bytes, this has " + str(len(rom)))
        checksum = 0
        for address in range(0x134, 0x14D):
            checksum = (checksum - ord(rom[address]) - 1) & 0xFF
        if checksum != ord(rom[0x14D]):
            raise CartridgeError("the header has the wrong checksum")
        self.kind = ord(rom[0x147])
        code = ord(rom[0x148])
        if code > 8:
            raise CartridgeError("the header has an unknown size of ROM: " + str(code))
        self.rom_size = 2 * BANK << code
        if len(rom) < self.rom_size:
            raise CartridgeError("truncated: the header says " + str(self.rom_size) + " bytes, there are " + str(len(rom)))
        code = ord(rom[0x149])
        if code >= len(RAM_SIZES):
            raise CartridgeError("the header has an unknown size of RAM: " + str(code))
        self.ram_size = RAM_SIZES[code]
        end = 0x134
        while end < 0x144 and 32 <= ord(rom[end]) < 127:
            end += 1
        self.title = rom[0x134:end]


def banks_of(rom):
    return [rom[start : start + BANK] for start in range(0, len(rom) - BANK + 1, BANK)]


class Cartridge(object):
    """ROM of two banks, perhaps RAM. A `low` and a `high` bank are visible."""

    _immutable_fields_ = ["banks[*]", "ram", "has_battery"]

    def __init__(self, banks, ram_size, has_battery):
        self.banks = banks
        self.low = banks[0]
        self.high = banks[1]
        self.ram = [0xFF] * ram_size
        self.has_battery = has_battery

    def bank(self, number):
        """The bank with this number: there is a power of two of them, and upper bits are not looked at."""
        return self.banks[number & (len(self.banks) - 1)]

    def write_rom(self, address, value):
        pass

    def read_ram(self, offset):
        if len(self.ram) == 0:
            return 0xFF
        return self.ram[offset & (len(self.ram) - 1)]

    def write_ram(self, offset, value):
        if len(self.ram) != 0:
            self.ram[offset & (len(self.ram) - 1)] = value

    # What a battery keeps

    def saved(self):
        """As a str of bytes."""
        return "".join([chr(byte) for byte in self.ram])

    def restore(self, data):
        """CartridgeError if these are not the bytes of `saved`."""
        if len(data) != len(self.ram):
            raise CartridgeError("it should have " + str(len(self.ram)) + " bytes, it has " + str(len(data)))
        for n in range(len(data)):
            self.ram[n] = ord(data[n])
