"""The copier of sprites: 160 bytes from anywhere, one in a machine cycle, while the CPU goes on."""

from clock import MACHINE_CYCLE, NEVER, Device

DMA = 0xFF46
COUNT = 160


class SpriteCopier(Device):
    def __init__(self, clock, sprites):
        Device.__init__(self, clock)
        self.sprites = sprites
        self.memory = None  # connected later: the memory has the video, which has the copier
        self.page = 0xFF
        self.begin = NEVER  # when a copy that was asked for starts
        self.source = 0
        self.index = COUNT
        self.active = False

    def happen(self):
        now = self.clock.now
        if self.begin == now:
            self.begin = NEVER
            self.source = self.page << 8
            self.index = 0
            self.active = True
        if self.index < COUNT:
            self.sprites.write(self.index, self.memory.read_for_copy(self.source + self.index))
            self.index += 1
            self.schedule(now + MACHINE_CYCLE)
        else:
            self.active = False
            if self.begin != NEVER:
                self.schedule(self.begin)

    def read_register(self, address):
        return self.page

    def write_register(self, address, value):
        self.page = value
        self.begin = self.clock.now + 2 * MACHINE_CYCLE
        self.schedule(min(self.begin, self.due))
