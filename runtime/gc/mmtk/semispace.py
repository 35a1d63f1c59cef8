"""`SemiSpace` of MMTk: copies all objects from one half of the heap to the other."""

from rpython_gc.mmtk.common import STATE, collect, identity_hash, malloc, malloc_varsize, start
from rpython_gc.objects import collector_function


@collector_function
def setup():
    start("SemiSpace\0", 0)
