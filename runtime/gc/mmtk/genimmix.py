"""`GenImmix` of MMTk: objects are young in a nursery, and move once, to a heap as that of `Immix`."""

from rpython_gc.mmtk.common import STATE, collect, identity_hash, malloc, malloc_varsize, start, write_barrier, write_barrier_items
from rpython_gc.objects import collector_function


@collector_function
def setup():
    start("GenImmix\0", 1)
