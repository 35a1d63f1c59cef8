"""Minor collections: what is alive in the nursery moves to old space.

Young objects are found from the stack of roots, from static objects without a header, and from the old objects and cards that the
write barrier has noted. Nothing else points to them."""

from rpython.lltype import (
    NULL,
    Address,
    Signed,
    cast_adr_to_int,
    cast_int_to_adr,
    raw_load,
    raw_memcopy,
    raw_store,
)
from rpython_gc.finalizers import visit_new
from rpython_gc.generational.large import allocate_large, cards_of, each_card, flags_of_cards, sort_young_large
from rpython_gc.generational.major import mark_place
from rpython_gc.generational.oldspace import SMALL, allocate_small
from rpython_gc.generational.stacks import CARDED, GRAY, ITEMS, MARKED, REMEMBERED, pop, push
from rpython_gc.generational.state import (
    ADDRESS,
    CARDS,
    FORWARDED,
    HASHED,
    HASH_STORED,
    MARKING,
    OLD_WEAKREFS,
    STATE,
    VISITED,
    YOUNG_LARGE,
    YOUNG_WEAKREFS,
)
from rpython_gc.objects import (
    BARRIER,
    NUMBER,
    STATIC,
    TYPES,
    collector_function,
    has_pointers,
    note_weakref,
    object_size,
    roots,
    statics,
    trace,
    trace_items,
    update_weakrefs,
)


@collector_function
def minor():
    """Afterwards the nursery is empty; it is not clear."""
    STATE.promoted = 0
    roots(STATE, update)
    statics(update, False)
    visit_new(update)
    while ITEMS.top != ITEMS.base:
        i = cast_adr_to_int(pop(ITEMS))
        obj = pop(ITEMS)
        update_items(obj, TYPES[raw_load(Signed, obj, -8) & NUMBER], i, i + 1)
    while CARDED.top != CARDED.base:
        each_card(pop(CARDED), update_items)
    a = REMEMBERED.base
    while a < REMEMBERED.top:
        obj = raw_load(Address, a, 0)
        header = raw_load(Signed, obj, -8) | BARRIER
        raw_store(obj, -8, header)
        trace(obj, header & NUMBER, update)
        if STATE.phase == MARKING and header & (VISITED | STATIC) != 0:
            push(MARKED, obj)
        a = a + 8
    REMEMBERED.top = REMEMBERED.base
    while GRAY.top != GRAY.base:
        obj = pop(GRAY)
        number = raw_load(Signed, obj, -8) & NUMBER
        if STATE.phase != MARKING:
            trace(obj, number, update)
        else:
            trace(obj, number, update_and_mark)
    update_young_weakrefs()
    if STATE.young_large != NULL:
        sort_young_large()
    STATE.collections += 1


@collector_function
def update_items(obj, info, start, end):
    trace_items(obj, info, start, end, update)
    if STATE.phase == MARKING and raw_load(Signed, obj, -8) & (VISITED | STATIC) != 0:
        trace_items(obj, info, start, end, mark_place)


@collector_function
def update_and_mark(place):
    update(place)
    mark_place(place)


@collector_function
def mark_if_marking():
    """The flag of objects that become old now: while marking runs they are marked, and so is what they point to. Else marking would
    not end while the program makes more."""
    if STATE.phase == MARKING:
        return VISITED
    return 0


@collector_function
def update(place):
    obj = raw_load(Address, place, 0)
    if STATE.nursery < obj and obj <= STATE.nursery_end:
        raw_store(place, 0, moved(obj))
    elif STATE.young_large != NULL and obj != NULL:
        keep_large(obj)


@collector_function
def moved(obj):
    header = raw_load(Signed, obj, -8)
    if header < 0:
        return cast_int_to_adr(header & ADDRESS)
    return promote(obj, header)


@collector_function
def keep_large(obj):
    header = raw_load(Signed, obj, -8)
    if header & YOUNG_LARGE != 0:
        # The barrier has noted what was stored into it.
        known = header & CARDS != 0
        header = (header & ~YOUNG_LARGE) | BARRIER | flags_of_cards(obj - 8) | mark_if_marking()
        raw_store(obj, -8, header)
        if not known:
            if has_pointers(header & NUMBER):
                push(GRAY, obj)
        elif STATE.phase == MARKING:
            push(MARKED, obj)


@collector_function
def promote(obj, header):
    """The object's copy in old space."""
    size = object_size(obj, header)
    whole = size
    if header & HASHED != 0:
        whole = size + 8
    flags = header | BARRIER | mark_if_marking()
    number = header & NUMBER
    if whole <= SMALL:
        if whole < 16:
            whole = 16
        start = allocate_small(whole)
    else:
        info = TYPES[number]
        length = 0
        if info.length_offset >= 0:
            length = raw_load(Signed, obj, info.length_offset)
        start = allocate_large(whole, cards_of(number, length, size))
        flags = flags | flags_of_cards(start)
    raw_memcopy(obj - 8, start, size)
    if header & HASHED != 0:
        raw_store(start, size, young_hash(obj))
        flags = (flags | HASH_STORED) & ~HASHED
    raw_store(start, 0, flags)
    STATE.promoted += whole
    copy = start + 8
    raw_store(obj, -8, cast_adr_to_int(copy) | FORWARDED)
    if has_pointers(number):
        push(GRAY, copy)
    else:
        note_weakref(YOUNG_WEAKREFS, copy, number)
    return copy


@collector_function
def update_young_weakrefs():
    first = YOUNG_WEAKREFS.first
    last = update_weakrefs(YOUNG_WEAKREFS, find)
    if STATE.phase == MARKING and first != NULL:
        # They have become old with a mark: marking will not come to them.
        raw_store(last, 8, OLD_WEAKREFS.first)
        OLD_WEAKREFS.first = first


@collector_function
def find(obj):
    """Where an object is after the collection, NULL if it is no more."""
    header = raw_load(Signed, obj, -8)
    if STATE.nursery < obj and obj <= STATE.nursery_end:
        if header >= 0:
            return NULL
        return cast_int_to_adr(header & ADDRESS)
    if header & YOUNG_LARGE != 0:
        return NULL
    return obj


@collector_function
def young_hash(obj):
    """Different for objects that have been at the same place one after the other."""
    return (cast_adr_to_int(obj) >> 3) + STATE.collections * 0x9E3779B1


@collector_function
def identity_hash(obj):
    header = raw_load(Signed, obj, -8)
    if header & HASH_STORED != 0:
        return raw_load(Signed, obj, object_size(obj, header) - 8)
    if STATE.nursery < obj and obj <= STATE.nursery_end:
        if header & HASHED == 0:
            raw_store(obj, -8, header | HASHED)
        return young_hash(obj)
    return cast_adr_to_int(obj) >> 3


moved._dont_inline_ = True
keep_large._dont_inline_ = True
