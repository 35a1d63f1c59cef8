"""Iterators: small structs, which malloc removal takes apart where a loop makes and uses one. The rtyper declares them;
their fields are named here where they are used. At the end a `next` raises StopIteration."""

from rpython.lltype import malloc

from .errors import STOP_ITERATION
from .rdict import ll_iter_next
from .rlist import ll_range_length


def ll_list_next(it):
    """`{list, index}` over a resizable list, whose length may change."""
    l = it.list
    i = it.index
    if i >= l.length:
        raise STOP_ITERATION
    it.index = i + 1
    return l.items[i]


def ll_array_next(it):
    """`{list, index}` over an array or a string."""
    l = it.list
    i = it.index
    if i >= len(l):
        raise STOP_ITERATION
    it.index = i + 1
    return l[i]


def ll_reversed_list_next(it):
    """`{list, index}`, from the end: `index` items are left."""
    l = it.list
    i = it.index - 1
    if i < 0 or i >= l.length:
        raise STOP_ITERATION
    it.index = i
    return l.items[i]


def ll_reversed_array_next(it):
    l = it.list
    i = it.index - 1
    if i < 0:
        raise STOP_ITERATION
    it.index = i
    return l[i]


def ll_range_next_up(it):
    """`{next, stop}` with step 1."""
    i = it.next
    if i >= it.stop:
        raise STOP_ITERATION
    it.next = i + 1
    return i


def ll_range_next(it):
    """`{next, step, left}`"""
    left = it.left
    if left <= 0:
        raise STOP_ITERATION
    it.left = left - 1
    i = it.next
    it.next = i + it.step
    return i


def ll_range_iter(ITER, start, stop, step):
    n = ll_range_length(start, stop, step)
    it = malloc(ITER)
    it.next = start
    it.step = step
    it.left = n
    return it


def ll_range_reversed(ITER, start, stop, step):
    n = ll_range_length(start, stop, step)
    it = malloc(ITER)
    it.next = start + (n - 1) * step
    it.step = -step
    it.left = n
    return it


def ll_count_next(it):
    """`{count, ...}`: the number of an `enumerate`."""
    i = it.count
    it.count = i + 1
    return i


def ll_dict_next(it):
    """`{dict, index, length}`: the number of the next entry."""
    n = ll_iter_next(it)
    if n < 0:
        raise STOP_ITERATION
    return n


for _f in (
    ll_list_next,
    ll_array_next,
    ll_reversed_list_next,
    ll_reversed_array_next,
    ll_range_next_up,
    ll_range_next,
    ll_count_next,
    ll_dict_next,
):
    _f._always_inline_ = True
