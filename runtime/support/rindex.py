"""The check of an index into a sequence."""

from rpython.lltype import Unsigned, cast_primitive, unlikely


def ll_index(length, i):
    """The index as a position. One unsigned comparison covers both ends; negative indices are the slow case."""
    if unlikely(cast_primitive(Unsigned, i) >= cast_primitive(Unsigned, length)):
        return ll_index_slow(length, i)
    return i


def ll_index_slow(length, i):
    if i < 0:
        i += length
        if i >= 0:
            return i
    raise IndexError


ll_index._always_inline_ = True
ll_index_slow._dont_inline_ = True
