"""The two layers made of tiles: the background, which can be scrolled, and the window in front of it."""


class Layer(object):
    """A map of tiles that gives pixels of a line."""

    _immutable_fields_ = ["tiles"]

    def __init__(self, tiles):
        self.tiles = tiles
        self.upper_map = False
        self.signed = False  # how maps count tiles

    def copy(self, line, start, end, x, y):
        """Pixels of this layer from (x, y) on become those of the line from `start` to `end`."""
        row = y >> 3 & 31
        inside = (y & 7) << 3
        while start < end:
            pixels = self.tiles.on_map(self.upper_map, x >> 3 & 31, row, self.signed).pixels
            at = inside + (x & 7)
            stop = min(end, start + 8 - (x & 7))
            x += stop - start
            while start < stop:
                line[start] = pixels[at]
                start += 1
                at += 1


class Background(Layer):
    def __init__(self, tiles):
        Layer.__init__(self, tiles)
        self.scroll_x = 0
        self.scroll_y = 0

    def draw(self, line, number, start, end):
        self.copy(line, start, end, start + self.scroll_x, number + self.scroll_y)


class Window(Layer):
    """Covers the background to the right of and below its place. Its lines are counted where it is visible only."""

    def __init__(self, tiles):
        Layer.__init__(self, tiles)
        self.enabled = False
        self.x = 0  # plus 7
        self.y = 0
        self.reached = False  # by a line of this picture
        self.lines_drawn = 0

    def begin_picture(self):
        self.reached = False
        self.lines_drawn = 0

    def begin_line(self, number):
        if number == self.y:
            self.reached = True

    def visible(self):
        return self.enabled and self.reached and self.x < 167

    def draw(self, line, start, end):
        left = self.x - 7
        if self.visible() and left < end:
            start = max(start, left)
            self.copy(line, start, end, start - left, self.lines_drawn)

    def end_line(self):
        if self.visible():
            self.lines_drawn += 1
