"""Which exception was being handled when another was raised."""

from interp.state import state


def set_context(w_value):
    """What was being handled when an exception is raised becomes its context."""
    w_handled = state.w_handled
    if w_handled is None or w_handled is w_value or w_value.w_context is not None:
        return
    # No circle: what is already in the chain of the other's contexts is taken out of it.
    w_other = w_handled
    while w_other.w_context is not None:
        if w_other.w_context is w_value:
            w_other.w_context = None
            break
        w_other = w_other.w_context
    w_value.w_context = w_handled
