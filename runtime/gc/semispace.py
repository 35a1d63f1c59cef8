"""A copying collector with two spaces: Cheney, "A Nonrecursive List Compacting Algorithm" (1970).

An object has one word before its first field: its type's number in the low 32 bits, flags above; while a collection runs, the
address of the object's copy with the sign bit set. Allocation moves `free` towards `limit` (the gc phase does that in
place); what does not fit comes here. New space is zero, so objects need no clearing. Roots are the stack of addresses
between `root_base` and `root_top`, and the static objects that contain pointers.

With RPY_GC_STRESS set in the environment, every allocation collects."""

from rpython.lltype import (
    NULL,
    Address,
    Array,
    Signed,
    Struct,
    Void,
    cast_adr_to_int,
    cast_int_to_adr,
    extern,
    itemaddress,
    llstr,
    raw_load,
    raw_memcopy,
    raw_store,
    static,
    unlikely,
)

FIRST_SIZE = 1 << 19
ROOT_STACK = 1 << 26

FORWARDED = -(1 << 63)
ADDRESS = (1 << 63) - 1
NUMBER = (1 << 32) - 1
# The identity hash has been asked for: it is the address at that time.
HASHED = 1 << 33
# The object has moved since: the hash is in a word behind it.
HASH_STORED = 1 << 34

TYPE_INFO = Struct(
    "gc_type_info",
    ("size", Signed),
    ("item_size", Signed),
    ("items_offset", Signed),
    ("length_offset", Signed),
    ("pointers", Array(Signed)),
    ("item_pointers", Array(Signed)),
)

# Filled by the gc phase: types by number, static objects with pointers, and the numbers of their types. NULL ends STATICS:
# its length is not to be asked for, passes that run before the gc phase know it as 0.
TYPES = static(Array(TYPE_INFO), 0)
STATICS = static(Array(Address), 0)
STATIC_TYPES = static(Array(Signed), 0)

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
        # Blocks of further roots: the next block, how many slots, the slots.
        ("extra_roots", Address),
        # How often there was a collection.
        ("collections", Signed),
    )
)

c_calloc = extern("calloc", [Signed, Signed], Address)
c_malloc = extern("malloc", [Signed], Address)
c_free = extern("free", [Address], Void)
c_getenv = extern("getenv", [Address], Address)
c_write = extern("write", [Signed, Address, Signed], Signed)
c_exit = extern("exit", [Signed], Void)


def setup():
    STATE.root_base = c_malloc(ROOT_STACK)
    STATE.root_top = STATE.root_base
    if c_getenv(itemaddress(llstr("RPY_GC_STRESS\0"), 0)) != NULL:
        STATE.stress = 1
    new_space(FIRST_SIZE)


def new_space(size):
    start = c_calloc(1, size)
    if unlikely(start == NULL):
        out_of_memory()
    STATE.space = start
    STATE.size = size
    STATE.free = start
    STATE.end = start + size
    set_limit()


def set_limit():
    if STATE.stress != 0:
        STATE.limit = STATE.space
    else:
        STATE.limit = STATE.end


def out_of_memory():
    message = llstr("Fatal RPython error: out of memory\n")
    c_write(2, itemaddress(message, 0), len(message))
    c_exit(1)


def malloc(type_number, size):
    """`size` bytes, with the header; gives where the object begins behind it."""
    if STATE.stress != 0 or STATE.end - STATE.free < size:
        make_room(size)
    start = STATE.free
    STATE.free = start + size
    raw_store(start, 0, type_number)
    return start + 8


def malloc_varsize(type_number, length, size, item_size, length_offset):
    """An object with a tail of `length` items."""
    if unlikely(length < 0 or length > (1 << 40)):
        out_of_memory()
    result = malloc(type_number, (size + length * item_size + 7) & -8)
    raw_store(result, length_offset, length)
    return result


def make_room(size):
    collect_into(STATE.size)
    live = STATE.free - STATE.space
    if live + size > STATE.size // 2:
        bigger = STATE.size * 2
        while live + size > bigger // 2:
            bigger = bigger * 2
        collect_into(bigger)


def collect():
    collect_into(STATE.size)


def collect_into(size):
    STATE.collections += 1
    old = STATE.space
    STATE.old = old
    STATE.old_end = STATE.free
    new_space(size + STATE.hashes * 8)
    STATE.hashes = 0
    a = STATE.root_base
    while a < STATE.root_top:
        update(a)
        a = a + 8
    block = STATE.extra_roots
    while block != NULL:
        i = raw_load(Signed, block, 8)
        a = block + 16
        while i > 0:
            update(a)
            a = a + 8
            i -= 1
        block = raw_load(Address, block, 0)
    i = 0
    a = STATICS[0]
    while a != NULL:
        trace(a, STATIC_TYPES[i])
        i += 1
        a = STATICS[i]
    a = STATE.space
    while a < STATE.free:
        number = raw_load(Signed, a, 0)
        trace(a + 8, number & NUMBER)
        a = a + object_size(a + 8, number)
    c_free(old)


def object_size(obj, header):
    """In bytes, with the header."""
    info = TYPES[header & NUMBER]
    size = info.size
    if info.length_offset >= 0:
        size = (size + raw_load(Signed, obj, info.length_offset) * info.item_size + 7) & -8
    if header & HASH_STORED != 0:
        size += 8
    return size


def trace(obj, number):
    """Updates the pointers in an object."""
    info = TYPES[number]
    pointers = info.pointers
    i = 0
    while i < len(pointers):
        update(obj + pointers[i])
        i += 1
    if info.length_offset < 0:
        return
    pointers = info.item_pointers
    n = len(pointers)
    if n == 0:
        return
    item = obj + info.items_offset
    count = raw_load(Signed, obj, info.length_offset)
    while count > 0:
        i = 0
        while i < n:
            update(item + pointers[i])
            i += 1
        item = item + info.item_size
        count -= 1


def update(place):
    obj = raw_load(Address, place, 0)
    if STATE.old < obj and obj <= STATE.old_end:
        raw_store(place, 0, copy(obj))


def copy(obj):
    """The object's copy in the new space."""
    header = raw_load(Signed, obj, -8)
    if header < 0:
        return cast_int_to_adr(header & ADDRESS)
    size = object_size(obj, header)
    start = STATE.free
    raw_memcopy(obj - 8, start, size)
    if header & HASHED != 0 and header & HASH_STORED == 0:
        raw_store(start, size, cast_adr_to_int(obj) >> 3)
        raw_store(start, 0, header | HASH_STORED)
        size += 8
    STATE.free = start + size
    raw_store(obj, -8, cast_adr_to_int(start + 8) | FORWARDED)
    return start + 8


def identity_hash(obj):
    if obj < STATE.space or STATE.end < obj:
        return cast_adr_to_int(obj) >> 3
    header = raw_load(Signed, obj, -8)
    if header & HASH_STORED != 0:
        return raw_load(Signed, obj, object_size(obj, header) - 16)
    if header & HASHED == 0:
        raw_store(obj, -8, header | HASHED)
        STATE.hashes += 1
    return cast_adr_to_int(obj) >> 3


for function in (
    setup,
    new_space,
    set_limit,
    out_of_memory,
    malloc,
    malloc_varsize,
    make_room,
    collect,
    collect_into,
    object_size,
    trace,
    update,
    copy,
    identity_hash,
):
    function._no_collect_ = True
malloc._dont_inline_ = True
malloc_varsize._dont_inline_ = True
make_room._dont_inline_ = True
out_of_memory._cold_ = True
