"""What the environment says of the generational collector."""

from rpython.lltype import NULL, Address, Char, Signed, extern, itemaddress, llstr, raw_load
from rpython_gc.generational.state import STATE
from rpython_gc.objects import c_getenv, collector_function, stress

c_sysconf = extern("sysconf", [Signed], Signed)
# glibc's number; others do not know it.
SC_LEVEL2_CACHE_SIZE = 191

KILO = 1 << 10
MEGA = 1 << 20


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
    STATE.most = within(setting(itemaddress(llstr("PYPY_GC_MAX\0"), 0), 0) // 1000, 0, 1 << 46)


@collector_function
def default_nursery():
    """The nursery should stay in the cache that is not shared."""
    cache = c_sysconf(SC_LEVEL2_CACHE_SIZE)
    if cache < 64 * KILO or cache > 1 << 30:
        return 4 * MEGA
    return within(2 * cache, MEGA, 8 * MEGA)


@collector_function
def within(n, least, most):
    if n < least:
        return least
    if n > most:
        return most
    return n


@collector_function
def setting(name, default):
    """A number in thousandths: digits, maybe with a point, and maybe K, M or G (and B) behind."""
    text = c_getenv(name)
    if text == NULL:
        return default
    i = 0
    number = 0
    unit = 1000
    fraction = False
    while True:
        c = raw_load(Char, text, i)
        if "0" <= c and c <= "9":
            digit = ord(c) - ord("0")
            if not fraction:
                number = number * 10 + digit * 1000
            else:
                unit = unit // 10
                number += digit * unit
        elif c == "." and not fraction:
            fraction = True
        else:
            break
        if number > 1 << 40:
            return default
        i += 1
    if i == 0:
        return default
    if c == "k" or c == "K":
        number = number * KILO
    elif c == "m" or c == "M":
        number = number * MEGA
    elif c == "g" or c == "G":
        number = within(number, 0, 1 << 32) * (KILO * MEGA)
    return number
