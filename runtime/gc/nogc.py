"""The collector that never collects: memory comes from the C library in large pieces and is never given back."""

from rpython.lltype import NULL, Address, Signed, Struct, cast_adr_to_int, extern, raw_store, static, unlikely
from rpython_gc.settings import heap_limit

CHUNK = 1 << 20

c_calloc = extern("calloc", [Signed, Signed], Address)

# `free` and `limit`: the rest of the current piece. `left`: bytes that may still be asked for.
STATE = static(Struct("nogc_state", ("free", Address), ("limit", Address), ("left", Signed)))


def setup():
    STATE.left = heap_limit()


def malloc(type_number, size):
    """`size` bytes with the header; gives where the object begins behind it."""
    if size > CHUNK // 4:
        start = piece(size)
        if start == NULL:
            return NULL
    else:
        start = STATE.free
        if start == NULL or STATE.limit < start + size:
            start = piece(CHUNK)
            if start == NULL:
                return NULL
            STATE.limit = start + CHUNK
        STATE.free = start + size
    raw_store(start, 0, type_number)
    return start + 8


def piece(size):
    if size > STATE.left:
        return NULL
    start = c_calloc(1, size)
    if start != NULL:
        STATE.left -= size
    return start


def malloc_varsize(type_number, length, size, item_size, length_offset):
    """An object with a tail of `length` items."""
    if unlikely(length < 0 or length > (1 << 40)):
        return NULL
    result = malloc(type_number, (size + length * item_size + 7) & -8)
    if result != NULL:
        raw_store(result, length_offset, length)
    return result


def collect():
    pass


def identity_hash(obj):
    return cast_adr_to_int(obj) >> 3


for function in (malloc, malloc_varsize, piece, collect, identity_hash, setup):
    function._no_collect_ = True
malloc._dont_inline_ = True
malloc_varsize._dont_inline_ = True
