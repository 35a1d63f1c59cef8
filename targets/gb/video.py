"""The video controller: the modes through which each line goes, its registers, and its interrupt.

What a line shows is in `layers.py` and `sprites.py`. A line is drawn when its drawing mode ends, and up to the current pixel
when a register changes before.
"""

from clock import NEVER, Device
from layers import Background, Window
from rpython.rlib.jit import dont_look_inside
from screen import HEIGHT, WIDTH, Palette, Screen
from sprites import Sprites
from tiles import Tiles

LCDC = 0xFF40
STAT = 0xFF41
SCY = 0xFF42
SCX = 0xFF43
LY = 0xFF44
LYC = 0xFF45
BGP = 0xFF47
OBP0 = 0xFF48
OBP1 = 0xFF49
WY = 0xFF4A
WX = 0xFF4B

# Modes, as STAT shows them
HBLANK = 0
VBLANK = 1
SEARCH = 2
DRAW = 3
NO_MODE = -1

LINE_CYCLES = 456
LAST_LINE = 153
FRAME_CYCLES = LINE_CYCLES * (LAST_LINE + 1)

# When in a line what happens, in cycles from its start
SEARCH_START = 4
SEARCH_END = 80
DRAW_START = 84
DRAW_END = 253  # without scrolling, window and sprites
FIRST_PIXEL = 12  # cycles into the drawing mode
# The interrupt comes a bit later than the mode that it is for.
HBLANK_INTERRUPT_DELAY = 3
# The first line after the controller was switched on does not search, and is a bit shorter.
FIRST_LINE_LACKS = 4

# Where in the last line the boot ROM leaves it
BOOT_CYCLE = 400

# What the controller is to do next
BEGIN_LINE = 0
BEGIN_SEARCH = 1
END_SEARCH = 2
BEGIN_DRAW = 3
END_DRAW = 4
BEGIN_HBLANK = 5
BEGIN_VBLANK = 6
COMPARE_NOTHING = 7
COMPARE_ZERO = 8


