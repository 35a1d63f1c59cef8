"""Major collections, in steps: as much marking or sweeping as fits what minor collections make old, in small pieces while the nursery
fills up again.

Marking finds old objects from the roots. A marked object into which a pointer is stored meanwhile has been noted by the write
barrier: the next minor collection makes its pointers be marked again. So young objects need not be looked at. Roots are not noted:
after a minor collection, when nothing else is left, they are marked again until that finds nothing. Objects that become old are
marked, and what they point to. Long arrays are marked a piece at a time.

Sweeping frees what has no mark. Objects become old in pages that have been swept."""

from rpython.lltype import NULL, Address, Signed, cast_adr_to_int, cast_int_to_adr, raw_load, raw_store
from rpython_gc.finalizers import find_dead, visit_dead
from rpython_gc.generational.large import start_sweep_large, sweep_large
from rpython_gc.generational.oldspace import start_sweep, sweep_small
from rpython_gc.generational.stacks import MARKED, STATICS_WRITTEN, pop, push
from rpython_gc.generational.state import (
    IDLE,
    MARKING,
    OLD_WEAKREFS,
    STATE,
    SWEEPING_LARGE,
    SWEEPING_SMALL,
    VISITED,
    YOUNG_LARGE,
)
from rpython_gc.objects import (
    NUMBER,
    STATIC,
    TYPES,
    collector_function,
    has_pointers,
    note_weakref,
    roots,
    statics,
    trace_items,
    update_weakrefs,
)

# Items that are marked at once.
PIECE = 512
# Bytes of work for each byte that became old.
SPEED = 4
# What part of the work that is due is done at once.
PART = 32
LEAST = 1 << 14
UNLIMITED = 1 << 62


@collector_function
def is_due():
    return STATE.phase != IDLE or STATE.old_bytes + STATE.pressure >= STATE.threshold or STATE.stress != 0


@collector_function
def after_minor():
    if STATE.phase == IDLE:
        start()
    due = STATE.promoted * SPEED
    if due < STATE.step:
        due = STATE.step
    STATE.due += due
    if MARKED.top == MARKED.base and STATE.due < STATE.step * PART:
        # It may be the end of marking, which only comes here.
        work(STATE.step, True)
    else:
        piece(True)


@collector_function
def piece(nursery_is_empty):
    part = STATE.due // PART
    if part < LEAST:
        part = LEAST
    STATE.due -= part
    work(part, nursery_is_empty)


@collector_function
def full():
    """A whole collection, and before it the rest of one that runs."""
    if STATE.phase != IDLE:
        work(UNLIMITED, True)
    start()
    work(UNLIMITED, True)


@collector_function
def start():
    STATE.phase = MARKING
    mark_roots()
    a = STATICS_WRITTEN.base
    while a < STATICS_WRITTEN.top:
        push(MARKED, raw_load(Address, a, 0))
        a = a + 8


@collector_function
def work(budget, nursery_is_empty):
    if STATE.phase == MARKING:
        budget = mark(budget, nursery_is_empty)
        if budget < 0:
            return
        update_weakrefs(OLD_WEAKREFS, find)
        find_dead(find, mark_place, mark_rest)
        update_weakrefs(OLD_WEAKREFS, find)
        start_sweep()
        start_sweep_large()
        STATE.sweep_size = 16
        STATE.alive = 0
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
    STATE.due = 0
    STATE.whole_collections += 1
    STATE.pressure = 0
    set_threshold()


@collector_function
def set_threshold():
    """For the next collection, by what was alive in the last one. Since then there may be much more, which must not make the next
    one late, nor the time until then too short."""
    wanted = STATE.alive // 1000 * STATE.growth
    fastest = STATE.threshold // 1000 * STATE.fastest_growth
    if wanted > fastest:
        wanted = fastest
    soonest = STATE.old_bytes + STATE.alive // 4
    if wanted < soonest:
        wanted = soonest
    if wanted < STATE.smallest_threshold:
        wanted = STATE.smallest_threshold
    if wanted > STATE.most:
        wanted = STATE.most
    STATE.threshold = wanted


@collector_function
def mark_roots():
    roots(STATE, mark_place)
    statics(mark_place, False)
    visit_dead(mark_place)


@collector_function
def mark_place(place):
    obj = raw_load(Address, place, 0)
    if obj != NULL and not (STATE.nursery < obj and obj <= STATE.nursery_end):
        header = raw_load(Signed, obj, -8)
        if header & (VISITED | STATIC | YOUNG_LARGE) == 0:
            raw_store(obj, -8, header | VISITED)
            if has_pointers(header & NUMBER):
                push(MARKED, obj)
            else:
                note_weakref(OLD_WEAKREFS, obj, header & NUMBER)


@collector_function
def find(obj):
    """The object if it is marked, else NULL."""
    if raw_load(Signed, obj, -8) & (VISITED | STATIC) == 0:
        return NULL
    return obj


@collector_function
def mark(budget, nursery_is_empty):
    """What is left of the budget when all is marked, or -1 if that is not certain."""
    while True:
        if MARKED.top == MARKED.base:
            if not nursery_is_empty:
                return -1
            mark_roots()
            if MARKED.top == MARKED.base:
                if budget < 0:
                    return 0
                return budget
        if budget <= 0:
            return -1
        budget -= mark_next()


@collector_function
def mark_rest():
    """All that the marked objects lead to."""
    while MARKED.top != MARKED.base:
        mark_next()


@collector_function
def mark_next():
    """Marks what one object leads to, or a piece of it; how many bytes that was."""
    work = 0
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
        work = info.size
    if len(info.item_pointers) > 0:
        end = raw_load(Signed, obj, info.length_offset)
        if end - first > PIECE:
            end = first + PIECE
            # The rest comes after what the piece points to.
            push(MARKED, cast_int_to_adr(end))
            push(MARKED, obj + 1)
        trace_items(obj, info, first, end, mark_place)
        work += (end - first) * info.item_size
    return work


# It is what marking does most.
mark_next._always_inline_ = True
