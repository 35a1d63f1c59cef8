"""A toy: objects stay where they are. A collection marks what can be reached, and frees the rest."""

from rpython.lltype import NULL, Address, Signed, Struct, raw_load, raw_memclear, raw_store, static
from rpython_gc.finalizers import find_dead, register_finalizer, visit_dead
from rpython_gc.objects import (
    NUMBER,
    STATIC,
    WEAKREFS,
    address_hash,
    c_calloc,
    c_free,
    collector_function,
    new_root_stack,
    note_weakref,
    object_size,
    roots,
    statics,
    stress,
    trace,
    update_weakrefs,
    varsize,
)
from rpython_gc.settings import heap_limit

MARKED = 1 << 33

STATE = static(
    Struct(
        "marksweep_state",
        ("root_top", Address),
        ("root_base", Address),
        ("extra_roots", Address),
        ("stress", Signed),
        # All objects. Each has two words before its header: the next object, and the next one whose pointers are to be marked.
        ("objects", Address),
        ("gray", Address),
        # Bytes: in use, when the next collection is due, and how many there may be.
        ("used", Signed),
        ("due", Signed),
        ("most", Signed),
    )
)
ALIVE = static(WEAKREFS)


@collector_function
def setup():
    new_root_stack(STATE)
    STATE.due = 1 << 20
    STATE.most = heap_limit()
    if stress():
        STATE.stress = 1


@collector_function
def malloc(type_number, size):
    if STATE.stress != 0 or STATE.used > STATE.due:
        collect()
    start = block(size)
    if start == NULL:
        collect()
        start = block(size)
        if start == NULL:
            return NULL
    obj = start + 24
    raw_store(obj, -8, type_number)
    raw_store(obj, -24, STATE.objects)
    STATE.objects = obj
    STATE.used += size
    return obj


@collector_function
def block(size):
    if size > STATE.most - STATE.used:
        return NULL
    return c_calloc(1, size + 16)


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
    roots(STATE, mark)
    statics(mark, True)
    visit_dead(mark)
    mark_all()
    update_weakrefs(ALIVE, find)
    find_dead(find, mark, mark_all)
    update_weakrefs(ALIVE, find)
    sweep()
    STATE.due = STATE.used * 2 + (1 << 20)


@collector_function
def mark_all():
    while STATE.gray != NULL:
        obj = STATE.gray
        STATE.gray = raw_load(Address, obj, -16)
        number = raw_load(Signed, obj, -8) & NUMBER
        trace(obj, number, mark)
        note_weakref(ALIVE, obj, number)


@collector_function
def mark(place):
    obj = raw_load(Address, place, 0)
    if obj == NULL:
        return
    header = raw_load(Signed, obj, -8)
    if header & (STATIC | MARKED) == 0:
        raw_store(obj, -8, header | MARKED)
        raw_store(obj, -16, STATE.gray)
        STATE.gray = obj


@collector_function
def find(obj):
    """Where an object is after the collection, NULL if it is no more."""
    if raw_load(Signed, obj, -8) & (STATIC | MARKED) == 0:
        return NULL
    return obj


@collector_function
def sweep():
    obj = STATE.objects
    STATE.objects = NULL
    STATE.used = 0
    while obj != NULL:
        rest = raw_load(Address, obj, -24)
        header = raw_load(Signed, obj, -8)
        size = object_size(obj, header)
        if header & MARKED != 0:
            raw_store(obj, -8, header & ~MARKED)
            raw_store(obj, -24, STATE.objects)
            STATE.objects = obj
            STATE.used += size
        else:
            raw_memclear(obj - 24, size + 16)
            c_free(obj - 24)
        obj = rest


@collector_function
def identity_hash(obj):
    return address_hash(obj)


malloc._dont_inline_ = True
malloc_varsize._dont_inline_ = True
