"""The bus: eight areas of 8 KB, and who answers in each."""

from rpython.rlib.jit import dont_look_inside

AREA_BITS = 13


class Area(object):
    def read(self, address):
        raise NotImplementedError

    def write(self, address, value):
        raise NotImplementedError

    def read_for_copy(self, address):
        """What the copier of sprites finds here."""
        return self.read(address)


class LowerBank(Area):
    _immutable_fields_ = ["cartridge"]

    def __init__(self, cartridge):
        self.cartridge = cartridge

    def read(self, address):
        return ord(self.cartridge.low[address])

    def write(self, address, value):
        self.cartridge.write_rom(address, value)


class UpperBank(LowerBank):
    def read(self, address):
        return ord(self.cartridge.high[address - 0x4000])


class CartridgeMemory(Area):
    _immutable_fields_ = ["cartridge"]

    def __init__(self, cartridge):
        self.cartridge = cartridge

    def read(self, address):
        return self.cartridge.read_ram(address - 0xA000)

    def write(self, address, value):
        self.cartridge.write_ram(address - 0xA000, value)


class VideoMemory(Area):
    _immutable_fields_ = ["video"]

    def __init__(self, video):
        self.video = video

    def read(self, address):
        return self.video.read_memory(address - 0x8000)

    def write(self, address, value):
        self.video.write_memory(address - 0x8000, value)

    def read_for_copy(self, address):
        # The video controller cannot keep it from the copier.
        return self.video.tiles.read(address - 0x8000)


class WorkMemory(Area):
    _immutable_fields_ = ["data"]

    def __init__(self):
        self.data = [0] * 0x2000

    def read(self, address):
        return self.data[address & 0x1FFF]

    def write(self, address, value):
        self.data[address & 0x1FFF] = value


class Top(Area):
    """Work memory once more, then sprites, registers of devices, a bit of memory, and the enabled interrupts."""

    _immutable_fields_ = ["work", "video", "ports", "interrupts", "data"]

    def __init__(self, work, video, ports, interrupts):
        self.work = work
        self.video = video
        self.ports = ports
        self.interrupts = interrupts
        self.data = [0] * 0x7F

    def read(self, address):
        if 0xFF80 <= address < 0xFFFF:
            return self.data[address - 0xFF80]
        if address < 0xFE00:
            return self.work.read(address)
        return self.read_device(address)

    def write(self, address, value):
        if 0xFF80 <= address < 0xFFFF:
            self.data[address - 0xFF80] = value
        elif address < 0xFE00:
            self.work.write(address, value)
        else:
            self.write_device(address, value)

    @dont_look_inside
    def read_device(self, address):
        if address == 0xFFFF:
            return self.interrupts.read_enabled()
        if address >= 0xFF00:
            return self.ports.read(address)
        return self.video.read_sprites(address - 0xFE00)

    @dont_look_inside
    def write_device(self, address, value):
        if address == 0xFFFF:
            self.interrupts.write_enabled(value)
        elif address >= 0xFF00:
            self.ports.write(address, value)
        else:
            self.video.write_sprites(address - 0xFE00, value)

    def read_for_copy(self, address):
        return self.work.read(address)


class Memory(object):
    _immutable_fields_ = ["cartridge", "areas[*]"]

    def __init__(self, cartridge, video, ports, interrupts):
        self.cartridge = cartridge
        lower = LowerBank(cartridge)
        upper = UpperBank(cartridge)
        work = WorkMemory()
        top = Top(work, video, ports, interrupts)
        self.areas = [lower, lower, upper, upper, VideoMemory(video), CartridgeMemory(cartridge), work, top]

    def program_page(self, pc):
        """The 16 KB of ROM that contain this address; None if it is in RAM."""
        if pc < 0x4000:
            return self.cartridge.low
        if pc < 0x8000:
            return self.cartridge.high
        return None

    def read(self, address):
        return self.areas[address >> AREA_BITS].read(address)

    def write(self, address, value):
        self.areas[address >> AREA_BITS].write(address, value)

    def read_for_copy(self, address):
        return self.areas[address >> AREA_BITS].read_for_copy(address)
