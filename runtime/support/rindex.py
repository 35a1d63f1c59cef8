"""The check of an index into a sequence."""

from rpython.lltype import Unsigned, cast_primitive, unlikely

from .errors import INDEX_ERROR


def ll_index(length, i):
    """The index as a position. One unsigned comparison covers both ends; negative indices are the slow case."""
    if unlikely(cast_primitive(Unsigned, i) >= cast_primitive(Unsigned, length)):
        # What is too large stays too large, or wraps to a number that is too large unsigned.
        i += length
        if unlikely(cast_primitive(Unsigned, i) >= cast_primitive(Unsigned, length)):
            ll_index_error()
    return i


def ll_index_nonneg(length, i):
    """The same for an index that is not negative, unless it has wrapped: then it is out of range in any case."""
    if unlikely(cast_primitive(Unsigned, i) >= cast_primitive(Unsigned, length)):
        ll_index_error()
    return i


def ll_index_error():
    raise INDEX_ERROR


ll_index._always_inline_ = True
ll_index_nonneg._always_inline_ = True
ll_index_error._cold_ = True
