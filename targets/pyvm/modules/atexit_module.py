"""The module atexit: functions that are called at the end of the program."""

from objects import finalizers
from objects.base import OperationError, type_error
from objects.module import make_module
from objects.space import space


class Registered(object):
    def __init__(self):
        # Pairs of a function and its `Arguments`.
        self.calls = []


registered = Registered()


def register(args):
    if args.count() == 0:
        raise type_error("register() takes at least 1 argument (0 given)")
    w_function = args.args_w[0]
    if not w_function.is_callable():
        raise type_error("the first argument must be callable")
    registered.calls.append((w_function, args.without_first()))
    return w_function


def unregister(w_func):
    registered.calls = [call for call in registered.calls if not space.same_or_equal(call[0], w_func)]


def _clear():
    registered.calls = []


def _ncallbacks():
    return space.newint(len(registered.calls))


def _run_exitfuncs():
    """The last one first; not those that are registered meanwhile. An exception is printed, and the others are called."""
    calls = registered.calls
    for i in range(len(calls) - 1, -1, -1):
        w_function, args = calls[i]
        try:
            w_function.call(args)
        except OperationError as e:
            finalizers.unraisable(e, " atexit callback: " + w_function.repr())
    registered.calls = []


def setup():
    return make_module("atexit", [register, unregister, _clear, _ncallbacks, _run_exitfuncs])
