"""Arguments, the environment, time, the end of the program."""

from rpython.lltype import (
    NULL,
    Address,
    Array,
    Char,
    Int32,
    Signed,
    Struct,
    UInt32,
    Void,
    cast_int_to_adr,
    cast_primitive,
    extern,
    itemaddress,
    raw_load,
    raw_memclear,
    raw_store,
    static,
)
from rpython_wasi.errors import fail
from rpython_wasi.memory import free, malloc

WASI = "wasi_snapshot_preview1."
args_sizes_get = extern(WASI + "args_sizes_get", [Address, Address], Int32)
args_get = extern(WASI + "args_get", [Address, Address], Int32)
environ_sizes_get = extern(WASI + "environ_sizes_get", [Address, Address], Int32)
environ_get = extern(WASI + "environ_get", [Address, Address], Int32)
clock_time_get = extern(WASI + "clock_time_get", [Int32, Signed, Address], Int32)
poll_oneoff = extern(WASI + "poll_oneoff", [Address, Address, Int32, Address], Int32)
proc_exit = extern(WASI + "proc_exit", [Int32], Void)

MONOTONIC = 1
# Of wasi's subscription to a clock and of an event.
SUBSCRIPTION = 48
EVENT = 32

# The environment: addresses of 32 bits of `name=value` strings.
STATE = static(Struct("wasi_process", ("variables", Address), ("count", Signed), ("known", Signed)))
SCRATCH = static(Array(Signed), 2)


def exit(status):
    proc_exit(cast_primitive(Int32, status))


def pointer(a, i):
    """An item of an array of the host's, whose addresses have 32 bits."""
    return cast_int_to_adr(cast_primitive(Signed, raw_load(UInt32, a, i * 4)))


def number(a):
    return cast_primitive(Signed, raw_load(UInt32, a, 0))


def arguments():
    """How many there are, and behind it an array of their addresses."""
    sizes = itemaddress(SCRATCH, 0)
    args_sizes_get(sizes, sizes + 8)
    n = number(sizes)
    small = malloc(4 * n)
    text = malloc(number(sizes + 8))
    result = malloc(8 + 8 * n)
    if small == NULL or text == NULL or result == NULL:
        exit(1)
    args_get(small, text)
    raw_store(result, 0, n)
    i = 0
    while i < n:
        raw_store(result, 8 + i * 8, pointer(small, i))
        i += 1
    free(small)
    return result


def read_environment():
    sizes = itemaddress(SCRATCH, 0)
    STATE.known = 1
    if environ_sizes_get(sizes, sizes + 8) != 0:
        return
    n = number(sizes)
    variables = malloc(4 * n)
    text = malloc(number(sizes + 8))
    if variables == NULL or text == NULL or environ_get(variables, text) != 0:
        return
    STATE.variables = variables
    STATE.count = n


def getenv(name):
    if STATE.known == 0:
        read_environment()
    i = 0
    while i < STATE.count:
        value = value_of(pointer(STATE.variables, i), name)
        if value != NULL:
            return value
        i += 1
    return NULL


def value_of(variable, name):
    """What is behind `name=`, or null."""
    i = 0
    while raw_load(Char, name, i) != "\0":
        if raw_load(Char, name, i) != raw_load(Char, variable, i):
            return NULL
        i += 1
    if raw_load(Char, variable, i) != "=":
        return NULL
    return variable + (i + 1)


def getpid():
    """There are no processes."""
    return cast_primitive(Int32, 1)


def clock_gettime(clock, result):
    """Seconds and nanoseconds. WASI's clocks have Linux's numbers; a host may not know the process's own."""
    time = itemaddress(SCRATCH, 0)
    error = clock_time_get(cast_primitive(Int32, clock), 1, time)
    if error != 0:
        error = clock_time_get(cast_primitive(Int32, MONOTONIC), 1, time)
    if error != 0:
        return cast_primitive(Int32, fail(cast_primitive(Signed, error)))
    ns = SCRATCH[0]
    raw_store(result, 0, ns // 1000000000)
    raw_store(result, 8, ns % 1000000000)
    return cast_primitive(Int32, 0)


def nanosleep(time, rest):
    """Hosts round to their timer and may come back early: what is left is slept again."""
    wanted = malloc(SUBSCRIPTION + EVENT)
    if wanted == NULL:
        return cast_primitive(Int32, fail(cast_primitive(Signed, 48)))
    raw_memclear(wanted, SUBSCRIPTION)
    raw_store(wanted, 16, cast_primitive(Int32, MONOTONIC))
    left = raw_load(Signed, time, 0) * 1000000000 + raw_load(Signed, time, 8)
    end = monotonic() + left
    error = 0
    while left > 0 and error == 0:
        raw_store(wanted, 24, left)
        made = poll_oneoff(wanted, wanted + SUBSCRIPTION, cast_primitive(Int32, 1), itemaddress(SCRATCH, 0))
        error = cast_primitive(Signed, made)
        left = end - monotonic()
    free(wanted)
    if error != 0:
        return cast_primitive(Int32, fail(error))
    return cast_primitive(Int32, 0)


def monotonic():
    """Nanoseconds; all hosts have this clock."""
    clock_time_get(cast_primitive(Int32, MONOTONIC), 1, itemaddress(SCRATCH, 0))
    return SCRATCH[0]


def getrlimit(resource, result):
    """How far calls may go, in bytes as the backend counts them. Hosts do not say; the least that one is known to give (Wasmtime,
    512 KB) is enough for twice of what programs use of this, as the count is of unoptimised frames."""
    raw_store(result, 0, 768 << 10)
    return 0


def sysconf(name):
    """Hosts say nothing of the machine."""
    return -1


for function in (
    exit,
    pointer,
    number,
    arguments,
    read_environment,
    getenv,
    value_of,
    getpid,
    clock_gettime,
    nanosleep,
    getrlimit,
    sysconf,
):
    function._no_collect_ = True
for function in (exit, arguments, read_environment, getenv, clock_gettime, nanosleep):
    function._dont_inline_ = True
