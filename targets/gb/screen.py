"""What is seen: pixels of four shades, and the palettes that give them."""

from rpython.rlib.rarithmetic import intmask

WIDTH = 160
HEIGHT = 144


class Palette(object):
    """A shade, from 0 (light) to 3 (dark), for each of four pixel values."""

    def __init__(self):
        self.shades = [0] * 4
        self.set(0xFC)

    def set(self, value):
        for n in range(4):
            self.shades[n] = value >> (2 * n) & 3

    def get(self):
        value = 0
        for n in range(4):
            value |= self.shades[n] << (2 * n)
        return value


class Screen(object):
    """The picture that is being drawn, and the last one that is complete."""

    def __init__(self):
        self.drawing = [0] * (WIDTH * HEIGHT)
        self.shown = [0] * (WIDTH * HEIGHT)

    def complete(self):
        self.drawing, self.shown = self.shown, self.drawing

    def clear(self):
        for n in range(WIDTH * HEIGHT):
            self.shown[n] = 0
            self.drawing[n] = 0

    def checksum(self):
        """64 bits that differ for different pictures (FNV-1a over the shades)."""
        h = HASH_START
        for shade in self.shown:
            h = intmask((h ^ shade) * HASH_FACTOR)
        return h


HASH_FACTOR = 0x100000001B3
HASH_START = intmask(0xCBF29CE484222325)
