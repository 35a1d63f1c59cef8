"""What the environment says of the generational collector."""

from rpython.lltype import Signed, extern, itemaddress, llstr
from rpython_gc.generational.state import STATE
from rpython_gc.objects import collector_function, stress
from rpython_gc.settings import KILO, MEGA, heap_limit, setting, within

c_sysconf = extern("sysconf", [Signed], Signed)
# glibc's number; others do not know it.
SC_LEVEL2_CACHE_SIZE = 191


@collector_function
def read():
    if stress():
        STATE.stress = 1
    size = setting(itemaddress(llstr("PYPY_GC_NURSERY\0"), 0), default_nursery() * 1000) // 1000
    STATE.nursery_size = (within(size, 64 * KILO, 1 << 32) + 4095) & -4096
    STATE.largest = STATE.nursery_size // 16
    if STATE.largest > 64 * KILO:
        STATE.largest = 64 * KILO
    STATE.step = within(setting(itemaddress(llstr("PYPY_GC_INCREMENT_STEP\0"), 0), MEGA * 1000) // 1000, 1, 1 << 40)
    STATE.growth = within(setting(itemaddress(llstr("PYPY_GC_MAJOR_COLLECT\0"), 0), 1820), 1100, 1000000)
    STATE.fastest_growth = within(setting(itemaddress(llstr("PYPY_GC_GROWTH\0"), 0), 1400), 1100, 1000000)
    smallest = setting(itemaddress(llstr("PYPY_GC_MIN\0"), 0), STATE.nursery_size * 8000)
    STATE.smallest_threshold = within(smallest // 1000, KILO, 1 << 46)
    STATE.most = heap_limit()
    STATE.allowed = STATE.most


@collector_function
def default_nursery():
    """The nursery should stay in the cache that is not shared."""
    cache = c_sysconf(SC_LEVEL2_CACHE_SIZE)
    if cache < 64 * KILO or cache > 1 << 30:
        return 4 * MEGA
    return within(2 * cache, MEGA, 8 * MEGA)
