"""A copying collector with two spaces: Cheney, "A Nonrecursive List Compacting Algorithm" (1970). The second one is there before it is
needed, so that there is always memory for a collection.

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
    raw_memclear,
    raw_memcopy,
    raw_store,
    static,
)
from rpython_gc.finalizers import find_dead, register_finalizer, visit_dead
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
from rpython_gc.requests import (
    COLLECTIONS,
    PEAK_ALLOCATED_MEMORY,
    PEAK_MEMORY,
    PRESSURE,
    STATISTICS,
    TOTAL_ALLOCATED_MEMORY,
    TOTAL_MEMORY,
    TOTAL_MEMORY_PRESSURE,
    WHOLE_COLLECTIONS,
    note_peaks,
    peak,
)
from rpython_gc.settings import heap_limit

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
        # Bytes of its block, some more than `size`.
        ("capacity", Signed),
        # The other space, which is clear.
        ("spare", Address),
        ("spare_capacity", Signed),
        # How large a space may be.
        ("most", Signed),
        ("old", Address),
        ("old_end", Address),
        ("stress", Signed),
        # Objects that get a word for their hash when they move.
        ("hashes", Signed),
        # Up to where the new space has been scanned.
        ("scanned", Address),
        # Bytes outside of the heap that the program has told of since the last collection.
        ("pressure", Signed),
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
    STATE.most = heap_limit() & -8
    size = min(FIRST_SIZE, max(STATE.most, 1 << 12))
    STATE.space = c_calloc(1, with_hashes(size))
    STATE.spare = c_calloc(1, with_hashes(size))
    if STATE.space == NULL or STATE.spare == NULL:
        out_of_memory()
    STATE.size = size
    STATE.capacity = with_hashes(size)
    STATE.spare_capacity = STATE.capacity
    start_space()


@collector_function
def with_hashes(size):
    """What a space needs, with room for the hashes of some objects."""
    return size + (size // 64 * 8)


@collector_function
def start_space():
    STATE.free = STATE.space
    STATE.end = STATE.space + STATE.size
    STATE.limit = STATE.end
    if STATE.stress != 0:
        STATE.limit = STATE.space


@collector_function
def malloc(type_number, size):
    """`size` bytes, with the header; gives where the object begins behind it, or NULL."""
    if STATE.stress != 0 or STATE.end - STATE.free < size:
        if not make_room(size):
            return NULL
    start = STATE.free
    STATE.free = start + size
    raw_store(start, 0, type_number)
    return start + 8


@collector_function
def malloc_varsize(type_number, length, size, item_size, length_offset):
    """An object with a tail of `length` items."""
    whole = varsize(length, size, item_size)
    if whole < 0:
        return NULL
    result = malloc(type_number, whole)
    if result != NULL:
        raw_store(result, length_offset, length)
    return result


@collector_function
def make_room(size):
    if copy_into_spare():
        live = STATE.free - STATE.space
        if live + size > STATE.size // 2:
            bigger = STATE.size * 2
            while live + size > bigger // 2:
                bigger = bigger * 2
            if not grow(bigger):
                grow(STATE.size + STATE.size // 4 + size)
    return STATE.end - STATE.free >= size


@collector_function
def grow(size):
    """To two spaces of this size, or as large as they may be. Nothing has changed if they are not to be had."""
    size = min(size, STATE.most)
    if size <= STATE.size:
        return False
    capacity = with_hashes(size)
    space = c_calloc(1, capacity)
    if space == NULL:
        return False
    spare = c_calloc(1, capacity)
    if spare == NULL or not new_spare(space, capacity):
        c_free(space)
        c_free(spare)
        return False
    STATE.size = size
    copy_into_spare()
    return new_spare(spare, capacity)


@collector_function
def new_spare(start, capacity):
    if start == NULL:
        return False
    c_free(STATE.spare)
    STATE.spare = start
    STATE.spare_capacity = capacity
    return True


@collector_function
def collect():
    copy_into_spare()


@collector_function
def request(what, argument):
    if what == PRESSURE:
        STATE.pressure += argument
        if STATE.pressure > STATE.size:
            collect()
        return 1
    if what == STATISTICS:
        return number(argument)
    return 0


@collector_function
def number(which):
    if which == TOTAL_MEMORY:
        return STATE.capacity + STATE.spare_capacity
    if which == TOTAL_ALLOCATED_MEMORY:
        return STATE.free - STATE.space
    if which == TOTAL_MEMORY_PRESSURE:
        return STATE.pressure
    if which == PEAK_MEMORY or which == PEAK_ALLOCATED_MEMORY:
        note_peaks(STATE.capacity + STATE.spare_capacity, STATE.free - STATE.space)
        return peak(which)
    if which == COLLECTIONS or which == WHOLE_COLLECTIONS:
        return STATE.collections
    return 0


@collector_function
def copy_into_spare():
    """A collection. There is none if objects need so much more room for their hashes that it is not to be had."""
    used = STATE.free - STATE.space
    most = used + STATE.hashes * 8
    if most > STATE.spare_capacity and not new_spare(c_calloc(1, with_hashes(most)), with_hashes(most)):
        return False
    STATE.collections += 1
    STATE.pressure = 0
    note_peaks(STATE.capacity + STATE.spare_capacity, STATE.free - STATE.space)
    old = STATE.space
    capacity = STATE.capacity
    STATE.old = old
    STATE.old_end = STATE.free
    STATE.space = STATE.spare
    STATE.capacity = STATE.spare_capacity
    start_space()
    STATE.hashes = 0
    roots(STATE, update)
    statics(update, True)
    visit_dead(update)
    STATE.scanned = STATE.space
    scan()
    update_weakrefs(ALIVE, find)
    find_dead(find, update, scan)
    update_weakrefs(ALIVE, find)
    if STATE.stress == 0:
        raw_memclear(old, used)
    else:
        # What still points there shows at once.
        c_free(old)
        old = c_calloc(1, capacity)
        if old == NULL:
            out_of_memory()
    STATE.spare = old
    STATE.spare_capacity = capacity
    return True


@collector_function
def scan():
    """Copies what the objects in the new space lead to."""
    a = STATE.scanned
    while a < STATE.free:
        header = raw_load(Signed, a, 0)
        trace(a + 8, header & NUMBER, update)
        note_weakref(ALIVE, a + 8, header & NUMBER)
        a = a + whole_size(a + 8, header)
    STATE.scanned = a


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
    if obj < STATE.space or STATE.free < obj:
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
