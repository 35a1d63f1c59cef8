"""What collections do, in RPython's form of logs: `PYPYLOG=SECTIONS:FILE` in the environment, where sections are prefixes of the names
of sections. A section is written at once, when it ends. Other parts of the program may write to `STATE.log` too."""

from rpython.lltype import (
    NULL,
    Address,
    Array,
    Char,
    Int32,
    Signed,
    Struct,
    cast_primitive,
    extern,
    itemaddress,
    llstr,
    raw_load,
    raw_memcopy,
    raw_store,
    static,
)
from rpython_gc.generational.state import STATE
from rpython_gc.objects import c_getenv, c_malloc, c_write, collector_function

c_open = extern("open", [Address, Signed, Signed], Int32)
c_getpid = extern("getpid", [], Int32)
c_clock_gettime = extern("clock_gettime", [Signed, Address], Int32)

MONOTONIC = 1
# To be written, made, emptied; for all to read.
NEW_FILE = 0o1 | 0o100 | 0o1000
MODE = 0o644

LONGEST_NAME = 4000
BUFFER = 1 << 12

LOG = static(
    Struct(
        "gc_log",
        # Whether these sections are wanted.
        ("minor", Signed),
        ("steps", Signed),
        # The section that is being written.
        ("buffer", Address),
        ("end", Address),
    )
)


@collector_function
def open_log():
    setting = c_getenv(itemaddress(llstr("PYPYLOG\0"), 0))
    if setting == NULL:
        return
    colon = find(setting, ":")
    path = setting + (colon + 1)
    if raw_load(Char, setting, colon) == "\0":
        path = setting
        minor = steps = 1
    else:
        minor = wants(setting, colon, "gc-minor")
        steps = wants(setting, colon, "gc-collect-step")
    if minor + steps == 0 or raw_load(Char, path, 0) == "\0":
        return
    LOG.buffer = c_malloc(BUFFER)
    if LOG.buffer == NULL:
        return
    LOG.end = LOG.buffer
    if raw_load(Char, path, 0) == "-" and raw_load(Char, path, 1) == "\0":
        STATE.log = 2
    else:
        file_name(path)
        fd = cast_primitive(Signed, c_open(LOG.buffer, NEW_FILE, MODE))
        if fd < 0:
            return
        STATE.log = fd
    LOG.end = LOG.buffer
    LOG.minor = minor
    LOG.steps = steps


@collector_function
def file_name(path):
    """Into the buffer, with the number of the process for `%d`."""
    i = 0
    while raw_load(Char, path, i) != "\0" and LOG.end - LOG.buffer < LONGEST_NAME:
        if raw_load(Char, path, i) == "%" and raw_load(Char, path, i + 1) == "d":
            number(cast_primitive(Signed, c_getpid()), 10)
            i += 2
        else:
            character(raw_load(Char, path, i))
            i += 1
    character("\0")


@collector_function
def find(text, wanted):
    """The end of the text if it is not there."""
    i = 0
    while raw_load(Char, text, i) != "\0" and raw_load(Char, text, i) != wanted:
        i += 1
    return i


@collector_function
def wants(sections, end, name):
    """Whether one of the prefixes is one of the name."""
    n = len(name)
    start = 0
    while start <= end:
        i = start
        k = 0
        while i < end and k < n and raw_load(Char, sections, i) == name[k]:
            i += 1
            k += 1
        if i == end or raw_load(Char, sections, i) == ",":
            return 1
        while i < end and raw_load(Char, sections, i) != ",":
            i += 1
        start = i + 1
    return 0


@collector_function
def character(c):
    raw_store(LOG.end, 0, c)
    LOG.end = LOG.end + 1


@collector_function
def text(s):
    low = llstr(s)
    raw_memcopy(itemaddress(low, 0), LOG.end, len(low))
    LOG.end = LOG.end + len(low)


@collector_function
def number(n, base):
    if n >= base:
        number(n // base, base)
    digit = n % base
    if digit < 10:
        character(chr(ord("0") + digit))
    else:
        character(chr(ord("a") + digit - 10))


@collector_function
def line(what, n):
    text(what)
    number(n, 10)
    character("\n")


TIME = static(Array(Signed), 2)


@collector_function
def time():
    character("[")
    c_clock_gettime(MONOTONIC, itemaddress(TIME, 0))
    number(TIME[0] * 1000000000 + TIME[1], 16)
    text("] ")


@collector_function
def begin_section(name):
    time()
    character("{")
    text(name)
    character("\n")


@collector_function
def end_section(name):
    time()
    text(name)
    text("}\n")
    # A log that cannot be written is lost; the program goes on.
    c_write(STATE.log, LOG.buffer, LOG.end - LOG.buffer)
    LOG.end = LOG.buffer


@collector_function
def phase(what, n):
    text(what)
    if n == 0:
        text("IDLE\n")
    elif n == 1:
        text("MARKING\n")
    else:
        text("SWEEPING\n")
