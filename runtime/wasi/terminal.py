"""Terminals, of which WASI has none, and waiting for something to read."""

from rpython.lltype import NULL, Address, Int32, Signed, cast_primitive, extern, raw_load, raw_memclear, raw_store
from rpython_wasi.errors import ENOTTY, fail, set_errno
from rpython_wasi.memory import free, malloc
from rpython_wasi.process import WASI

poll_oneoff = extern(WASI + "poll_oneoff", [Address, Address, Int32, Address], Int32)

# What is waited for, and what has happened
SUBSCRIPTION = 48
EVENT = 32
KIND = 8
CLOCK = 0
READ = 1
MONOTONIC = 1
# In a subscription
WHICH = 16
TIMEOUT = 24

NOMEM = 48
POLLIN = 1


def tcgetattr(fd, settings):
    return cast_primitive(Int32, set_errno(ENOTTY))


def tcsetattr(fd, when, settings):
    return cast_primitive(Int32, set_errno(ENOTTY))


def ioctl(fd, request, argument):
    return cast_primitive(Int32, set_errno(ENOTTY))


def poll(files, count, milliseconds):
    """As poll of POSIX, for files that are to be read. A descriptor is followed by what is waited for, and by what came."""
    # The events, how many there are, and the subscriptions: one for each file, and one for the time.
    memory = malloc((count + 1) * (SUBSCRIPTION + EVENT) + 8)
    if memory == NULL:
        return cast_primitive(Int32, fail(NOMEM))
    number = memory + (count + 1) * EVENT
    first = number + 8
    raw_memclear(first, (count + 1) * SUBSCRIPTION)
    i = 0
    while i < count:
        at = first + i * SUBSCRIPTION
        raw_store(at, 0, i)
        raw_store(at, KIND, READ)
        raw_store(at, WHICH, raw_load(Signed, files, i * 8) & 0xFFFFFFFF)
        i += 1
    wanted = count
    if milliseconds >= 0:
        at = first + count * SUBSCRIPTION
        raw_store(at, 0, count)
        raw_store(at, KIND, CLOCK)
        raw_store(at, WHICH, MONOTONIC)
        raw_store(at, TIMEOUT, milliseconds * 1000000)
        wanted += 1
    error = cast_primitive(Signed, poll_oneoff(first, memory, cast_primitive(Int32, wanted), number))
    if error != 0:
        free(memory)
        return cast_primitive(Int32, fail(error))
    happened = raw_load(Signed, number, 0) & 0xFFFFFFFF
    ready = 0
    i = 0
    while i < happened:
        which = raw_load(Signed, memory, i * EVENT)
        if which < count:
            # The upper half of the word's upper half is what came.
            word = raw_load(Signed, files, which * 8) & 0xFFFFFFFFFFFF
            raw_store(files, which * 8, word | POLLIN << 48)
            ready += 1
        i += 1
    free(memory)
    return cast_primitive(Int32, ready)


for function in (tcgetattr, tcsetattr, ioctl, poll):
    function._no_collect_ = True
    function._dont_inline_ = True
