"""A target that runs a file of the language corpus and checks each result against what the embedded Python gave.

The file is named by the environment variable CORPUS_FILE while this module loads; CORPUS_ONLY restricts it to functions whose
name contains that text. The program prints a line for each case that differs, then how many agree."""

import os
import sys

from rpython.rlib.objectmodel import specialize
from rpython.rlib.unroll import unrolling_iterable


def show_int(x):
    return str(x)


def show_bool(x):
    if x:
        return "True"
    return "False"


def show_float(x):
    return str(x)


def show_str(x):
    return repr(x)


@specialize.argtype(0)
def show_none(x):
    if x is None:
        return "None"
    return "not None"


def make_show(value):
    """The function that shows values of the type of this one."""
    if type(value) is tuple:
        shows = unrolling_iterable([(i, make_show(v)) for i, v in enumerate(value)])
        one = len(value) == 1

        def show_tuple(t):
            parts = []
            for i, show in shows:
                parts.append(show(t[i]))
            if one:
                return "(" + parts[0] + ",)"
            return "(" + ", ".join(parts) + ")"

        return show_tuple
    if value is None:
        return show_none
    table = {int: show_int, bool: show_bool, float: show_float, str: show_str}
    return table.get(type(value), show_int)


class NoException(Exception):
    pass


def load(path, only):
    name = os.path.splitext(os.path.basename(path))[0]
    sys.path.insert(0, os.path.dirname(path))
    module = __import__(name)
    found = []
    for value in list(module.__dict__.values()):
        if getattr(value, "__module__", None) != name or only not in getattr(value, "__name__", ""):
            continue
        for args, raises in getattr(value, "_cases_", ()):
            label = "%s.%s%r" % (name, value.__name__, args)
            if raises is not None:
                found.append((label, value, args, raises, show_none, "raises"))
            else:
                result = value(*args)
                found.append((label, value, args, NoException, make_show(result), repr(result)))
    return found


ALL = unrolling_iterable(load(os.environ["CORPUS_FILE"], os.environ.get("CORPUS_ONLY", "")))


class Count(object):
    good = 0
    bad = 0


count = Count()
count.good = 0
count.bad = 0


def check(label, got, expected):
    if got == expected:
        count.good += 1
    else:
        count.bad += 1
        print(label + " -> " + got + " instead of " + expected)


def entry_point(argv):
    for label, fn, args, raises, show, expected in ALL:
        try:
            got = show(fn(*args))
        except raises:
            got = "raises"
        check(label, got, expected)
    print("%d agree, %d differ" % (count.good, count.bad))
    if count.bad:
        return 1
    return 0


def target(driver, args):
    return entry_point
