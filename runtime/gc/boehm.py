"""Boehm's and Weiser's conservative collector: the library libgc ("Garbage Collection in an Uncooperative Environment", 1988).

Objects stay where they are. Whatever looks like a pointer to one, on the machine's stack, in registers and in static data, keeps it; so
graphs keep no roots. What a JIT has elsewhere (its stack of roots, its constants) is told to the library for each collection,
which therefore begins here, and not by itself where the library runs out of memory.

The library finds the dead among objects with finalizers, one finalizer for each object. Which of them come first it does not say."""

from rpython.lltype import NULL, Address, Signed, Struct, Void, extern, raw_load, raw_memclear, raw_store, static
from rpython_gc.finalizers import DEAD, ENTRY, FINALIZERS, NOTED, NOTHING, add, choose, keep
from rpython_gc.objects import (
    STATIC,
    TYPES,
    address_hash,
    collector_function,
    has_pointers,
    new_root_stack,
    stress,
    varsize,
)
from rpython_gc.requests import (
    COLLECTIONS,
    PEAK_MEMORY,
    PRESSURE,
    STATISTICS,
    TOTAL_ALLOCATED_MEMORY,
    TOTAL_MEMORY,
    WHOLE_COLLECTIONS,
    note_peaks,
    peak,
)
from rpython_gc.settings import heap_limit

# A collection is due when as much was allocated as was in use after the last one, and at least this.
LEAST = 4 << 20

gc_init = extern("GC_init", [], Void)
gc_interior_pointers = extern("GC_set_all_interior_pointers", [Signed], Void)
gc_enable = extern("GC_enable", [], Void)
gc_disable = extern("GC_disable", [], Void)
gc_collect = extern("GC_gcollect", [], Void)
gc_malloc = extern("GC_malloc", [Signed], Address)
gc_malloc_atomic = extern("GC_malloc_atomic", [Signed], Address)
gc_add_roots = extern("GC_add_roots", [Address, Address], Void)
gc_remove_roots = extern("GC_remove_roots", [Address, Address], Void)
gc_heap_size = extern("GC_get_heap_size", [], Signed)
gc_finalize_on_demand = extern("GC_set_finalize_on_demand", [Signed], Void)
# The object, what is called with it and a number, and where to put what was there before.
gc_register_finalizer = extern("GC_register_finalizer_no_order", [Address, Address, Signed, Address, Address], Void)
gc_invoke_finalizers = extern("GC_invoke_finalizers", [], Signed)
gc_free_bytes = extern("GC_get_free_bytes", [], Signed)

STATE = static(
    Struct(
        "boehm_state",
        # Of a JIT.
        ("root_top", Address),
        ("root_base", Address),
        ("extra_roots", Address),
        ("collections", Signed),
        ("stress", Signed),
        # Bytes: allocated since the last collection, when the next one is due, in use after the last one, and how many there may be.
        ("used", Signed),
        ("due", Signed),
        ("kept", Signed),
        ("most", Signed),
        # The address of `finalize`.
        ("finalize", Address),
    )
)


@collector_function
def setup():
    # Pointers are to what is behind the header.
    gc_interior_pointers(1)
    gc_init()
    gc_disable()
    gc_finalize_on_demand(1)
    new_root_stack(STATE)
    STATE.due = LEAST
    STATE.most = heap_limit()
    if stress():
        STATE.stress = 1


@collector_function
def malloc(type_number, size):
    if STATE.stress != 0 or STATE.used > STATE.due:
        collect()
    start = block(type_number, size)
    if start == NULL:
        collect()
        start = block(type_number, size)
        if start == NULL:
            return NULL
    STATE.used += size
    raw_store(start, 0, type_number)
    return start + 8


@collector_function
def block(type_number, size):
    if size > STATE.most - STATE.kept - STATE.used:
        return NULL
    # The library does not clear weak references: they keep their targets.
    if has_pointers(type_number) or TYPES[type_number].weak >= 0:
        return gc_malloc(size)
    start = gc_malloc_atomic(size)
    if start != NULL:
        raw_memclear(start, size)
    return start


@collector_function
def malloc_varsize(type_number, length, size, item_size, length_offset):
    whole = varsize(length, size, item_size)
    if whole < 0:
        return NULL
    obj = malloc(type_number, whole)
    if obj != NULL:
        raw_store(obj, length_offset, length)
    return obj


@collector_function
def collect():
    STATE.collections += 1
    top = STATE.root_top
    tell(STATE.root_base, top, True)
    tell_blocks(True)
    dead = DEAD.base
    first = dead + FINALIZERS.first * ENTRY
    end = dead + DEAD.count * ENTRY
    tell(first, end, True)
    gc_enable()
    gc_collect()
    gc_disable()
    tell(first, end, False)
    tell_blocks(False)
    tell(STATE.root_base, top, False)
    take_first()
    STATE.used = 0
    STATE.kept = gc_heap_size() - gc_free_bytes()
    STATE.due = max(STATE.kept, LEAST)


@collector_function
def request(what, argument):
    if what == PRESSURE:
        STATE.due -= argument
        return 1
    if what == STATISTICS:
        return number(argument)
    return 0


@collector_function
def number(which):
    if which == TOTAL_MEMORY:
        return gc_heap_size()
    if which == TOTAL_ALLOCATED_MEMORY:
        return gc_heap_size() - gc_free_bytes()
    if which == PEAK_MEMORY:
        note_peaks(gc_heap_size(), 0)
        return peak(which)
    if which == COLLECTIONS or which == WHOLE_COLLECTIONS:
        return STATE.collections
    return 0


@collector_function
def register_finalizer(obj, number):
    if raw_load(Signed, obj, -8) & STATIC != 0:
        return
    if number == NOTHING:
        gc_register_finalizer(obj - 8, NULL, 0, NULL, NULL)
    else:
        gc_register_finalizer(obj - 8, STATE.finalize, number, NULL, NULL)


@collector_function
def finalize(start, number):
    """The library calls this with what it has found dead."""
    add(NOTED, start + 8, number)


@collector_function
def take_first():
    """An object that others lead to is registered again."""
    gc_invoke_finalizers()
    if NOTED.count == 0:
        return
    if choose(find):
        keep(leave)
    i = 0
    while i < NOTED.count:
        at = NOTED.base + i * ENTRY
        obj = raw_load(Address, at, 0)
        if obj != NULL:
            register_finalizer(obj, raw_load(Signed, at, 8))
        i += 1
    NOTED.count = 0


@collector_function
def find(obj):
    """What the dead lead to may be dead as well: the library does not say."""
    if raw_load(Signed, obj, -8) & STATIC == 0:
        return NULL
    return obj


@collector_function
def leave(place):
    pass


@collector_function
def tell(start, end, add):
    """The memory between has roots from now on, or no longer."""
    if start < end:
        if add:
            gc_add_roots(start, end)
        else:
            gc_remove_roots(start, end)


@collector_function
def tell_blocks(add):
    block = STATE.extra_roots
    while block != NULL:
        slots = block + 16
        tell(slots, slots + raw_load(Signed, block, 8) * 8, add)
        block = raw_load(Address, block, 0)


@collector_function
def identity_hash(obj):
    return address_hash(obj)


malloc._dont_inline_ = True
malloc_varsize._dont_inline_ = True
collect._dont_inline_ = True
