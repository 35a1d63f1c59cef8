"""A collector with two generations: objects are young in a nursery that is collected often, and move to old space once; old space
is marked and swept in steps. After Lieberman & Hewitt (1983), "A real-time garbage collector based on the lifetimes of objects",
and Dijkstra et al. (1978), "On-the-fly garbage collection", as in PyPy's incminimark.

Allocation moves `free` towards `limit`, up to which the nursery is clear. It is cleared a little at a time, just before it is
used, while it is in the cache anyway.

With RPY_GC_STRESS set in the environment, every allocation is a minor collection and a step of a major one, and what was freed is
overwritten."""

from rpython.lltype import NULL, raw_memclear, raw_store
from rpython_gc.finalizers import register_finalizer
from rpython_gc.generational.large import allocate_young_large, write_barrier, write_barrier_items
from rpython_gc.generational.log import LOG, begin_section, end_section, line, open_log, phase
from rpython_gc.generational.major import after_minor, full, is_due, piece, set_threshold
from rpython_gc.generational.minor import identity_hash, minor
from rpython_gc.generational.oldspace import poison
from rpython_gc.generational.requests import note_use, number
from rpython_gc.generational.reserve import has_reserve, use_last_reserve
from rpython_gc.generational.settings import read
from rpython_gc.generational.state import IDLE, MARKING, STATE
from rpython_gc.objects import c_malloc, collector_function, new_root_stack, out_of_memory, varsize
from rpython_gc.requests import PRESSURE, STATISTICS, STEP, YOUNG

# Bytes that are cleared at once.
CLEAR = 1 << 15

# What part of a major collection is done: what is due after a minor one, a piece between two, all of it.
AFTER_MINOR = 0
BETWEEN = 1
WHOLE = 2


@collector_function
def setup():
    new_root_stack(STATE)
    read()
    STATE.nursery = c_malloc(STATE.nursery_size)
    if STATE.nursery == NULL:
        out_of_memory()
    STATE.nursery_end = STATE.nursery + STATE.nursery_size
    STATE.free = STATE.nursery
    STATE.limit = STATE.nursery
    STATE.young = STATE.nursery
    if not has_reserve():
        out_of_memory()
    set_threshold()
    open_log()


@collector_function
def malloc(type_number, size):
    """`size` bytes, with the header; gives where the object begins behind it, or NULL."""
    return allocate(type_number, 0, size)


@collector_function
def malloc_varsize(type_number, length, size, item_size, length_offset):
    """An object with a tail of `length` items."""
    whole = varsize(length, size, item_size)
    if whole < 0:
        return NULL
    result = allocate(type_number, length, whole)
    if result != NULL:
        raw_store(result, length_offset, length)
    return result


@collector_function
def allocate(type_number, length, size):
    if STATE.stress != 0 and not collect_under_stress(size):
        return NULL
    if size > STATE.largest:
        return allocate_large_object(type_number, length, size)
    if STATE.stress == 0 and STATE.limit - STATE.free < size and not make_room(size):
        return NULL
    start = STATE.free
    STATE.free = start + size
    raw_store(start, 0, type_number)
    return start + 8


@collector_function
def allocate_large_object(type_number, length, size):
    if STATE.young_large_bytes > 4 * STATE.nursery_size:
        collect_some()
    if fits(size):
        result = allocate_young_large(type_number, length, size)
        if result != NULL:
            return result
    collect()
    if not fits(size):
        allow_some_more()
        return NULL
    return allocate_young_large(type_number, length, size)


@collector_function
def fits(size):
    return size <= STATE.allowed - STATE.old_bytes - STATE.young_large_bytes


@collector_function
def make_room(size):
    """Clears more of the nursery, and empties it first if it is full. False if there is no memory for what it would hold."""
    if STATE.nursery_end - STATE.free < size or is_short():
        if not collect_some():
            return False
    elif STATE.phase != IDLE:
        major(BETWEEN)
    end = STATE.free + size
    if end - STATE.limit < CLEAR:
        end = STATE.limit + CLEAR
    if STATE.nursery_end < end:
        end = STATE.nursery_end
    raw_memclear(STATE.limit, end - STATE.limit)
    STATE.limit = end
    return True


@collector_function
def is_short():
    return STATE.old_bytes > STATE.allowed or not has_reserve()


@collector_function
def collect_some():
    """Whether the program may go on."""
    empty_nursery()
    if is_due():
        major(AFTER_MINOR)
    if is_short():
        major(WHOLE)
    if STATE.old_bytes <= STATE.most:
        STATE.allowed = STATE.most
    if is_short():
        allow_some_more()
        return False
    return True


@collector_function
def allow_some_more():
    """A nursery for whoever catches the exception."""
    STATE.allowed = STATE.most + STATE.nursery_size
    use_last_reserve()


@collector_function
def empty_nursery():
    note_use()
    if LOG.minor == 0:
        minor()
    else:
        begin_section("gc-minor")
        minor()
        line("minor collect, total memory used: ", STATE.old_bytes)
        line("total size of surviving objects: ", STATE.promoted)
        end_section("gc-minor")
    if STATE.stress == 0:
        STATE.free = STATE.nursery
        STATE.limit = STATE.nursery
    else:
        poison(STATE.young, STATE.free)
        STATE.young = STATE.free


@collector_function
def major(part):
    if LOG.steps != 0:
        begin_section("gc-collect-step")
        phase("starting gc state: ", STATE.phase)
    if part == WHOLE:
        full()
    elif part == AFTER_MINOR:
        after_minor()
    else:
        piece(False)
    if LOG.steps != 0:
        phase("stopping, now in gc state: ", STATE.phase)
        line("total memory used: ", STATE.old_bytes)
        end_section("gc-collect-step")


@collector_function
def collect_under_stress(size):
    """`limit` is not moved, so that every allocation comes here. The nursery is used to its end all the same: an object that is
    no more is not soon another. False if there is no memory."""
    if STATE.phase != IDLE:
        major(BETWEEN)
    if not collect_some():
        return False
    if STATE.nursery_end - STATE.free < size:
        STATE.free = STATE.nursery
        STATE.young = STATE.nursery
    if size <= STATE.largest:
        raw_memclear(STATE.free, size)
    return True


@collector_function
def collect():
    empty_nursery()
    major(WHOLE)


@collector_function
def request(what, argument):
    if what == YOUNG:
        empty_nursery()
        return 1
    if what == STEP:
        return step()
    if what == PRESSURE:
        add_pressure(argument)
        return 1
    if what == STATISTICS:
        return number(argument)
    return 0


@collector_function
def step():
    before = STATE.phase
    count = STATE.whole_collections
    empty_nursery()
    major(AFTER_MINOR)
    if count != STATE.whole_collections and before == IDLE:
        # It was a whole collection.
        return MARKING
    return before | STATE.phase << 8


@collector_function
def add_pressure(size):
    """As if an object were so large."""
    STATE.pressure += size
    STATE.young_pressure += size
    if STATE.young_pressure > 4 * STATE.nursery_size:
        STATE.young_pressure = 0
        collect_some()


allocate._dont_inline_ = True
allocate_large_object._dont_inline_ = True
collect_some._dont_inline_ = True
make_room._dont_inline_ = True
