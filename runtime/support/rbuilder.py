"""String builders: a string with room to grow, cut to its length at the end."""

from rpython.lltype import STR, GcStruct, Signed, arraycopy, itemaddress, malloc, raw_memcopy, unlikely

from .errors import MEMORY_ERROR
from .rstr import MAXINT, ll_clamp

# Of the builders that support code uses itself; the rtyper declares one alike for those of the program.
BUILDER = GcStruct("stringbuilder", ("length", Signed), ("buf", STR))
DEFAULT = 100


def ll_newbuilder_of(B, size):
    if size < 0:
        size = 0
    buf = malloc(STR, size)
    b = malloc(B)
    b.buf = buf
    return b


def ll_newbuilder(size):
    return ll_newbuilder_of(BUILDER, size)


def ll_newbuilder_default(B):
    return ll_newbuilder_of(B, DEFAULT)


def _reserve(b, n):
    """Room for `n` more; gives the length before."""
    length = b.length
    if unlikely(n > len(b.buf) - length):
        _grow(b, n)
    b.length = length + n
    return length


def _grow(b, n):
    length = b.length
    if n > (MAXINT >> 1) - length:
        raise MEMORY_ERROR
    old = b.buf
    size = 2 * len(old)
    if size < length + n:
        size = length + n
    if size < 16:
        size = 16
    buf = malloc(STR, size)
    arraycopy(old, buf, 0, 0, length)
    b.buf = buf


_grow._dont_inline_ = True


def ll_append(b, s):
    n = len(s)
    at = _reserve(b, n)
    arraycopy(s, b.buf, 0, at, n)


def ll_append_char(b, c):
    length = b.length
    if unlikely(length == len(b.buf)):
        _grow(b, 1)
    b.buf[length] = c
    b.length = length + 1


ll_append_char._always_inline_ = True


def ll_append_slice(b, s, start, stop):
    stop = ll_clamp(stop, len(s))
    start = ll_clamp(start, stop)
    n = stop - start
    at = _reserve(b, n)
    arraycopy(s, b.buf, start, at, n)


def ll_append_multiple_char(b, c, count):
    if count <= 0:
        return
    i = _reserve(b, count)
    buf = b.buf
    while i < b.length:
        buf[i] = c
        i += 1


def ll_append_charpsize(b, a, n):
    """From raw memory."""
    if n <= 0:
        return
    at = _reserve(b, n)
    raw_memcopy(a, itemaddress(b.buf, at), n)


def ll_getlength(b):
    return b.length


def ll_build(b):
    """The builder may go on afterwards, on its own copy."""
    length = b.length
    s = malloc(STR, length)
    arraycopy(b.buf, s, 0, 0, length)
    return s
