"""Video memory: the patterns of 384 tiles, and two maps of 32 by 32 tiles."""


class Tile(object):
    """Eight by eight pixels, numbers from 0 to 3."""

    _immutable_fields_ = ["pixels"]

    def __init__(self):
        self.pixels = [0] * 64

    def set_row(self, row, low, high):
        """The bits of two bytes are the lower and the upper bits of eight pixels."""
        start = 8 * row
        for x in range(8):
            self.pixels[start + x] = (low >> (7 - x) & 1) | (high >> (7 - x) & 1) << 1


class Tiles(object):
    _immutable_fields_ = ["tiles[*]", "data"]

    def __init__(self):
        self.data = [0] * 0x2000
        self.tiles = [Tile() for i in range(384)]

    def read(self, offset):
        return self.data[offset]

    def write(self, offset, value):
        self.data[offset] = value
        if offset < 0x1800:
            offset &= ~1
            self.tiles[offset >> 4].set_row(offset >> 1 & 7, self.data[offset], self.data[offset + 1])

    def on_map(self, upper_map, column, row, signed):
        """The tile at this place of a map. Numbers in maps count from tile 0, or, if signed, from tile 256."""
        number = self.data[0x1800 + 0x400 * int(upper_map) + 32 * row + column]
        if signed and number < 128:
            number += 256
        return self.tiles[number]
