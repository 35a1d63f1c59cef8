"""`StickyImmix` of MMTk: as `Immix`, but most collections look for new objects only, which need not move."""

from rpython_gc.mmtk.common import STATE, collect, identity_hash, malloc, malloc_varsize, start, write_barrier, write_barrier_items
from rpython_gc.objects import collector_function


@collector_function
def setup():
    start("StickyImmix\0", 1)
