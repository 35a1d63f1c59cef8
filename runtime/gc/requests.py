"""What a program may ask of a collector besides a whole collection: `request(what, argument)` of collectors that know of requests.

0 is the answer to what a collector does not know."""

from rpython.lltype import Signed, Struct, static
from rpython_gc.objects import collector_function

# A collection of young objects only; 1.
YOUNG = 0
# A step of a whole collection: what it was doing before and what it does then, in 8 bits each. 0 is nothing.
STEP = 1
# A new object holds so many bytes outside of the heap; 1.
PRESSURE = 2
# A number about memory, by those below.
STATISTICS = 3

# Bytes that the collector has of the system, and that objects have.
TOTAL_MEMORY = 0
TOTAL_ALLOCATED_MEMORY = 1
# Bytes outside of the heap that the program has told of since the last whole collection.
TOTAL_MEMORY_PRESSURE = 2
# The most of both, as seen by collections.
PEAK_MEMORY = 3
PEAK_ALLOCATED_MEMORY = 4
NURSERY_SIZE = 5
# How often there was a collection of any kind, and a whole one.
COLLECTIONS = 6
WHOLE_COLLECTIONS = 7

PEAKS = static(Struct("gc_peaks", ("memory", Signed), ("allocated", Signed)))


@collector_function
def note_peaks(memory, allocated):
    if memory > PEAKS.memory:
        PEAKS.memory = memory
    if allocated > PEAKS.allocated:
        PEAKS.allocated = allocated


@collector_function
def peak(which):
    if which == PEAK_MEMORY:
        return PEAKS.memory
    return PEAKS.allocated
