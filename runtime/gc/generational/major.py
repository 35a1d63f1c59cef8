"""Major collections, in steps: each minor collection is followed by as much marking or sweeping as fits what it has made old.

Marking finds old objects from the roots. A marked object into which a pointer is stored meanwhile has been noted by the write
barrier: the next minor collection makes its pointers be marked again. Roots are not noted: they are marked again when nothing else is
left, until that finds nothing. Objects that become old are not marked. Long arrays are marked a piece at a time.

Sweeping frees what has no mark. Objects become old in pages that have been swept."""

from rpython.lltype import NULL, Address, Signed, cast_adr_to_int, cast_int_to_adr, raw_load, raw_store
from rpython_gc.generational.large import start_sweep_large, sweep_large
from rpython_gc.generational.oldspace import start_sweep, sweep_small
from rpython_gc.generational.state import (
    IDLE,
    MARKED,
    MARKING,
    STATE,
    STATICS_WRITTEN,
    SWEEPING_LARGE,
    SWEEPING_SMALL,
    VISITED,
    pop,
    push,
)
from rpython_gc.objects import NUMBER, STATIC, TYPES, collector_function, has_pointers, roots, statics, trace_items

# Items that are marked at once.
PIECE = 512
# Bytes of work for each byte that became old.
SPEED = 4
UNLIMITED = 1 << 62


@collector_function
def step():
    """After a minor collection."""
    if STATE.phase == IDLE:
        if STATE.old_bytes < STATE.threshold and STATE.stress == 0:
            return
        start()
    budget = STATE.promoted * SPEED
    if budget < STATE.step:
        budget = STATE.step
    work(budget)


@collector_function
def full():
    """A whole collection, and before it the rest of one that runs. The nursery is empty."""
    if STATE.phase != IDLE:
        work(UNLIMITED)
    start()
    work(UNLIMITED)


@collector_function
def start():
    STATE.phase = MARKING
    mark_roots()
    a = STATICS_WRITTEN.base
    while a < STATICS_WRITTEN.top:
        push(MARKED, raw_load(Address, a, 0))
        a = a + 8


@collector_function
def work(budget):
    if STATE.phase == MARKING:
        budget = mark(budget)
        if budget < 0:
            return
        start_sweep()
        start_sweep_large()
        STATE.sweep_size = 16
        STATE.phase = SWEEPING_SMALL
    if STATE.phase == SWEEPING_SMALL:
        budget = sweep_small(budget)
        if budget < 0:
            return
        STATE.phase = SWEEPING_LARGE
    if STATE.phase == SWEEPING_LARGE:
        if sweep_large(budget) < 0:
            return
        finish()


@collector_function
def finish():
    STATE.phase = IDLE
    STATE.majors += 1
    set_threshold()


@collector_function
def set_threshold():
    """For the next collection, by what is alive now."""
    wanted = STATE.old_bytes // 1000 * STATE.growth
    fastest = STATE.threshold // 1000 * STATE.fastest_growth
    if wanted > fastest and fastest > STATE.old_bytes + STATE.old_bytes // 4:
        wanted = fastest
    if wanted < STATE.smallest_threshold:
        wanted = STATE.smallest_threshold
    if STATE.most > 0 and wanted > STATE.most:
        wanted = STATE.most
    STATE.threshold = wanted


@collector_function
def mark_roots():
    roots(STATE, mark_place)
    statics(mark_place, False)


@collector_function
def mark_place(place):
    obj = raw_load(Address, place, 0)
    if obj != NULL:
        header = raw_load(Signed, obj, -8)
        if header & (VISITED | STATIC) == 0:
            raw_store(obj, -8, header | VISITED)
            if has_pointers(header & NUMBER):
                push(MARKED, obj)


@collector_function
def mark(budget):
    """What is left of the budget when all is marked, or -1 if not all is."""
    while True:
        if MARKED.top == MARKED.base:
            mark_roots()
            if MARKED.top == MARKED.base:
                if budget < 0:
                    return 0
                return budget
        if budget <= 0:
            return -1
        obj = pop(MARKED)
        first = 0
        if cast_adr_to_int(obj) & 1 != 0:
            obj = obj - 1
            first = cast_adr_to_int(pop(MARKED))
        info = TYPES[raw_load(Signed, obj, -8) & NUMBER]
        if first == 0:
            pointers = info.pointers
            i = 0
            while i < len(pointers):
                mark_place(obj + pointers[i])
                i += 1
            budget -= info.size
        if len(info.item_pointers) > 0:
            end = raw_load(Signed, obj, info.length_offset)
            if end - first > PIECE:
                end = first + PIECE
                # The rest comes after what the piece points to.
                push(MARKED, cast_int_to_adr(end))
                push(MARKED, obj + 1)
            trace_items(obj, info, first, end, mark_place)
            budget -= (end - first) * info.item_size
