"""Objects that something is to be done for when they are no more.

The program notes them, each with a number that says what is to be done (`register_finalizer`). What is noted is no root. A collector
that finds some of them dead keeps them once more, with all that they lead to, and puts them among the dead (`find_dead`). Support code
takes them from there when the program is at a place where anything may happen (`rfinalizer.py`). What the numbers mean is not known
here."""

from rpython.lltype import NULL, Address, Signed, Struct, raw_load, raw_memcopy, raw_memmove, raw_store, static
from rpython_gc.objects import (
    NUMBER,
    STATIC,
    c_free,
    c_malloc,
    collector_function,
    out_of_memory,
    trace,
)

# Flags of objects: nothing is to be done for it; noted objects, or the first ones, lead to it.
STOPPED = 1 << 41
LED = 1 << 42
WAITS = 1 << 43

# An entry of a list: an object, and the number of what is to be done. Where only objects are of interest it is 0.
ENTRY = 16
# For a number: nothing is to be done for the object any more.
NOTHING = -1
# Beside the number of a noted object: it is dead, and the first of its kind (`choose`).
FIRST = 1 << 32

LIST = Struct("gc_finalizer_list", ("base", Address), ("count", Signed), ("room", Signed))

# Objects that are alive, as far as is known, and those that wait for the program.
NOTED = static(LIST)
DEAD = static(LIST)
# For `choose`: all dead objects that noted ones lead to, those of them that the first ones lead to, and what one object leads to.
LED_TO = static(LIST)
WAITING = static(LIST)
NEXT = static(LIST)

FINALIZERS = static(
    Struct(
        "gc_finalizers",
        # Not 0 if the program has something to do.
        ("due", Signed),
        ("running", Signed),
        # Of the dead: the first that the program has not taken yet.
        ("first", Signed),
        # Of the noted: those before are known to the last collection.
        ("old", Signed),
    )
)


@collector_function
def register_finalizer(obj, number):
    """Static objects are never dead."""
    header = raw_load(Signed, obj, -8)
    if header & STATIC != 0:
        return
    if number == NOTHING:
        raw_store(obj, -8, header | STOPPED)
    else:
        raw_store(obj, -8, header & ~STOPPED)
        add(NOTED, obj, number)


@collector_function
def add(entries, obj, number):
    if entries.count == entries.room:
        grow(entries)
    at = entries.base + entries.count * ENTRY
    raw_store(at, 0, obj)
    raw_store(at, 8, number)
    entries.count += 1


@collector_function
def grow(entries):
    room = 2 * entries.room + 64
    base = c_malloc(room * ENTRY)
    if base == NULL:
        out_of_memory()
    if entries.room > 0:
        raw_memcopy(entries.base, base, entries.count * ENTRY)
        c_free(entries.base)
    entries.base = base
    entries.room = room


@collector_function
def take_dead():
    """Where the next of the dead is: an object and its number. It is good until the next collection. NULL if there is none."""
    if FINALIZERS.first == DEAD.count:
        FINALIZERS.first = 0
        DEAD.count = 0
        return NULL
    at = DEAD.base + FINALIZERS.first * ENTRY
    FINALIZERS.first += 1
    return at


@collector_function
def visit_dead(visit):
    """The dead that wait are roots."""
    i = FINALIZERS.first
    while i < DEAD.count:
        visit(DEAD.base + i * ENTRY)
        i += 1


@collector_function
def visit_new(visit):
    """A collection of young objects keeps those that were noted since the last one."""
    i = FINALIZERS.old
    while i < NOTED.count:
        visit(NOTED.base + i * ENTRY)
        i += 1
    FINALIZERS.old = NOTED.count


@collector_function
def find_dead(find, visit, mark_all):
    """When all that can be reached is known: `find` gives where an object is now, or NULL if it is no more. `visit` keeps what is at
    a place, `mark_all` then keeps what that leads to."""
    if NOTED.count == 0:
        return
    if choose(find):
        keep(visit)
        mark_all()
    compact(find)


