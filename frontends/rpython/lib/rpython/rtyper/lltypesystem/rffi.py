"""C's strings. They are addresses of bytes with a zero at the end; whoever makes one frees it."""

from rpython.lltype import Address, raw_free, raw_load, raw_malloc, raw_store, Char
from rpython.rlib.rstring import StringBuilder

CCHARP = Address


def charp2str(address):
    """A str with a copy of the bytes."""
    builder = StringBuilder()
    at = 0
    c = raw_load(Char, address, at)
    while c != "\0":
        builder.append(c)
        at += 1
        c = raw_load(Char, address, at)
    return builder.build()


def str2charp(s):
    """A copy of a str in memory of C's, for free_charp or C's free."""
    n = len(s)
    address = raw_malloc(n + 1)
    if not address:
        raise MemoryError
    for i in range(n):
        raw_store(address, i, s[i])
    raw_store(address, n, "\0")
    return address


def free_charp(address):
    raw_free(address)
