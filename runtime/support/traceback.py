"""The places that an exception passed, and the message that an uncaught exception ends the program with. Allocates
nothing: the exception may be a MemoryError.

The exceptions phase calls `start` where an exception is raised and `record` in each function that it leaves, so places
come innermost first. Of a long way the first places are kept and the last ones, in a ring."""

from rpython.lltype import (
    DEBUG_LOCATION,
    OBJECT,
    Address,
    Array,
    Char,
    Signed,
    Struct,
    Void,
    cast_adr_to_ptr,
    cast_primitive,
    exc_data,
    extern,
    itemaddress,
    llstr,
    nullptr,
    static,
)

FIRST = 64
LAST = 64

c_write = extern("write", [Signed, Address, Signed], Signed)
c_exit = extern("exit", [Signed], Void)

places = static(Array(Address), FIRST + LAST)
state = static(Struct("traceback_state", ("count", Signed)))
digits = static(Array(Char), 20)


def start(loc):
    state.count = 0
    record(loc)


def record(loc):
    if not loc:
        # Support code: no place of the user's.
        return
    n = state.count
    places[_slot(n)] = loc
    state.count = n + 1


start._cold_ = True
record._cold_ = True


def _slot(n):
    if n < FIRST:
        return n
    # Not `%`, which can raise as far as is known here.
    return FIRST + ((n - FIRST) & (LAST - 1))


def uncaught():
    """Ends the program, in which no exception has a message."""
    exc = _take()
    _print_places()
    _print("Fatal RPython error: ")
    _print_str(exc.typeptr.name)
    _print("\n")
    c_exit(1)


def uncaught_with(message_of):
    """Ends the program. `message_of` gives an exception's message, a string or null."""
    exc = _take()
    _print_places()
    _print("Fatal RPython error: ")
    _print_str(exc.typeptr.name)
    message = message_of(exc)
    if message:
        _print(": ")
        _print_str(message)
    _print("\n")
    c_exit(1)


def ignored(exc, obj):
    """Says that an exception left the finalizer of an object. The program goes on."""
    _print_places()
    _print("Ignored in the finalizer of ")
    _print_str(obj.typeptr.name)
    _print(": ")
    _print_str(exc.typeptr.name)
    _print("\n")


def _take():
    # With an exception set, calls below would seem to raise it.
    data = exc_data()
    exc = data.exc_value
    data.exc_value = nullptr(OBJECT)
    return exc


def _print_places():
    _print("RPython traceback:\n")
    n = state.count - 1
    while n >= 0:
        if n == state.count - 1 - LAST and n >= FIRST:
            _print("  ...\n")
            n = FIRST - 1
        _print_place(cast_adr_to_ptr(DEBUG_LOCATION, places[_slot(n)]))
        n -= 1


def _print_place(place):
    _print('  File "')
    _print_str(place.file)
    _print('", line ')
    _print_number(place.line)
    _print(", in ")
    _print_str(place.function)
    _print("\n")


def _print_number(n):
    i = 20
    while n > 0:
        i -= 1
        digits[i] = cast_primitive(Char, 48 + n % 10)
        n = n // 10
    c_write(2, itemaddress(digits, i), 20 - i)


def _print(s):
    _print_str(llstr(s))


def _print_str(s):
    c_write(2, itemaddress(s, 0), len(s))


ignored._cold_ = True
