"""What the program asks of the generational collector, and numbers about its memory."""

from rpython_gc.generational.state import STATE
from rpython_gc.objects import collector_function
from rpython_gc.requests import (
    COLLECTIONS,
    NURSERY_SIZE,
    PEAK_ALLOCATED_MEMORY,
    PEAK_MEMORY,
    TOTAL_ALLOCATED_MEMORY,
    TOTAL_MEMORY,
    TOTAL_MEMORY_PRESSURE,
    WHOLE_COLLECTIONS,
    note_peaks,
    peak,
)


@collector_function
def memory():
    return STATE.nursery_size + STATE.arena_bytes + STATE.large_bytes + STATE.young_large_bytes


@collector_function
def allocated():
    return STATE.old_bytes + (STATE.free - STATE.young) + STATE.young_large_bytes


@collector_function
def note_use():
    """Before a collection, when there is most."""
    note_peaks(memory(), allocated())


@collector_function
def number(which):
    if which == TOTAL_MEMORY:
        return memory()
    if which == TOTAL_ALLOCATED_MEMORY:
        return allocated()
    if which == TOTAL_MEMORY_PRESSURE:
        return STATE.pressure
    if which == PEAK_MEMORY or which == PEAK_ALLOCATED_MEMORY:
        note_use()
        return peak(which)
    if which == NURSERY_SIZE:
        return STATE.nursery_size
    if which == COLLECTIONS:
        return STATE.collections
    if which == WHOLE_COLLECTIONS:
        return STATE.whole_collections
    return 0
