"""A copying collector with two spaces: Cheney, "A Nonrecursive List Compacting Algorithm" (1970).

While a collection runs, the header of an object that has been copied is the address of the copy with the sign bit set.
Allocation moves `free` towards `limit` (the gc phase does that in place); what does not fit comes here. New space is zero, so
objects need no clearing. Roots are the stack of addresses between `root_base` and `root_top`, and the static objects that
contain pointers.

With RPY_GC_STRESS set in the environment, every allocation collects."""

from rpython.lltype import (
    NULL,
    Address,
    Signed,
    Struct,
    cast_adr_to_int,
    cast_int_to_adr,
    raw_load,
    raw_memcopy,
    raw_store,
    static,
    unlikely,
)
from rpython_gc.objects import (
    NUMBER,
    WEAKREFS,
    address_hash,
    c_calloc,
    c_free,
    collector_function,
    new_root_stack,
    note_weakref,
    object_size,
    out_of_memory,
    roots,
    statics,
    stress,
    trace,
    update_weakrefs,
    varsize,
)

FIRST_SIZE = 1 << 19

FORWARDED = -(1 << 63)
ADDRESS = (1 << 63) - 1
# The identity hash has been asked for: it is the address at that time.
HASHED = 1 << 33
# The object has moved since: the hash is in a word behind it.
HASH_STORED = 1 << 34

STATE = static(
    Struct(
        "semispace_state",
        ("free", Address),
        ("limit", Address),
        ("end", Address),
        ("root_top", Address),
        ("root_base", Address),
        ("space", Address),
        ("size", Signed),
        ("old", Address),
        ("old_end", Address),
        ("stress", Signed),
        # Objects that get a word for their hash when they move.
        ("hashes", Signed),
        ("extra_roots", Address),
        # How often there was a collection.
        ("collections", Signed),
    )
)
ALIVE = static(WEAKREFS)


@collector_function
def setup():
    new_root_stack(STATE)
    if stress():
        STATE.stress = 1
    new_space(FIRST_SIZE)


@collector_function
def new_space(size):
    start = c_calloc(1, size)
    if unlikely(start == NULL):
        out_of_memory()
    STATE.space = start
    STATE.size = size
    STATE.free = start
    STATE.end = start + size
    if STATE.stress != 0:
        STATE.limit = start
    else:
        STATE.limit = STATE.end


@collector_function
def malloc(type_number, size):
    """`size` bytes, with the header; gives where the object begins behind it."""
    if STATE.stress != 0 or STATE.end - STATE.free < size:
        make_room(size)
    start = STATE.free
    STATE.free = start + size
    raw_store(start, 0, type_number)
    return start + 8


@collector_function
def malloc_varsize(type_number, length, size, item_size, length_offset):
    """An object with a tail of `length` items."""
    result = malloc(type_number, varsize(length, size, item_size))
    raw_store(result, length_offset, length)
    return result


@collector_function
def make_room(size):
    collect_into(STATE.size)
    live = STATE.free - STATE.space
    if live + size > STATE.size // 2:
        bigger = STATE.size * 2
        while live + size > bigger // 2:
            bigger = bigger * 2
        collect_into(bigger)


@collector_function
def collect():
    collect_into(STATE.size)


@collector_function
def collect_into(size):
    STATE.collections += 1
    old = STATE.space
    STATE.old = old
    STATE.old_end = STATE.free
    new_space(size + STATE.hashes * 8)
    STATE.hashes = 0
    roots(STATE, update)
    statics(update, True)
    a = STATE.space
    while a < STATE.free:
        header = raw_load(Signed, a, 0)
        trace(a + 8, header & NUMBER, update)
        note_weakref(ALIVE, a + 8, header & NUMBER)
        a = a + whole_size(a + 8, header)
    update_weakrefs(ALIVE, find)
    c_free(old)


@collector_function
def whole_size(obj, header):
    size = object_size(obj, header)
    if header & HASH_STORED != 0:
        size += 8
    return size


@collector_function
def update(place):
    obj = raw_load(Address, place, 0)
    if STATE.old < obj and obj <= STATE.old_end:
        raw_store(place, 0, copy(obj))


@collector_function
def find(obj):
    """Where an object is after the collection, NULL if it is no more."""
    if STATE.old < obj and obj <= STATE.old_end:
        header = raw_load(Signed, obj, -8)
        if header >= 0:
            return NULL
        return cast_int_to_adr(header & ADDRESS)
    return obj


@collector_function
def copy(obj):
    """The object's copy in the new space."""
    header = raw_load(Signed, obj, -8)
    if header < 0:
        return cast_int_to_adr(header & ADDRESS)
    size = whole_size(obj, header)
    start = STATE.free
    raw_memcopy(obj - 8, start, size)
    if header & HASHED != 0 and header & HASH_STORED == 0:
        raw_store(start, size, address_hash(obj))
        raw_store(start, 0, header | HASH_STORED)
        size += 8
    STATE.free = start + size
    raw_store(obj, -8, cast_adr_to_int(start + 8) | FORWARDED)
    return start + 8


@collector_function
def identity_hash(obj):
    if obj < STATE.space or STATE.end < obj:
        return address_hash(obj)
    header = raw_load(Signed, obj, -8)
    if header & HASH_STORED != 0:
        return raw_load(Signed, obj, object_size(obj, header) - 8)
    if header & HASHED == 0:
        raw_store(obj, -8, header | HASHED)
        STATE.hashes += 1
    return address_hash(obj)


malloc._dont_inline_ = True
malloc_varsize._dont_inline_ = True
make_room._dont_inline_ = True
