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
from rpython_gc.generational.large import allocate_large, cards_of, each_card, flags_of_cards, sort_young_large
from rpython_gc.generational.major import mark_place
from rpython_gc.generational.oldspace import SMALL, allocate_small
from rpython_gc.generational.state import (
    ADDRESS,
    CARDED,
    FORWARDED,
    GRAY,
    HASHED,
    HASH_STORED,
    MARKED,
    MARKING,
    REMEMBERED,
    STATE,
    VISITED,
    YOUNG_LARGE,
    pop,
    push,
)
from rpython_gc.objects import (
    BARRIER,
    NUMBER,
    STATIC,
    TYPES,
    collector_function,
    has_pointers,
    object_size,
    roots,
    statics,
    trace,
    trace_items,
)


@collector_function
def minor():
    """Afterwards the nursery is empty; it is not clear."""
    STATE.promoted = 0
    roots(STATE, update)
    statics(update, False)
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
        trace(obj, raw_load(Signed, obj, -8) & NUMBER, update)
    if STATE.young_large != NULL:
        sort_young_large()
    STATE.collections += 1


@collector_function
def update_items(obj, info, start, end):
    trace_items(obj, info, start, end, update)
    if STATE.phase == MARKING and raw_load(Signed, obj, -8) & VISITED != 0:
        trace_items(obj, info, start, end, mark_place)


@collector_function
def update(place):
    obj = raw_load(Address, place, 0)
    if STATE.nursery < obj and obj <= STATE.nursery_end:
        header = raw_load(Signed, obj, -8)
        if header < 0:
            raw_store(place, 0, cast_int_to_adr(header & ADDRESS))
        else:
            raw_store(place, 0, promote(obj, header))
    elif STATE.young_large != NULL and obj != NULL:
        header = raw_load(Signed, obj, -8)
        if header & YOUNG_LARGE != 0:
            header = (header & ~YOUNG_LARGE) | BARRIER | flags_of_cards(obj - 8)
            raw_store(obj, -8, header)
            if has_pointers(header & NUMBER):
                push(GRAY, obj)


@collector_function
def promote(obj, header):
    """The object's copy in old space."""
    size = object_size(obj, header)
    whole = size
    if header & HASHED != 0:
        whole = size + 8
    flags = header | BARRIER
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
    return copy


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
