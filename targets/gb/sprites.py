"""The forty sprites, and which of them a line shows."""

PER_LINE = 10
COUNT = 40


class Sprite(object):
    """Eight pixels wide, and eight or sixteen high."""

    def __init__(self, number):
        self.number = number
        self.y = 0  # plus 16
        self.x = 0  # plus 8
        self.tile = 0
        self.attributes = 0

    def is_behind(self):
        """The background's pixels 1 to 3 cover it."""
        return self.attributes & 0x80 != 0

    def is_flipped_vertically(self):
        return self.attributes & 0x40 != 0

    def is_flipped_horizontally(self):
        return self.attributes & 0x20 != 0

    def uses_second_palette(self):
        return self.attributes & 0x10 != 0

    def read(self, part):
        if part == 0:
            return self.y
        if part == 1:
            return self.x
        if part == 2:
            return self.tile
        return self.attributes

    def write(self, part, value):
        if part == 0:
            self.y = value
        elif part == 1:
            self.x = value
        elif part == 2:
            self.tile = value
        else:
            self.attributes = value


class Sprites(object):
    _immutable_fields_ = ["sprites[*]", "tiles"]

    def __init__(self, tiles):
        self.tiles = tiles
        self.sprites = [Sprite(n) for n in range(COUNT)]
        self.enabled = False
        self.height = 8
        self.on_line = [self.sprites[0]] * PER_LINE  # the first `found`, which comes in front of others first
        self.found = 0
        self.drawings = 0
        self.taken = [0] * 160  # by a sprite, in the drawing with this number

    def read(self, offset):
        return self.sprites[offset >> 2].read(offset & 3)

    def write(self, offset, value):
        self.sprites[offset >> 2].write(offset & 3, value)

    def find(self, line):
        """The first ten sprites on a line, the leftmost first: it is in front."""
        self.found = 0
        for sprite in self.sprites:
            if sprite.y <= line + 16 < sprite.y + self.height:
                at = self.found
                while at > 0 and self.on_line[at - 1].x > sprite.x:
                    self.on_line[at] = self.on_line[at - 1]
                    at -= 1
                self.on_line[at] = sprite
                self.found += 1
                if self.found == PER_LINE:
                    return

    def delay(self, scroll_x):
        """The cycles that fetching the found sprites' pixels takes from drawing.

        Each takes six, and the first one in a tile of the background waits until up to five of the tile's pixels are out.
        """
        if not self.enabled:
            return 0
        cycles = 0
        last_tile = -1
        for n in range(self.found):
            sprite = self.on_line[n]
            if sprite.x >= 168:
                continue
            position = sprite.x + scroll_x
            if position >> 3 != last_tile:
                last_tile = position >> 3
                cycles += 5 - min(5, position & 7)
            cycles += 6
        return cycles

    def draw(self, line, line_number, out, out_start, start, end, palette_0, palette_1):
        """Pixels of the found sprites over those of a line (`line` has the background's values) from `start` to `end`."""
        self.drawings += 1
        for n in range(self.found):
            sprite = self.on_line[n]
            left = sprite.x - 8
            palette = palette_1 if sprite.uses_second_palette() else palette_0
            for x in range(max(left, start), min(left + 8, end)):
                pixel = self.pixel(sprite, x - left, line_number + 16 - sprite.y)
                if pixel != 0 and self.taken[x] != self.drawings:
                    # Also one that the background covers keeps the sprites behind it from being seen.
                    self.taken[x] = self.drawings
                    if line[x] == 0 or not sprite.is_behind():
                        out[out_start + x] = palette.shades[pixel]

    def pixel(self, sprite, column, row):
        if sprite.is_flipped_horizontally():
            column = 7 - column
        if sprite.is_flipped_vertically():
            row = self.height - 1 - row
        number = sprite.tile
        if self.height == 16:
            number = (number & ~1) + (row >> 3)
        return self.tiles.tiles[number].pixels[(row & 7) * 8 + column]
