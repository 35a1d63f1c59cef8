"""How deep calls may go: the exceptions phase compares the machine's stack with `STATE.limit` where functions call themselves,
and calls `overflow` beyond it. What is below the limit is for functions that do not ask, and for the C library."""

from rpython.lltype import (
    NULL,
    Address,
    Signed,
    Struct,
    extern,
    raw_free,
    raw_load,
    raw_malloc,
    stack_pointer,
    static,
)

RLIMIT_STACK = 3
# The collector's stack of roots and the frames of compiled traces are large enough for this.
LARGEST = 16 << 20
SMALLEST = 1 << 16
RESERVE = 1 << 20

c_getrlimit = extern("getrlimit", [Signed, Address], Signed)

# The first field is what is compared.
STATE = static(
    Struct("stack_state", ("limit", Address), ("base", Address), ("size", Signed), ("usual", Signed), ("critical", Signed))
)


def setup():
    """When the program starts."""
    STATE.base = stack_pointer()
    STATE.usual = _usable(_available())
    _resize(STATE.usual)


def overflow():
    raise RuntimeError("maximum recursion depth exceeded")


overflow._cold_ = True


def _available():
    limits = raw_malloc(16)
    size = SMALLEST
    if limits == NULL:
        return size
    if c_getrlimit(RLIMIT_STACK, limits) == 0:
        size = raw_load(Signed, limits, 0)
        if size < 0 or size > LARGEST:
            # No limit is the largest number, which is -1 here.
            size = LARGEST
    raw_free(limits)
    return size


def _usable(size):
    return size - min(RESERVE, size // 2)


def _resize(size):
    STATE.size = size
    STATE.limit = STATE.base + -size


def ll_almost_full():
    return stack_pointer() < STATE.base + -(STATE.size - STATE.size // 16)


def ll_set_length_fraction(fraction):
    size = int(float(STATE.usual) * fraction)
    _resize(max(SMALLEST // 2, min(size, STATE.usual)))


def ll_criticalcode_start():
    """Until the end of this nothing overflows, though a part of what is reserved is used."""
    STATE.critical += 1
    STATE.limit = STATE.base + -(STATE.usual + min(RESERVE, STATE.usual) // 2)


def ll_criticalcode_stop():
    STATE.critical -= 1
    if STATE.critical == 0:
        _resize(STATE.size)
