"""MMTk's collectors ("Blackburn, Cheng & McKinley, "Oil and Water? High Performance Garbage Collection in Java with MMTk", 2004): the
memory, its objects' headers and collections are the library's, which `runtime/mmtk` binds; here is what programs do themselves.

Allocation moves `free` towards `limit` in the library's buffer. Plans with free lists have none: all their allocations come here.

With RPY_GC_STRESS set in the environment, every allocation collects."""

from rpython.lltype import (
    NULL,
    Address,
    Signed,
    Struct,
    Void,
    cast_ptr_to_adr,
    extern,
    itemaddress,
    llstr,
    raw_load,
    raw_store,
    static,
)
from rpython_gc.objects import (
    STATIC,
    STATIC_TYPES,
    STATICS,
    TYPES,
    address_hash,
    collector_function,
    new_root_stack,
    object_size,
    stress,
    varsize,
)
from rpython_gc.settings import setting

# The library knows these flags.
HASHED = 1 << 33
HASH_STORED = 1 << 34

# Under stress each collection of this many is one of the whole heap.
WHOLE = 8

# The library reads the fields up to `stress`, and writes `free` and `limit`.
STATE = static(
    Struct(
        "mmtk_state",
        ("free", Address),
        ("limit", Address),
        ("root_base", Address),
        ("root_top", Address),
        # Settings, in bytes and threads; 0 is the library's own choice.
        ("nursery", Signed),
        ("least", Signed),
        ("most", Signed),
        ("threads", Signed),
        ("stress", Signed),
        # How often there was a collection under stress.
        ("stressed", Signed),
    )
)

mmtk_setup = extern("rpy_mmtk_setup", [Address, Address, Address, Address, Address, Signed], Void)
mmtk_alloc = extern("rpy_mmtk_alloc", [Signed], Address)
mmtk_collect = extern("rpy_mmtk_collect", [Signed], Void)
mmtk_write = extern("rpy_mmtk_write", [Address], Void)
mmtk_write_items = extern("rpy_mmtk_write_items", [Address, Signed, Signed], Void)


@collector_function
def start(plan, barrier):
    """By the plan's name, which ends with a zero byte."""
    new_root_stack(STATE)
    STATE.nursery = setting(itemaddress(llstr("PYPY_GC_NURSERY\0"), 0), 0) // 1000
    STATE.least = setting(itemaddress(llstr("PYPY_GC_MIN\0"), 0), 0) // 1000
    STATE.most = setting(itemaddress(llstr("PYPY_GC_MAX\0"), 0), 0) // 1000
    STATE.threads = setting(itemaddress(llstr("PYPY_GC_THREADS\0"), 0), 0) // 1000
    if stress():
        STATE.stress = 1
    mmtk_setup(
        cast_ptr_to_adr(STATE),
        itemaddress(llstr(plan), 0),
        itemaddress(TYPES, 0),
        itemaddress(STATICS, 0),
        itemaddress(STATIC_TYPES, 0),
        barrier,
    )


@collector_function
def malloc(type_number, size):
    if STATE.stress != 0:
        STATE.stressed += 1
        mmtk_collect(STATE.stressed % WHOLE == 0)
    start = mmtk_alloc(size)
    if start == NULL:
        return NULL
    raw_store(start, 0, type_number)
    return start + 8


@collector_function
def malloc_varsize(type_number, length, size, item_size, length_offset):
    whole = varsize(length, size, item_size)
    if whole < 0:
        return NULL
    obj = malloc(type_number, whole)
    if obj != NULL:
        raw_store(obj, length_offset, length)
    return obj


@collector_function
def collect():
    mmtk_collect(1)


@collector_function
def write_barrier(obj):
    mmtk_write(obj)


@collector_function
def write_barrier_items(obj, start, count):
    mmtk_write_items(obj, start, count)


@collector_function
def identity_hash(obj):
    header = raw_load(Signed, obj, -8)
    if header & HASH_STORED != 0:
        return raw_load(Signed, obj, object_size(obj, header) - 8)
    if header & (HASHED | STATIC) == 0:
        raw_store(obj, -8, header | HASHED)
    return address_hash(obj)


malloc._dont_inline_ = True
malloc_varsize._dont_inline_ = True
