"""How deep calls may go. A call that goes too deep raises RuntimeError."""

from rpython._special import special


@special("stack.almost_full")
def stack_almost_full():
    """Whether more than fifteen sixteenths of the stack are in use."""
    return False


@special("stack.set_length_fraction")
def _stack_set_length_fraction(fraction):
    """From now on only this part of the stack may be used. 1.0 is all of it."""


@special("stack.criticalcode_start")
def _stack_criticalcode_start():
    """Until `_stack_criticalcode_stop` calls may go a little deeper than they may otherwise."""


@special("stack.criticalcode_stop")
def _stack_criticalcode_stop():
    pass
