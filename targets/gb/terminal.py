"""Shows the machine in a terminal: two pixels in a character. Keys are in `keyboard.py`."""

import time

from keyboard import ASK, ESCAPE, HELP, TAKE_BACK, Keyboard
from rpython.rlib import rposix, rtermios
from rpython.rlib.rstring import StringBuilder
from screen import HEIGHT, WIDTH

FRAMES_PER_SECOND = 4194304.0 / 70224.0
ROWS = HEIGHT // 2

UPPER_HALF = "\xe2\x96\x80"
COLOURS = ["232;240;200", "148;180;112", "64;104;72", "16;32;32"]


class TerminalError(Exception):
    def __init__(self, message):
        self.message = message


class Painter(object):
    """Writes what has changed since the last picture."""

    def __init__(self):
        self.cells = [-1] * (WIDTH * ROWS)  # the shades of the pixels that each character shows

    def paint(self, shades):
        out = StringBuilder()
        colours = -1
        for row in range(ROWS):
            follows = False  # the cursor is here already
            for x in range(WIDTH):
                upper = shades[2 * row * WIDTH + x]
                lower = shades[(2 * row + 1) * WIDTH + x]
                cell = upper << 2 | lower
                at = row * WIDTH + x
                if self.cells[at] == cell:
                    follows = False
                    continue
                self.cells[at] = cell
                if not follows:
                    out.append(ESCAPE + "[" + str(row + 1) + ";" + str(x + 1) + "H")
                    follows = True
                if cell != colours:
                    out.append(ESCAPE + "[38;2;" + COLOURS[upper] + ";48;2;" + COLOURS[lower] + "m")
                    colours = cell
                out.append(UPPER_HALF)
        if colours >= 0:
            out.append(ESCAPE + "[0m")
        return out.build()


def run(gameboy):
    """The exit status. TerminalError if this is no terminal, or too small."""
    try:
        settings = rtermios.tcgetattr(0)
        rows, columns = rtermios.window_size(1)
    except OSError:
        raise TerminalError("this is not a terminal: say --frames N, --until-serial TEXT or --until-ldbb")
    if rows < ROWS or columns < WIDTH:
        raise TerminalError(
            "the terminal has " + str(columns) + " by " + str(rows) + " characters, "
            + str(WIDTH) + " by " + str(ROWS) + " are needed"
        )  # fmt: skip
    direct = settings.copy()
    direct.set_local_flags(settings.local_flags() & ~(rtermios.ICANON | rtermios.ECHO))
    rtermios.tcsetattr(0, rtermios.TCSAFLUSH, direct)
    rposix.write_all(1, ESCAPE + "[?1049h" + ESCAPE + "[?25l" + ESCAPE + "[2J" + ASK)
    if rows > ROWS:
        rposix.write_all(1, ESCAPE + "[" + str(ROWS + 1) + ";1H" + HELP)
    try:
        play(gameboy)
    finally:
        rposix.write_all(1, TAKE_BACK + ESCAPE + "[?25h" + ESCAPE + "[?1049l")
        rtermios.tcsetattr(0, rtermios.TCSAFLUSH, settings)
    if gameboy.is_locked():
        rposix.write_all(2, "gb: " + gameboy.describe_lock() + "\n")
        return 1
    return 0


def play(gameboy):
    painter = Painter()
    keyboard = Keyboard()
    shown_at = time.monotonic()
    while not keyboard.quits and not gameboy.is_locked():
        gameboy.run_frame()
        keyboard.frame_has_passed(gameboy)
        rposix.write_all(1, painter.paint(gameboy.video.screen.shown))
        shown_at += 1.0 / FRAMES_PER_SECOND
        wait = shown_at - time.monotonic()
        if wait < -0.5:
            # Too slow, or stopped for a while: what was missed is not made up for.
            shown_at = time.monotonic()
        milliseconds = max(0, int(wait * 1000.0))
        if rtermios.can_read(0, milliseconds):
            text = rposix.read(0, 64)
            if text == "":
                return
            keyboard.take(text, gameboy)
            rest = shown_at - time.monotonic()
            if rest > 0.0:
                time.sleep(rest)
