"""Weak references. The collector clears `target` when the object is no more."""

from rpython.lltype import malloc


def ll_make(W, target):
    r = malloc(W)
    r.target = target
    return r


def ll_target(r):
    return r.target


# A pass that knew what was stored would keep the object alive.
ll_make._dont_inline_ = True
ll_make._jit_look_inside_ = False
ll_target._jit_look_inside_ = False
