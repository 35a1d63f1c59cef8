"""`malloc` on wasm's linear memory, which can only grow.

A block has a word with its size before it, and begins at a multiple of 16. What is free is in a list in order of addresses, of which
the first block that is large enough is taken; neighbours in it are merged. Small blocks that have been freed are kept by their size
instead and never merged, so that they are found at once. This module must not know what the memory is for."""

from rpython.lltype import (
    NULL,
    Address,
    Array,
    Signed,
    Struct,
    cast_adr_to_int,
    extern,
    raw_load,
    raw_memclear,
    raw_store,
    static,
    unlikely,
)

PAGE = 1 << 16
# Memory grows by this much at least.
GROWTH = 16 * PAGE
# More than there are addresses.
LIMIT = 1 << 32
HEADER = 16
# Blocks up to here are kept by size.
SMALL = 512

heap_base = extern("wasm.heap_base", [], Address)
# The size in pages before, or -1.
memory_grow = extern("wasm.memory_grow", [Signed], Signed)

# The list of free blocks: in a block, its size and the next one.
STATE = static(Struct("wasi_memory", ("first", Address), ("started", Signed)))
# By size / 16: the blocks that were freed.
SMALL_FREE = static(Array(Address), SMALL // 16 + 1)


def malloc(n):
    if unlikely(n < 0 or n > LIMIT):
        return NULL
    size = ((n + 15) & -16) + HEADER
    if size <= SMALL:
        i = size >> 4
        block = SMALL_FREE[i]
        if block != NULL:
            SMALL_FREE[i] = raw_load(Address, block, 8)
            return block + HEADER
    block = take(size)
    if unlikely(block == NULL):
        if not grow(size):
            return NULL
        block = take(size)
        if block == NULL:
            return NULL
    return block + HEADER


def calloc(n, size):
    if unlikely(n < 0 or size < 0 or n > 0 and size > LIMIT // n):
        return NULL
    a = malloc(n * size)
    if a != NULL:
        raw_memclear(a, n * size)
    return a


def free(a):
    if a == NULL:
        return
    block = a + -HEADER
    size = raw_load(Signed, block, 0)
    if size <= SMALL:
        i = size >> 4
        raw_store(block, 8, SMALL_FREE[i])
        SMALL_FREE[i] = block
    else:
        release(block, size)


def take(size):
    """A block from the list, or null."""
    before = NULL
    block = STATE.first
    while block != NULL:
        found = raw_load(Signed, block, 0)
        if found >= size:
            after = raw_load(Address, block, 8)
            if found - size >= 2 * HEADER:
                rest = block + size
                raw_store(rest, 0, found - size)
                raw_store(rest, 8, after)
                raw_store(block, 0, size)
                after = rest
            link(before, after)
            return block
        before = block
        block = raw_load(Address, block, 8)
    return NULL


def link(before, after):
    if before == NULL:
        STATE.first = after
    else:
        raw_store(before, 8, after)


def release(block, size):
    """Puts memory into the list."""
    before = NULL
    after = STATE.first
    while after != NULL and after < block:
        before = after
        after = raw_load(Address, after, 8)
    if after != NULL and block + size == after:
        size += raw_load(Signed, after, 0)
        after = raw_load(Address, after, 8)
    if before != NULL and before + raw_load(Signed, before, 0) == block:
        raw_store(before, 0, raw_load(Signed, before, 0) + size)
        raw_store(before, 8, after)
        return
    raw_store(block, 0, size)
    raw_store(block, 8, after)
    link(before, block)


def grow(size):
    """Gets memory for a block of this size from the host."""
    pages = (max(size, GROWTH) + PAGE - 1) // PAGE
    old = memory_grow(pages)
    if old < 0:
        pages = (size + PAGE - 1) // PAGE
        old = memory_grow(pages)
        if old < 0:
            return False
    if STATE.started == 0:
        # Behind the static data a part of the last page is free.
        STATE.started = 1
        rest = old * PAGE - cast_adr_to_int(heap_base())
        if rest >= 2 * HEADER:
            release(heap_base(), rest)
    start = heap_base() + (old * PAGE - cast_adr_to_int(heap_base()))
    if old + pages == LIMIT // PAGE:
        # The end of the last page is not an address.
        pages -= 1
    release(start, pages * PAGE)
    return True


for function in (malloc, calloc, free, take, link, release, grow):
    function._no_collect_ = True
for function in (malloc, free, take, release, grow):
    function._dont_inline_ = True
