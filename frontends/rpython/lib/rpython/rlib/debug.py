"""Assertions, checks of what the translator infers, and debug output."""

import sys

from rpython._special import special
from rpython.rlib.objectmodel import specialize, we_are_translated


@special("debug_print")
def debug_print(*args):
    """To the log, in a section between debug_start and debug_stop."""
    sys.stderr.write(" ".join([str(a) for a in args]) + "\n")


def debug_start(category, timestamp=False):
    pass


def debug_stop(category, timestamp=False):
    pass


def debug_flush():
    pass


def debug_offset():
    return -1


def have_debug_prints():
    """Whether debug_print has any effect here."""
    return False


def have_debug_prints_for(category_prefix):
    return False


def ll_assert(x, message):
    """An assert that is left out of optimised programs."""
    assert x, message


@specialize.argtype(0)
def ll_assert_not_none(x):
    assert x is not None
    return x


class FatalError(Exception):
    """The program ends."""


def fatalerror(message):
    """Ends the program with a traceback and this message."""
    raise FatalError(message)


fatalerror_notb = fatalerror


@specialize.argtype(0)
def make_sure_not_resized(items):
    """The list is never resized, so that it can be a plain array."""
    return items


@specialize.argtype(0)
def make_sure_not_modified(items):
    return items


@specialize.argtype(0)
def mark_dict_non_null(d):
    """Neither keys nor values are ever None."""
    return d


def check_nonneg(x):
    """An int that the translator proves not to be negative."""
    assert x >= 0


def check_regular_int(x):
    """An int and nothing else."""


def attach_gdb():
    if not we_are_translated():
        import pdb

        pdb.set_trace()
