"""The traceback, untranslated: which places it keeps and in which order it names them."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", ".."), os.path.join(HERE, "..", "..", "..", "frontends", "rpython", "lib")]

from rpython.lltype import (  # noqa: E402
    DEBUG_LOCATION,
    NULL,
    OBJECT,
    OBJECT_VTABLE,
    cast_ptr_to_adr,
    exc_data,
    hlstr,
    llstr,
    malloc,
)
from support import traceback  # noqa: E402


def place(line):
    p = malloc(DEBUG_LOCATION)
    p.file = llstr("x.py")
    p.line = line
    p.function = llstr("f")
    return cast_ptr_to_adr(p)


def report(message=None):
    out = []
    traceback._print_str = lambda s: out.append(hlstr(s))
    traceback.c_write = lambda fd, a, n: out.append(a._read(n).decode()) or n
    traceback.c_exit = lambda status: out.append("exit %d" % status)
    exc = malloc(OBJECT)
    exc.typeptr = malloc(OBJECT_VTABLE)
    exc.typeptr.name = llstr("ValueError")
    exc_data().exc_value = exc
    if message:
        traceback.uncaught_with(lambda e: llstr(message))
    else:
        traceback.uncaught()
    assert not exc_data().exc_value
    return "".join(out)


def test_order():
    traceback.start(NULL)
    traceback.record(place(1))
    traceback.record(place(20))
    assert report() == (
        'RPython traceback:\n  File "x.py", line 20, in f\n  File "x.py", line 1, in f\n'
        "Fatal RPython error: ValueError\nexit 1"
    )


def test_message():
    traceback.start(place(1))
    assert report("too bad").endswith("Fatal RPython error: ValueError: too bad\nexit 1")


def test_long():
    traceback.start(place(1))
    for i in range(2, 1001):
        traceback.record(place(i))
    lines = [int(l.split("line ")[1].split(",")[0]) for l in report().splitlines() if "line" in l]
    assert lines == list(range(1000, 936, -1)) + list(range(64, 0, -1))
