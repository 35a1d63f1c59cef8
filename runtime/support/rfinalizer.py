"""What is done for objects that are no more. A collection only says who is dead; the program asks where anything may happen.

`f` does what a number stands for."""

from rpython.lltype import NULL, Signed, gc_register_finalizer, llinstance, raw_load, unlikely
from rpython_gc.finalizers import FINALIZERS, take_dead
from rpython_support.traceback import ignored


def ll_register(obj, number):
    gc_register_finalizer(obj, number)


def ll_poll(OBJECT, f):
    if unlikely(FINALIZERS.due != 0):
        ll_run(OBJECT, f)


def ll_run(OBJECT, f):
    """One after the other, also if more die meanwhile. Nobody hears of exceptions."""
    FINALIZERS.due = 0
    FINALIZERS.running = 1
    while True:
        at = take_dead()
        if at == NULL:
            break
        obj = raw_load(OBJECT, at, 0)
        try:
            f(raw_load(Signed, at, 8), obj)
        except Exception as e:
            ignored(llinstance(e), obj)
    FINALIZERS.running = 0


# The object must not be taken apart, and what an explicit collection does must be seen.
ll_register._dont_inline_ = True
ll_register._jit_look_inside_ = False
ll_poll._always_inline_ = True
ll_run._dont_inline_ = True
ll_run._jit_look_inside_ = False
