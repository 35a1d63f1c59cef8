"""Large objects: each is a block of the C library's, in a list.

Three words are before the header: the next object, the size that counts, and how many cards. Before these are the cards of an array
of pointers: a byte for each 32 items, not 0 where a pointer has been stored since the last minor collection."""

from rpython.lltype import NULL, Address, Char, Signed, cast_int_to_adr, raw_load, raw_memclear, raw_store
from rpython_gc.generational.oldspace import poison
from rpython_gc.generational.reserve import allocate_surely
from rpython_gc.generational.stacks import CARDED, ITEMS, MOST_ITEMS, REMEMBERED, STATICS_WRITTEN, push
from rpython_gc.generational.state import CARDS, CARDS_SET, STATE, VISITED, WRITTEN, YOUNG_LARGE
from rpython_gc.objects import BARRIER, NUMBER, STATIC, TYPES, c_calloc, c_free, collector_function

BEFORE = 24
CARD_SHIFT = 5
# Smaller arrays have no cards.
WITH_CARDS = 2048
# Arrays of pointers that are noted by the barrier while they are young as well: to look through one takes too long.
HUGE = 1 << 20


@collector_function
def cards_of(number, length, size):
    """How many cards: a multiple of 8, so that they can be read 8 at a time."""
    if size < WITH_CARDS or len(TYPES[number].item_pointers) == 0:
        return 0
    return ((length >> CARD_SHIFT) + 8) & -8


@collector_function
def allocate_large(size, cards):
    """A block for an object of this size; gives where its header is. Its contents are not clear."""
    start = allocate_surely(size + BEFORE + cards)
    raw_memclear(start, cards)
    header = start + (cards + BEFORE)
    raw_store(header, -8, cards)
    raw_store(header, -16, size)
    raw_store(header, -24, STATE.large)
    STATE.large = header
    STATE.old_bytes += size
    STATE.large_bytes += size
    return header


@collector_function
def allocate_young_large(number, length, size):
    """An object that is young, but does not move; or NULL."""
    cards = cards_of(number, length, size)
    start = c_calloc(1, size + BEFORE + cards)
    if start == NULL:
        return NULL
    header = start + (cards + BEFORE)
    raw_store(header, -8, cards)
    raw_store(header, -16, size)
    raw_store(header, -24, STATE.young_large)
    STATE.young_large = header
    STATE.young_large_bytes += size
    flags = number | YOUNG_LARGE
    if cards != 0 and size >= HUGE:
        flags = flags | CARDS | BARRIER
    raw_store(header, 0, flags)
    return header + 8


@collector_function
def flags_of_cards(header):
    if raw_load(Signed, header, -8) != 0:
        return CARDS
    return 0


@collector_function
def free_block(header):
    if STATE.stress != 0:
        poison(header, header + (raw_load(Signed, header, -16) & -8))
    c_free(header - (raw_load(Signed, header, -8) + BEFORE))


@collector_function
def sort_young_large():
    """At the end of a minor collection: what was not found goes, the rest is old."""
    header = STATE.young_large
    STATE.young_large = NULL
    STATE.young_large_bytes = 0
    while header != NULL:
        following = raw_load(Address, header, -24)
        if raw_load(Signed, header, 0) & YOUNG_LARGE != 0:
            free_block(header)
        else:
            size = raw_load(Signed, header, -16)
            raw_store(header, -24, STATE.large)
            STATE.large = header
            STATE.old_bytes += size
            STATE.large_bytes += size
            STATE.promoted += size
        header = following


@collector_function
def start_sweep_large():
    STATE.unswept_large = STATE.large
    STATE.large = NULL


@collector_function
def sweep_large(budget):
    while STATE.unswept_large != NULL:
        if budget <= 0:
            return -1
        header = STATE.unswept_large
        STATE.unswept_large = raw_load(Address, header, -24)
        flags = raw_load(Signed, header, 0)
        if flags & VISITED != 0:
            raw_store(header, 0, flags & ~VISITED)
            raw_store(header, -24, STATE.large)
            STATE.large = header
            STATE.alive += raw_load(Signed, header, -16)
            budget -= 256
        else:
            size = raw_load(Signed, header, -16)
            STATE.old_bytes -= size
            STATE.large_bytes -= size
            free_block(header)
            budget -= 256 + size // 64
    if budget < 0:
        return 0
    return budget


@collector_function
def write_barrier(obj):
    header = raw_load(Signed, obj, -8) & ~BARRIER
    if header & (STATIC | WRITTEN) == STATIC:
        header = header | WRITTEN
        push(STATICS_WRITTEN, obj)
    raw_store(obj, -8, header)
    push(REMEMBERED, obj)


@collector_function
def write_barrier_items(obj, start, count):
    if count == 1 and ITEMS.top - ITEMS.base < MOST_ITEMS * 16:
        # Most stores are here and there: the rest of the array need not be looked at.
        push(ITEMS, obj)
        push(ITEMS, cast_int_to_adr(start))
        if raw_load(Signed, obj, -8) & (STATIC | WRITTEN) == STATIC:
            write_barrier(obj)
        return
    header = raw_load(Signed, obj, -8)
    if header & CARDS == 0:
        write_barrier(obj)
        return
    if count <= 0:
        return
    if header & CARDS_SET == 0:
        raw_store(obj, -8, header | CARDS_SET)
        push(CARDED, obj)
    cards = obj - (8 + BEFORE + raw_load(Signed, obj, -16))
    card = start >> CARD_SHIFT
    last = (start + count - 1) >> CARD_SHIFT
    while card <= last:
        raw_store(cards, card, "\1")
        card += 1


@collector_function
def each_card(obj, visit):
    """Calls `visit` with the object, its type, and the first and last item (exclusive) of each card that is set; then none is."""
    header = raw_load(Signed, obj, -8)
    raw_store(obj, -8, header & ~CARDS_SET)
    info = TYPES[header & NUMBER]
    length = raw_load(Signed, obj, info.length_offset)
    n = raw_load(Signed, obj, -16)
    cards = obj - (8 + BEFORE + n)
    i = 0
    while i < n:
        if raw_load(Signed, cards, i) != 0:
            k = i
            while k < i + 8:
                if raw_load(Char, cards, k) != "\0":
                    start = k << CARD_SHIFT
                    end = start + (1 << CARD_SHIFT)
                    if end > length:
                        end = length
                    visit(obj, info, start, end)
                k += 1
            raw_store(cards, i, 0)
        i += 8


write_barrier._dont_inline_ = True
write_barrier_items._dont_inline_ = True
