"""Settings of terminals, and whether there is something to read. The layouts are Linux's.

C's structures are read and written as words of 64 bits.
"""

from rpython.lltype import Address, Int32, Signed, cast_primitive, extern, raw_free, raw_load, raw_malloc, raw_store

# What is needed of termios.h, sys/ioctl.h and poll.h
TCSANOW = 0
TCSADRAIN = 1
TCSAFLUSH = 2
ICANON = 2
ECHO = 8
ENOTTY = 25
TIOCGWINSZ = 0x5413
POLLIN = 1

WORD = 8
SETTINGS_WORDS = 8
LOCAL_FLAGS = 1  # the upper half of this word
HALF = 0xFFFFFFFF

c_tcgetattr = extern("tcgetattr", [Signed, Address], Int32)
c_tcsetattr = extern("tcsetattr", [Signed, Signed, Address], Int32)
c_ioctl = extern("ioctl", [Signed, Signed, Address], Int32)
c_poll = extern("poll", [Address, Signed, Signed], Int32)


class Settings(object):
    """Of one terminal, to be changed and to be put back."""

    def __init__(self, words):
        self.words = words

    def local_flags(self):
        return self.words[LOCAL_FLAGS] >> 32 & HALF

    def set_local_flags(self, flags):
        self.words[LOCAL_FLAGS] = self.words[LOCAL_FLAGS] & HALF | flags << 32

    def copy(self):
        return Settings(self.words[:])


def tcgetattr(fd):
    """The settings of the terminal that is open as fd; OSError if it is not one."""
    memory = raw_malloc(SETTINGS_WORDS * WORD)
    done = cast_primitive(Signed, c_tcgetattr(fd, memory)) == 0
    words = [raw_load(Signed, memory, n * WORD) for n in range(SETTINGS_WORDS)] if done else []
    raw_free(memory)
    if not done:
        raise OSError(ENOTTY, "not a terminal")
    return Settings(words)


def tcsetattr(fd, when, settings):
    memory = raw_malloc(SETTINGS_WORDS * WORD)
    for n in range(SETTINGS_WORDS):
        raw_store(memory, n * WORD, settings.words[n])
    done = cast_primitive(Signed, c_tcsetattr(fd, when, memory)) == 0
    raw_free(memory)
    if not done:
        raise OSError(ENOTTY, "not a terminal")


def window_size(fd):
    """Rows and columns of a terminal; OSError if it is not one."""
    memory = raw_malloc(WORD)
    done = cast_primitive(Signed, c_ioctl(fd, TIOCGWINSZ, memory)) == 0
    word = raw_load(Signed, memory, 0) if done else 0
    raw_free(memory)
    if not done:
        raise OSError(ENOTTY, "not a terminal")
    return word & 0xFFFF, word >> 16 & 0xFFFF


def can_read(fd, milliseconds):
    """Waits until there is something to read, or the end, but not longer than this."""
    memory = raw_malloc(WORD)
    raw_store(memory, 0, POLLIN << 32 | fd)
    count = cast_primitive(Signed, c_poll(memory, 1, milliseconds))
    raw_free(memory)
    return count > 0
