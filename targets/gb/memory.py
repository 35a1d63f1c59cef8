"""The bus: which part of the machine answers at an address."""


class Memory(object):
    _immutable_fields_ = ["cartridge", "video", "ports", "interrupts", "work", "high"]

    def __init__(self, cartridge, video, ports, interrupts):
        self.cartridge = cartridge
        self.video = video
        self.ports = ports
        self.interrupts = interrupts
        self.work = [0] * 0x2000
        self.high = [0] * 0x7F

    def program_page(self, pc):
        """The 16 KB of ROM that contain this address; None if it is in RAM."""
        if pc < 0x4000:
            return self.cartridge.low
        if pc < 0x8000:
            return self.cartridge.high
        return None

    def read(self, address):
        if address < 0x4000:
            return ord(self.cartridge.low[address])
        if address < 0x8000:
            return ord(self.cartridge.high[address - 0x4000])
        if address < 0xA000:
            return self.video.read_memory(address - 0x8000)
        if address < 0xC000:
            return self.cartridge.read_ram(address - 0xA000)
        if address < 0xFE00:
            return self.work[address & 0x1FFF]
        if address < 0xFF00:
            return self.video.read_sprites(address - 0xFE00)
        if address < 0xFF80:
            return self.ports.read(address)
        if address < 0xFFFF:
            return self.high[address - 0xFF80]
        return self.interrupts.read_enabled()

    def write(self, address, value):
        if address < 0x8000:
            self.cartridge.write_rom(address, value)
        elif address < 0xA000:
            self.video.write_memory(address - 0x8000, value)
        elif address < 0xC000:
            self.cartridge.write_ram(address - 0xA000, value)
        elif address < 0xFE00:
            self.work[address & 0x1FFF] = value
        elif address < 0xFF00:
            self.video.write_sprites(address - 0xFE00, value)
        elif address < 0xFF80:
            self.ports.write(address, value)
        elif address < 0xFFFF:
            self.high[address - 0xFF80] = value
        else:
            self.interrupts.write_enabled(value)

    def read_for_copy(self, address):
        """What the sprite copier finds: it sees video memory always, and work memory up to the end."""
        if address >= 0xE000:
            return self.work[address & 0x1FFF]
        if 0x8000 <= address < 0xA000:
            return self.video.tiles.read(address - 0x8000)
        return self.read(address)
