"""Memory for collections when there is no other: two blocks, which are given back to the C library one after the other where an
allocation of the collector's own fails. Without the first the program is told once that memory has run out, and without the second it
gets no more objects, until there is a reserve again."""

from rpython.lltype import NULL
from rpython_gc.generational.state import STATE
from rpython_gc.objects import c_free, c_malloc, collector_function, out_of_memory

# Besides what is in the nursery: stacks of addresses, pages that are not full.
EXTRA = 4 << 20


@collector_function
def reserve_size():
    return 2 * STATE.nursery_size + EXTRA


@collector_function
def has_reserve():
    """Whether all that is in the nursery can become old."""
    if STATE.last_reserve == NULL:
        STATE.last_reserve = c_malloc(reserve_size())
    if STATE.reserve == NULL:
        STATE.reserve = c_malloc(reserve_size())
    # Free pages are as good.
    parts = STATE.free_pages // reserve_size()
    if STATE.reserve != NULL:
        parts += 1
    if STATE.last_reserve != NULL:
        parts += 1
    if parts >= 2:
        STATE.uses_last_reserve = 0
    return parts >= 2 - STATE.uses_last_reserve


@collector_function
def use_last_reserve():
    STATE.uses_last_reserve = 1


@collector_function
def allocate_surely(size):
    """Memory that the collector cannot do without."""
    start = c_malloc(size)
    if start == NULL:
        c_free(STATE.reserve)
        STATE.reserve = NULL
        start = c_malloc(size)
    if start == NULL:
        c_free(STATE.last_reserve)
        STATE.last_reserve = NULL
        start = c_malloc(size)
        if start == NULL:
            out_of_memory()
    return start


allocate_surely._dont_inline_ = True
