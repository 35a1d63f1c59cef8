"""Requests to the garbage collector, and queues of objects that are no more."""

import gc

from rpython._special import special
from rpython.rlib.objectmodel import dont_inline, specialize


# Numbers for `get_stats`. Bytes that the collector has of the system, and that objects have; the most of both; the size of the nursery;
# what `add_memory_pressure` has told since the last whole collection; how often there was a collection, and a whole one.
TOTAL_MEMORY, TOTAL_ALLOCATED_MEMORY, TOTAL_MEMORY_PRESSURE, PEAK_MEMORY, PEAK_ALLOCATED_MEMORY = range(5)
NURSERY_SIZE, COLLECTIONS, WHOLE_COLLECTIONS = range(5, 8)

# What is asked of collectors: as in `runtime/gc/requests.py`.
_YOUNG, _STEP, _PRESSURE, _STATISTICS = range(4)


@dont_inline
def collect(gen=2):
    """A collection now: of young objects for 0, else of all."""
    if gen > 0 or _request(_YOUNG, 0) == 0:
        _collect()
    _run_finalizers()


@dont_inline
def collect_step():
    """A step of a whole collection, or all of it if the collector has no steps. Call it until `is_done` of the result."""
    states = _request(_STEP, 0)
    if states == 0:
        _collect()
        states = 1
    _run_finalizers()
    return states


def old_state(states):
    """What the collector was doing; 0 for nothing."""
    return states & 255


def new_state(states):
    """What it does now."""
    return states >> 8


def is_done(states):
    """Whether the step was a last one."""
    return old_state(states) != 0 and new_state(states) == 0


@dont_inline
def add_memory_pressure(size):
    """So many bytes are held outside of the heap by a new object: collections may come sooner."""
    _request(_PRESSURE, size)


@dont_inline
def get_stats(number):
    """One of the numbers above; 0 where the collector does not know it."""
    return _request(_STATISTICS, number)


@special("gc.request")
def _request(what, argument):
    return 0


@special("gc.collect")
def _collect():
    gc.collect()


def no_collect(function):
    """The function must not allocate."""
    function._no_collect_ = True
    return function


def must_be_light_finalizer(function):
    """A `__del__` that only frees raw memory and the like: it makes and keeps no objects, and raises nothing. That is checked."""
    function._must_be_light_finalizer_ = True
    return function


@special("gc.may_ignore_finalizer")
def may_ignore_finalizer(obj):
    """The object has been taken care of: nothing is lost if its finalizer does not run. It may run all the same."""


class FinalizerQueue(object):
    """A constant of the program. Subclasses have a `Class`, and a `finalizer_trigger` that is called when there is something in the
    queue."""

    Class = None

    def __init__(self):
        self._dead = _new_dead()

    def _freeze_(self):
        return True

    def finalizer_trigger(self):
        pass

    @specialize.arg(0)
    def register_finalizer(self, obj):
        """When nothing leads to the object any more it comes into the queue, after those that led to it."""
        assert isinstance(obj, self.Class)
        _register(obj, _handler(self))

    @specialize.arg(0)
    def next_dead(self):
        """The next object, or None."""
        _run_finalizers()
        dead = self._dead
        if dead.first == len(dead.items):
            return None
        obj = dead.items[dead.first]
        dead.items[dead.first] = None
        dead.first += 1
        if dead.first == len(dead.items):
            del dead.items[:]
            dead.first = 0
        return obj


def _new_dead():
    """Of a class of its own, as queues of different classes have nothing to do with each other."""

    class Dead(object):
        def __init__(self):
            self.items = []
            self.first = 0

    return Dead()


@specialize.memo()
def _handler(queue):
    if queue not in _HANDLERS:

        def handle(obj):
            queue._dead.items.append(obj)
            queue.finalizer_trigger()

        _HANDLERS[queue] = handle
    return _HANDLERS[queue]


_HANDLERS = {}


@special("gc.run_finalizers")
def _run_finalizers():
    """What is to be done for objects that are known to be no more."""


@special("gc.register_finalizer")
def _register(obj, function):
    """The function is called with the object some time after nothing leads to the object any more."""
    cls = type(obj)
    if cls not in _FINALIZED.values():
        if cls not in _FINALIZED:
            _FINALIZED[cls] = type(cls.__name__, (cls,), {"__del__": _finalize})
        obj.__class__ = _FINALIZED[cls]
        obj._finalizers_ = (cls, [])
    obj._finalizers_[1].append(function)


# By class: the class of its registered objects.
_FINALIZED = {}


def _finalize(obj):
    obj.__class__, functions = obj.__dict__.pop("_finalizers_")
    for function in functions:
        function(obj)