@collector_function
def choose(find):
    """Says `FIRST` of the dead that are to be taken now: no other noted object leads to them. The rest waits for a later collection;
    so of noted objects on a cycle one is taken. Gives whether there is one.

    Those that are found first in the order of the list may be led to by later ones, but not the other way round. So the second walk,
    from the end, takes one that none before has led to."""
    LED_TO.count = 0
    done = 0
    i = 0
    while i < NOTED.count:
        at = NOTED.base + i * ENTRY
        obj = raw_load(Address, at, 0)
        if find(obj) == NULL and raw_load(Signed, obj, -8) & (LED | STOPPED) == 0:
            raw_store(at, 8, raw_load(Signed, at, 8) | FIRST)
            reach(LED_TO, obj, LED, find)
            done = spread(LED_TO, done, LED, find)
        i += 1
    if LED_TO.count == 0:
        return False
    WAITING.count = 0
    done = 0
    while i > 0:
        i -= 1
        at = NOTED.base + i * ENTRY
        number = raw_load(Signed, at, 8)
        if number & FIRST != 0:
            obj = raw_load(Address, at, 0)
            if raw_load(Signed, obj, -8) & WAITS != 0:
                raw_store(at, 8, number & ~FIRST)
            else:
                reach(WAITING, obj, WAITS, find)
                done = spread(WAITING, done, WAITS, find)
    while i < LED_TO.count:
        obj = raw_load(Address, LED_TO.base, i * ENTRY)
        raw_store(obj, -8, raw_load(Signed, obj, -8) & ~(LED | WAITS))
        i += 1
    return True


@collector_function
def reach(entries, obj, flag, find):
    """Adds a dead object to the list, if it is not there."""
    if obj != NULL and find(obj) == NULL:
        header = raw_load(Signed, obj, -8)
        if header & flag == 0:
            raw_store(obj, -8, header | flag)
            add(entries, obj, 0)


@collector_function
def spread(entries, done, flag, find):
    """Adds what the objects behind the first `done` lead to; gives how many there are then."""
    while done < entries.count:
        obj = raw_load(Address, entries.base, done * ENTRY)
        done += 1
        NEXT.count = 0
        trace(obj, raw_load(Signed, obj, -8) & NUMBER, add_next)
        i = 0
        while i < NEXT.count:
            reach(entries, raw_load(Address, NEXT.base, i * ENTRY), flag, find)
            i += 1
    return done


@collector_function
def add_next(place):
    add(NEXT, raw_load(Address, place, 0), 0)


@collector_function
def keep(visit):
    """Puts the chosen among the dead, behind those that wait already."""
    waiting = DEAD.count - FINALIZERS.first
    raw_memmove(DEAD.base + FINALIZERS.first * ENTRY, DEAD.base, waiting * ENTRY)
    FINALIZERS.first = 0
    DEAD.count = waiting
    i = 0
    while i < NOTED.count:
        at = NOTED.base + i * ENTRY
        number = raw_load(Signed, at, 8)
        if number & FIRST != 0:
            add(DEAD, raw_load(Address, at, 0), number & ~FIRST)
            visit(DEAD.base + (DEAD.count - 1) * ENTRY)
            raw_store(at, 0, NULL)
        i += 1
    if FINALIZERS.running == 0:
        FINALIZERS.due = 1


@collector_function
def compact(find):
    """Forgets objects that have been taken, or for which nothing is to be done."""
    kept = 0
    i = 0
    while i < NOTED.count:
        at = NOTED.base + i * ENTRY
        obj = raw_load(Address, at, 0)
        if obj != NULL:
            obj = find(obj)
        if obj != NULL and raw_load(Signed, obj, -8) & STOPPED == 0:
            to = NOTED.base + kept * ENTRY
            raw_store(to, 0, obj)
            raw_store(to, 8, raw_load(Signed, at, 8))
            kept += 1
        i += 1
    NOTED.count = kept
    FINALIZERS.old = kept
