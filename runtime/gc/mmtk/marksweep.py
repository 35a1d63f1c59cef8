"""`MarkSweep` of MMTk: objects stay where they are, in blocks for their sizes."""

from rpython_gc.mmtk.common import STATE, collect, identity_hash, malloc, malloc_varsize, start
from rpython_gc.objects import collector_function


@collector_function
def setup():
    start("MarkSweep\0", 0)
