"""Requests to the garbage collector."""

import gc

from rpython._special import special


@special("gc.collect")
def collect():
    """A full collection now."""
    gc.collect()


def no_collect(function):
    """The function must not allocate."""
    function._no_collect_ = True
    return function


def must_be_light_finalizer(function):
    """A `__del__` that only frees raw memory."""
    function._must_be_light_finalizer_ = True
    return function


def add_memory_pressure(size):
    """So many bytes are held outside of the heap by a new object."""
