"""What is done for objects that nothing leads to any more: `__del__`, and the callbacks of weak references.

An object is registered; the collector tells when it is dead, which may be in the middle of anything. Its `finalize` is called between two
instructions: where a loop of the interpreted program goes back, and in `gc.collect()`.
"""

from rpython.rlib import rgc
from rpython.rlib.jit import dont_look_inside
from rpython.rlib.rstackovf import StackOverflow

from objects.base import OperationError, W_Root
from objects.space import export, space

# How often `collect` begins again because finalizers have run: what they let go may have finalizers, too.
ROUNDS = 100


class Pending(object):
    def __init__(self):
        # Whether there may be something in the queue.
        self.any = False
        self.running = False


pending = Pending()


class Queue(rgc.FinalizerQueue):
    Class = W_Root

    def finalizer_trigger(self):
        pending.any = True


queue = Queue()


@export
@dont_look_inside
def register_finalizer(w_obj):
    queue.register_finalizer(w_obj)


@dont_look_inside
def run_finalizers():
    """Not inside of a finalizer: the outer one goes on with the queue."""
    if pending.running:
        return
    pending.running = True
    pending.any = False
    w_handled = space.state.w_handled
    try:
        while True:
            w_obj = queue.next_dead()
            if w_obj is None:
                break
            w_obj.finalize()
    finally:
        pending.running = False
        space.state.w_handled = w_handled


def collect():
    """All that is dead goes, and what finalizers let go by that."""
    for _ in range(ROUNDS):
        rgc.collect()
        if not pending.any:
            break
        run_finalizers()


@export
def call_finalizer(w_callable, w_argument, w_shown):
    """Calls it; an exception is only printed, as there is nobody who could handle it."""
    try:
        w_callable.call1(w_argument)
    except OperationError as e:
        unraisable(e, ": " + shown(w_shown))
    except StackOverflow:
        unraisable(space.recursion_error(), ": " + shown(w_shown))


@export
def unraisable(e, where):
    space.write_error("Exception ignored in" + where + "\n" + space.format_single(e.w_value))


def shown(w_obj):
    try:
        return w_obj.repr()
    except OperationError:
        return "<object repr() failed>"
