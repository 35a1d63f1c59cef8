"""`Immix` of MMTk: marks, and moves objects out of blocks that are hardly used: Blackburn & McKinley, "Immix" (2008)."""

from rpython_gc.mmtk.common import STATE, collect, identity_hash, malloc, malloc_varsize, start
from rpython_gc.objects import collector_function


@collector_function
def setup():
    start("Immix\0", 0)
