"""What collectors that trace objects share: the tables of the gc phase, headers, sizes, and where pointers are."""

from rpython.lltype import (
    NULL,
    Address,
    Array,
    Signed,
    Struct,
    Void,
    cast_adr_to_int,
    extern,
    itemaddress,
    llstr,
    raw_load,
    raw_store,
    static,
)

# The header: the type's number in the low 32 bits, flags above.
NUMBER = (1 << 32) - 1
STATIC = 1 << 32
# The write barrier is asked before pointers are stored into the object. For collectors that have one.
BARRIER = 1 << 35

# 64 MB: more calls than that fit no stack.
ROOT_STACK = 1 << 26

TYPE_INFO = Struct(
    "gc_type_info",
    # Static objects of other types have no header.
    ("header", Signed),
    ("size", Signed),
    ("item_size", Signed),
    ("items_offset", Signed),
    ("length_offset", Signed),
    # Where a weak reference has its target, and behind it a word for the collector; -1 in other types.
    ("weak", Signed),
    ("pointers", Array(Signed)),
    ("item_pointers", Array(Signed)),
)

# Filled by the gc phase: types by number, static objects with pointers (those without a header first), and the numbers of
# their types. NULL ends STATICS: its length is not to be asked for, passes that run before the gc phase know it as 0.
TYPES = static(Array(TYPE_INFO), 0)
STATICS = static(Array(Address), 0)
STATIC_TYPES = static(Array(Signed), 0)

c_calloc = extern("calloc", [Signed, Signed], Address)
c_malloc = extern("malloc", [Signed], Address)
c_free = extern("free", [Address], Void)
c_getenv = extern("getenv", [Address], Address)
c_write = extern("write", [Signed, Address, Signed], Signed)
c_exit = extern("exit", [Signed], Void)


def collector_function(function):
    """For all functions of collectors: they allocate no gc objects, and the gc phase leaves them alone."""
    function._no_collect_ = True
    return function


@collector_function
def out_of_memory():
    """Ends the program: for what a collector needs itself, and cannot do without."""
    message = llstr("Fatal RPython error: out of memory\n")
    c_write(2, itemaddress(message, 0), len(message))
    c_exit(1)


out_of_memory._cold_ = True


@collector_function
def new_root_stack(state):
    state.root_base = c_malloc(ROOT_STACK)
    if state.root_base == NULL:
        out_of_memory()
    state.root_top = state.root_base


@collector_function
def stress():
    """Whether the user wants collections all the time."""
    return c_getenv(itemaddress(llstr("RPY_GC_STRESS\0"), 0)) != NULL


@collector_function
def varsize(length, size, item_size):
    """Of an object with a tail; -1 if that is more than any memory has."""
    if length < 0 or length > (1 << 40):
        return -1
    return (size + length * item_size + 7) & -8


@collector_function
def object_size(obj, header):
    """In bytes, with the header."""
    info = TYPES[header & NUMBER]
    size = info.size
    if info.length_offset >= 0:
        size = (size + raw_load(Signed, obj, info.length_offset) * info.item_size + 7) & -8
    return size


@collector_function
def has_pointers(number):
    info = TYPES[number]
    return len(info.pointers) + len(info.item_pointers) > 0


@collector_function
def trace(obj, number, visit):
    """Calls `visit` with each place of the object where a pointer is."""
    info = TYPES[number]
    pointers = info.pointers
    i = 0
    while i < len(pointers):
        visit(obj + pointers[i])
        i += 1
    if len(info.item_pointers) > 0:
        trace_items(obj, info, 0, raw_load(Signed, obj, info.length_offset), visit)


@collector_function
def trace_items(obj, info, start, end, visit):
    """The same for the pointers in some items."""
    pointers = info.item_pointers
    n = len(pointers)
    item = obj + info.items_offset + start * info.item_size
    while start < end:
        i = 0
        while i < n:
            visit(item + pointers[i])
            i += 1
        item = item + info.item_size
        start += 1


# The weak references that a collection has found to be alive: they are linked through their own words.
WEAKREFS = Struct("gc_weakrefs", ("first", Address))


@collector_function
def note_weakref(weakrefs, obj, number):
    """Before the object's targets are looked for, if it is a weak reference."""
    weak = TYPES[number].weak
    if weak >= 0:
        raw_store(obj, weak + 8, weakrefs.first)
        weakrefs.first = obj


@collector_function
def update_weakrefs(weakrefs, find):
    """When all that is alive is known: `find` gives where an object is now, or NULL if it is no more. Gives
    where the last one has its target: behind that the list ends."""
    place = NULL
    obj = weakrefs.first
    weakrefs.first = NULL
    while obj != NULL:
        place = obj + TYPES[raw_load(Signed, obj, -8) & NUMBER].weak
        target = raw_load(Address, place, 0)
        if target != NULL:
            raw_store(place, 0, find(target))
        obj = raw_load(Address, place, 8)
    return place


@collector_function
def roots(state, visit):
    """Calls `visit` with each slot of the stack of roots, and of the blocks at `extra_roots`: the next block, how many slots,
    the slots."""
    a = state.root_base
    while a < state.root_top:
        visit(a)
        a = a + 8
    block = state.extra_roots
    while block != NULL:
        i = raw_load(Signed, block, 8)
        a = block + 16
        while i > 0:
            visit(a)
            a = a + 8
            i -= 1
        block = raw_load(Address, block, 0)


@collector_function
def statics(visit, all_of_them):
    """Calls `visit` with each place of static objects where a pointer is; or of those without a header only."""
    i = 0
    a = STATICS[0]
    while a != NULL:
        number = STATIC_TYPES[i]
        if not all_of_them and TYPES[number].header != 0:
            return
        trace(a, number, visit)
        i += 1
        a = STATICS[i]


@collector_function
def address_hash(obj):
    return cast_adr_to_int(obj) >> 3
