"""Old space for small objects: pages of slots of one size, which do not move.

A free slot has 0 for a header, and the next free slot behind it. A page begins with three words: the next page of its size, the
next one with free slots, and its free slots."""

from rpython.lltype import NULL, Address, Array, Signed, raw_load, raw_store, static
from rpython_gc.generational.reserve import allocate_surely
from rpython_gc.generational.state import STATE, VISITED
from rpython_gc.objects import collector_function

SMALL = 512
PAGE = 1 << 14
PAGE_HEADER = 24
ARENA = 1 << 20
# How many pages an allocation sweeps at most.
PATIENCE = 4

# By size / 8: free slots of the page in use, pages with free slots, all pages, and those that are still to be swept.
FREE = static(Array(Address), SMALL // 8 + 1)
PARTIAL = static(Array(Address), SMALL // 8 + 1)
PAGES = static(Array(Address), SMALL // 8 + 1)
UNSWEPT = static(Array(Address), SMALL // 8 + 1)


@collector_function
def allocate_small(size):
    """A slot; its contents are what was there before."""
    index = size >> 3
    slot = FREE[index]
    if slot == NULL:
        slot = more_slots(index)
    FREE[index] = raw_load(Address, slot, 8)
    STATE.old_bytes += size
    return slot


@collector_function
def more_slots(index):
    tries = 0
    while PARTIAL[index] == NULL and UNSWEPT[index] != NULL and tries < PATIENCE:
        sweep_page(index)
        tries += 1
    page = PARTIAL[index]
    if page != NULL:
        PARTIAL[index] = raw_load(Address, page, 8)
    else:
        page = new_page()
        fill(page, index << 3)
        raw_store(page, 0, PAGES[index])
        PAGES[index] = page
    slots = raw_load(Address, page, 16)
    raw_store(page, 16, NULL)
    return slots


@collector_function
def new_page():
    page = STATE.pages
    if page != NULL:
        STATE.pages = raw_load(Address, page, 0)
        STATE.free_pages -= PAGE
        return page
    if STATE.arena == STATE.arena_end:
        STATE.arena = allocate_surely(ARENA)
        STATE.arena_end = STATE.arena + ARENA
        STATE.arena_bytes += ARENA
    page = STATE.arena
    STATE.arena = page + PAGE
    return page


@collector_function
def fill(page, size):
    """All slots are free."""
    slot = page + PAGE_HEADER
    raw_store(page, 16, slot)
    last = page + (PAGE - size)
    while True:
        raw_store(slot, 0, 0)
        following = slot + size
        if last < following:
            raw_store(slot, 8, NULL)
            return
        raw_store(slot, 8, following)
        slot = following


@collector_function
def start_sweep():
    index = 2
    while index <= SMALL >> 3:
        UNSWEPT[index] = PAGES[index]
        PAGES[index] = NULL
        PARTIAL[index] = NULL
        FREE[index] = NULL
        index += 1


@collector_function
def sweep_page(index):
    """Frees what is not marked in one page of this size, and unmarks the rest."""
    page = UNSWEPT[index]
    UNSWEPT[index] = raw_load(Address, page, 0)
    size = index << 3
    slot = page + PAGE_HEADER
    last = page + (PAGE - size)
    free = NULL
    freed = 0
    alive = 0
    while slot <= last:
        header = raw_load(Signed, slot, 0)
        if header & VISITED != 0:
            raw_store(slot, 0, header & ~VISITED)
            alive += 1
        else:
            if header != 0:
                if STATE.stress != 0:
                    poison(slot, slot + size)
                raw_store(slot, 0, 0)
                freed += size
            raw_store(slot, 8, free)
            free = slot
        slot = slot + size
    STATE.old_bytes -= freed
    STATE.alive += alive * size
    if alive == 0:
        raw_store(page, 0, STATE.pages)
        STATE.pages = page
        STATE.free_pages += PAGE
        return
    raw_store(page, 0, PAGES[index])
    PAGES[index] = page
    raw_store(page, 16, free)
    if free != NULL:
        raw_store(page, 8, PARTIAL[index])
        PARTIAL[index] = page


@collector_function
def sweep_small(budget):
    """Sweeps pages worth about so many bytes. What is left of the budget, or -1 if there are more pages."""
    while STATE.sweep_size <= SMALL:
        index = STATE.sweep_size >> 3
        while UNSWEPT[index] != NULL:
            if budget <= 0:
                return -1
            sweep_page(index)
            budget -= PAGE // 4
        STATE.sweep_size += 8
    if budget < 0:
        return 0
    return budget


@collector_function
def poison(start, end):
    while start < end:
        raw_store(start, 0, -0x2424242424242425)
        start = start + 8


more_slots._dont_inline_ = True
