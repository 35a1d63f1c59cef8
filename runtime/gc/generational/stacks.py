"""Stacks of addresses: what is still to be done in a collection, and what the barrier has noted for the next one."""

from rpython.lltype import Address, Struct, raw_load, raw_memcopy, raw_store, static, unlikely
from rpython_gc.generational.reserve import allocate_surely
from rpython_gc.objects import c_free, collector_function

STACK = Struct("gc_address_stack", ("base", Address), ("top", Address), ("end", Address))

# Old objects into which pointers were stored since the last minor collection.
REMEMBERED = static(STACK)
# Items of old arrays into which a pointer was stored: the array, the index.
ITEMS = static(STACK)
MOST_ITEMS = 1 << 14
# Arrays with cards that are set.
CARDED = static(STACK)
# Objects that became old in this minor collection, and whose pointers are still to be updated.
GRAY = static(STACK)
# Marked objects whose pointers are still to be marked.
MARKED = static(STACK)
# Static objects that may point to others than static ones.
STATICS_WRITTEN = static(STACK)


@collector_function
def push(stack, a):
    if unlikely(stack.top == stack.end):
        grow(stack)
    raw_store(stack.top, 0, a)
    stack.top = stack.top + 8


@collector_function
def pop(stack):
    stack.top = stack.top + -8
    return raw_load(Address, stack.top, 0)


@collector_function
def grow(stack):
    used = stack.end - stack.base
    size = used * 2
    if size == 0:
        size = 1 << 12
    base = allocate_surely(size)
    if used > 0:
        raw_memcopy(stack.base, base, used)
        c_free(stack.base)
    stack.base = base
    stack.top = base + used
    stack.end = base + size


grow._dont_inline_ = True
