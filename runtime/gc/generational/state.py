"""What the parts of the generational collector share: its state, the flags of objects."""

from rpython.lltype import Address, Signed, Struct, static
from rpython_gc.objects import WEAKREFS

# In a young object: its hash has been asked for; it is stored behind the object when that moves.
HASHED = 1 << 33
HASH_STORED = 1 << 34
# The mark of a major collection. No object has it while none runs.
VISITED = 1 << 36
# A large object that was made since the last minor collection, and has not been found by one yet.
YOUNG_LARGE = 1 << 37
# A large array of pointers that has cards, and is among CARDED.
CARDS = 1 << 38
CARDS_SET = 1 << 39
# A static object into which a pointer has been stored.
WRITTEN = 1 << 40
# Of a young object that has been copied; the other bits are the address of the copy.
FORWARDED = -(1 << 63)
ADDRESS = (1 << 63) - 1

# What a major collection is doing.
IDLE = 0
MARKING = 1
SWEEPING_SMALL = 2
SWEEPING_LARGE = 3

# Weak references that are alive: of those that a minor collection moves, and of those that a major one has marked.
YOUNG_WEAKREFS = static(WEAKREFS)
OLD_WEAKREFS = static(WEAKREFS)

STATE = static(
    Struct(
        "generational_state",
        # The rest of the nursery that is clear.
        ("free", Address),
        ("limit", Address),
        ("root_top", Address),
        ("root_base", Address),
        ("extra_roots", Address),
        # How often there was a minor collection.
        ("collections", Signed),
        ("nursery", Address),
        ("nursery_end", Address),
        ("nursery_size", Signed),
        # Under stress: where the objects since the last minor collection begin.
        ("young", Address),
        # Larger objects are made outside of the nursery.
        ("largest", Signed),
        ("stress", Signed),
        # A file descriptor, or 0.
        ("log", Signed),
        # Large objects: those made since the last minor collection, others, and those that are still to be swept.
        ("young_large", Address),
        ("young_large_bytes", Signed),
        ("large", Address),
        ("unswept_large", Address),
        # Pages without objects, and how many bytes they are.
        ("pages", Address),
        ("free_pages", Signed),
        # Memory for collections, or NULL if it is in use; and whether the second block is for the program's objects too.
        ("reserve", Address),
        ("last_reserve", Address),
        ("uses_last_reserve", Signed),
        # The rest of the newest arena.
        ("arena", Address),
        ("arena_end", Address),
        # The size of slots whose pages are being swept.
        ("sweep_size", Signed),
        # Of old objects, and what was added by the last minor collection.
        ("old_bytes", Signed),
        ("promoted", Signed),
        # Bytes that sweeping has found to be alive.
        ("alive", Signed),
        # Bytes of arenas and of old large objects, and what the program has told of since the last major collection.
        ("arena_bytes", Signed),
        ("large_bytes", Signed),
        ("pressure", Signed),
        # Since the last collection that came of it.
        ("young_pressure", Signed),
        # How often a major collection has ended.
        ("whole_collections", Signed),
        ("phase", Signed),
        # Bytes of marking and sweeping that should have been done.
        ("due", Signed),
        # Bytes of old objects with which the next major collection begins.
        ("threshold", Signed),
        # Settings: bytes, and ratios in thousandths.
        ("step", Signed),
        ("smallest_threshold", Signed),
        # How many bytes old objects may need, and how many they may just now: somewhat more after the program was told that it is too
        # many.
        ("most", Signed),
        ("allowed", Signed),
        ("growth", Signed),
        ("fastest_growth", Signed),
    )
)