class Video(Device):
    def __init__(self, clock, interrupts):
        Device.__init__(self, clock)
        self.vblank_interrupt = interrupts.vblank
        self.interrupt = interrupts.video
        self.copier = None  # connected later
        self.tiles = Tiles()
        self.background = Background(self.tiles)
        self.window = Window(self.tiles)
        self.sprites = Sprites(self.tiles)
        self.background_palette = Palette()
        self.sprite_palette_0 = Palette()
        self.sprite_palette_1 = Palette()
        self.screen = Screen()
        self.values = [0] * WIDTH  # of the line's background
        self.drawn = 0  # pixels of the line
        self.control = 0
        self.enabled = False
        self.enables = 0  # the upper bits of STAT: what asks for an interrupt
        self.mode = HBLANK
        self.interrupt_mode = NO_MODE
        self.asks = False
        self.line = 0
        self.next_line = 0
        self.compared_line = 0  # what LYC is compared with; -1: nothing
        self.compare = 0
        self.is_compared_line = False  # stays as it is while the controller is off
        self.line_start = 0
        self.draw_start = 0
        self.draw_end = 0
        self.next_step = BEGIN_LINE
        self.memory_readable = True
        self.memory_writable = True
        self.sprites_readable = True
        self.sprites_writable = True
        self.shows = False  # not in the picture in which the controller was switched on

    # The course of a picture

    def step_at(self, step, cycle):
        self.next_step = step
        self.schedule(self.line_start + cycle)

    def happen(self):
        step = self.next_step
        if step == BEGIN_LINE:
            self.begin_line()
        elif step == BEGIN_SEARCH:
            self.begin_search()
        elif step == END_SEARCH:
            self.end_search()
        elif step == BEGIN_DRAW:
            self.begin_draw()
        elif step == END_DRAW:
            self.end_draw()
        elif step == BEGIN_HBLANK:
            self.begin_hblank()
        elif step == BEGIN_VBLANK:
            self.begin_vblank()
        elif step == COMPARE_NOTHING:
            self.compare_with(-1)
            self.step_at(COMPARE_ZERO, 12)
        else:
            self.compare_with(0)
            self.begin_next_line(0)

    def begin_next_line(self, number):
        """The step that comes after a line's last one; `number` is that of the next line."""
        self.next_step = BEGIN_LINE
        self.next_line = number
        self.schedule(self.line_start + LINE_CYCLES)

    def begin_line(self):
        self.line_start += LINE_CYCLES
        self.line = self.next_line
        if self.line == 0:
            self.window.begin_picture()
        if self.line < HEIGHT:
            self.mode = HBLANK
            self.sprites_readable = False
            self.step_at(BEGIN_SEARCH, SEARCH_START)
        else:
            self.step_at(BEGIN_VBLANK, SEARCH_START)
        self.compare_with(-1 if self.line != 0 else 0)

    def begin_search(self):
        self.mode = SEARCH
        self.sprites_writable = False
        self.interrupt_mode = SEARCH
        self.compare_with(self.line)
        self.interrupt_mode = NO_MODE
        self.update_interrupt()
        self.step_at(END_SEARCH, SEARCH_END)

    def end_search(self):
        self.memory_readable = False
        self.sprites_writable = True
        self.step_at(BEGIN_DRAW, DRAW_START)

    def begin_draw(self):
        self.mode = DRAW
        self.memory_readable = False
        self.memory_writable = False
        self.sprites_readable = False
        self.sprites_writable = False
        self.sprites.find(self.line)
        self.window.begin_line(self.line)
        self.drawn = 0
        self.draw_start = self.clock.now
        end = DRAW_END + (self.background.scroll_x & 7) + self.sprites.delay(self.background.scroll_x)
        if self.window.visible():
            end += 6
        self.draw_end = self.line_start + end
        self.step_at(END_DRAW, end)

    def end_draw(self):
        self.draw(WIDTH)
        self.window.end_line()
        self.mode = HBLANK
        self.release_memory()
        self.next_step = BEGIN_HBLANK
        self.schedule(self.draw_end + HBLANK_INTERRUPT_DELAY)

    def release_memory(self):
        self.memory_readable = True
        self.memory_writable = True
        self.sprites_readable = True
        self.sprites_writable = True

    def begin_hblank(self):
        self.interrupt_mode = HBLANK
        self.update_interrupt()
        self.begin_next_line(self.line + 1)

    def begin_vblank(self):
        if self.line == HEIGHT:
            # The search's interrupt comes here as well, though there is nothing to search for.
            self.interrupt_mode = SEARCH
            self.update_interrupt()
            self.mode = VBLANK
            self.interrupt_mode = VBLANK
            self.vblank_interrupt.request()
            if self.shows:
                self.screen.complete()
            self.shows = True
        self.compare_with(self.line)
        if self.line == LAST_LINE:
            # The rest of this line already has the number of the next picture's first one.
            self.line = 0
            self.step_at(COMPARE_NOTHING, 8)
        else:
            self.begin_next_line(self.line + 1)

    # Pixels

    def draw_until_now(self):
        """What a register's change does not reach any more."""
        if self.mode == DRAW:
            self.draw(min(WIDTH, self.clock.now - self.draw_start - FIRST_PIXEL))

    def draw(self, end):
        start = self.drawn
        if start >= end:
            return
        values = self.values
        if self.control & 1:
            self.background.draw(values, self.line, start, end)
            self.window.draw(values, start, end)
        else:
            for x in range(start, end):
                values[x] = 0
        out = self.screen.drawing
        base = self.line * WIDTH
        shades = self.background_palette.shades
        if self.control & 1:
            for x in range(start, end):
                out[base + x] = shades[values[x]]
        else:
            for x in range(start, end):
                out[base + x] = 0
        if self.sprites.enabled and self.sprites.found > 0:
            self.sprites.draw(values, self.line, out, base, start, end, self.sprite_palette_0, self.sprite_palette_1)
        self.drawn = end

    # The interrupt: one line, which several things pull

    def compare_with(self, line):
        self.compared_line = line
        self.update_interrupt()

    def update_interrupt(self):
        self.is_compared_line = self.compared_line == self.compare
        asks = (
            (self.enables & 0x08 != 0 and self.interrupt_mode == HBLANK)
            or (self.enables & 0x10 != 0 and self.interrupt_mode == VBLANK)
            or (self.enables & 0x20 != 0 and self.interrupt_mode == SEARCH)
            or (self.enables & 0x40 != 0 and self.is_compared_line)
        )
        if asks and not self.asks:
            self.interrupt.request()
        self.asks = asks

    # Memory, which the controller keeps for itself while it works on it

    @dont_look_inside
    def read_memory(self, offset):
        if self.memory_readable:
            return self.tiles.read(offset)
        return 0xFF

    @dont_look_inside
    def write_memory(self, offset, value):
        if self.memory_writable:
            self.tiles.write(offset, value)

    def read_sprites(self, offset):
        if not self.sprites_readable or self.copier.active:
            return 0xFF
        if offset >= 0xA0:
            return 0
        return self.sprites.read(offset)

    def write_sprites(self, offset, value):
        if offset < 0xA0 and self.sprites_writable and not self.copier.active:
            self.sprites.write(offset, value)

    # Registers

    def read_register(self, address):
        if address == LCDC:
            return self.control
        if address == STAT:
            value = 0x80 | self.enables | self.mode
            if self.is_compared_line:
                value |= 4
            return value
        if address == SCY:
            return self.background.scroll_y
        if address == SCX:
            return self.background.scroll_x
        if address == LY:
            return self.line
        if address == LYC:
            return self.compare
        if address == BGP:
            return self.background_palette.get()
        if address == OBP0:
            return self.sprite_palette_0.get()
        if address == OBP1:
            return self.sprite_palette_1.get()
        if address == WY:
            return self.window.y
        return self.window.x

    def write_register(self, address, value):
        self.draw_until_now()
        if address == LCDC:
            self.set_control(value)
        elif address == STAT:
            self.enables = value & 0x78
            if self.enabled:
                self.update_interrupt()
        elif address == SCY:
            self.background.scroll_y = value
        elif address == SCX:
            self.background.scroll_x = value
        elif address == LY:
            pass
        elif address == LYC:
            self.compare = value
            if self.enabled:
                self.update_interrupt()
        elif address == BGP:
            self.background_palette.set(value)
        elif address == OBP0:
            self.sprite_palette_0.set(value)
        elif address == OBP1:
            self.sprite_palette_1.set(value)
        elif address == WY:
            self.window.y = value
        else:
            self.window.x = value

    def set_control(self, value):
        self.control = value
        self.sprites.enabled = value & 0x02 != 0
        self.sprites.height = 16 if value & 0x04 else 8
        self.background.upper_map = value & 0x08 != 0
        self.background.signed = value & 0x10 == 0
        self.window.signed = value & 0x10 == 0
        self.window.enabled = value & 0x20 != 0
        self.window.upper_map = value & 0x40 != 0
        enabled = value & 0x80 != 0
        if enabled and not self.enabled:
            self.switch_on()
        elif self.enabled and not enabled:
            self.switch_off()

    def start_at_end_of_picture(self):
        """Switched on, in the last line of a picture."""
        self.set_control(0x91)
        self.line_start = self.clock.now - BOOT_CYCLE
        self.mode = VBLANK
        self.interrupt_mode = VBLANK
        self.shows = True
        self.begin_next_line(0)

    def switch_on(self):
        self.enabled = True
        self.line = 0
        self.line_start = self.clock.now - FIRST_LINE_LACKS
        self.shows = False
        self.window.begin_picture()
        self.step_at(BEGIN_DRAW, DRAW_START)
        self.compare_with(0)

    def switch_off(self):
        self.enabled = False
        self.due = NEVER
        self.line = 0
        self.mode = HBLANK
        self.interrupt_mode = NO_MODE
        self.release_memory()
        self.screen.clear()
