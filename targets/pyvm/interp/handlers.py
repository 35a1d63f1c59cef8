"""Instructions for exceptions and `with`."""

from interp.contexts import set_context
from interp.state import state
from objects.base import OperationError, error, type_error
from objects.exceptions import W_BaseException
from objects.space import export, space
from objects.type import W_Type


def as_exception(w_value):
    assert isinstance(w_value, W_BaseException)
    return w_value


def push_exc_info(frame):
    """[exc] -> [previous, exc]"""
    w_exception = as_exception(frame.pop())
    frame.push(state.w_handled)
    frame.push(w_exception)
    state.w_handled = w_exception


def pop_except(frame):
    w_previous = frame.pop()
    if w_previous is None:
        state.w_handled = None
    else:
        state.w_handled = as_exception(w_previous)


def exception_matches(w_exception, w_type):
    if isinstance(w_type, space.W_Tuple):
        for w_one in w_type.items_w:
            check_catchable(w_one)
        for w_one in w_type.items_w:
            if exception_matches(w_exception, w_one):
                return True
        return False
    check_catchable(w_type)
    assert isinstance(w_type, W_Type)
    return w_exception.getclass().issubtype(w_type)


def check_catchable(w_type):
    if not isinstance(w_type, W_Type) or not w_type.issubtype(space.w_BaseException):
        raise type_error("catching classes that do not inherit from BaseException is not allowed")


def reraise(frame):
    w_exception = as_exception(frame.pop())
    w_exception.reraised = True
    return OperationError(w_exception)


@export
def make_exception(w_type, w_value=None):
    """The exception that `raise w_type` or `raise w_type(w_value)` raises."""
    if isinstance(w_type, W_BaseException):
        return w_type
    if isinstance(w_type, W_Type) and w_type.issubtype(space.w_BaseException):
        if isinstance(w_value, W_BaseException):
            return w_value
        if w_value is None or w_value is space.w_None:
            w_result = w_type.call0()
        else:
            w_result = w_type.call1(w_value)
        if not isinstance(w_result, W_BaseException):
            raise type_error(
                "calling " + w_type.repr() + " should have returned an instance of BaseException, not " + w_result.getclass().repr()
            )
        return w_result
    raise type_error("exceptions must derive from BaseException")


def raise_varargs(frame, count):
    if count == 0:
        w_handled = state.w_handled
        if w_handled is None:
            return error(space.w_RuntimeError, "No active exception to reraise")
        return OperationError(w_handled)
    w_cause = None
    if count == 2:
        w_cause = frame.pop()
    w_exception = make_exception(frame.pop())
    if w_cause is not None:
        w_exception.suppress_context = True
        if w_cause is space.w_None:
            w_exception.w_cause = None
        else:
            if not isinstance(w_cause, W_BaseException) and not (
                isinstance(w_cause, W_Type) and w_cause.issubtype(space.w_BaseException)
            ):
                return type_error("exception causes must derive from BaseException")
            w_exception.w_cause = make_exception(w_cause)
    set_context(w_exception)
    return OperationError(w_exception)


# ____________________________________________________________ with


def before_with(frame):
    """[manager] -> [exit, value of enter]"""
    w_manager = frame.pop()
    w_type = w_manager.getclass()
    w_enter = w_type.lookup("__enter__")
    if w_enter is None:
        raise type_error("'" + w_type.name + "' object does not support the context manager protocol")
    w_exit = w_type.lookup("__exit__")
    if w_exit is None:
        raise type_error(
            "'" + w_type.name + "' object does not support the context manager protocol (missed __exit__ method)"
        )
    frame.push(w_exit.descr_get(w_manager, w_type))
    frame.push(w_enter.descr_get(w_manager, w_type).call0())


def with_except_start(frame):
    """[exit, previous, exc] -> [exit, previous, exc, result]"""
    w_exception = as_exception(frame.peek(0))
    w_exit = frame.peek(2)
    w_traceback = space.w_None if w_exception.w_traceback is None else w_exception.w_traceback
    frame.push(w_exit.call(space.Arguments([w_exception.getclass(), w_exception, w_traceback])))


# ____________________________________________________________ except*


def group_parts(w_exception, w_type):
    """What of an exception group matches and what does not, each None if there is nothing."""
    if not w_exception.getclass().issubtype(space.w_BaseExceptionGroup):
        if exception_matches(w_exception, w_type):
            return w_exception, None
        return None, w_exception
    if exception_matches(w_exception, w_type):
        return w_exception, None
    matched_w = []
    rest_w = []
    for w_inner in space.items_of(w_exception.getattr("exceptions")):
        w_match, w_rest = group_parts(as_exception(w_inner), w_type)
        if w_match is not None:
            matched_w.append(w_match)
        if w_rest is not None:
            rest_w.append(w_rest)
    return derived(w_exception, matched_w), derived(w_exception, rest_w)


def derived(w_group, inner_w):
    if len(inner_w) == 0:
        return None
    w_result = as_exception(w_group.getclass().call2(w_group.getattr("message"), space.newlist([w for w in inner_w])))
    w_result.w_traceback = w_group.w_traceback
    w_result.w_cause = w_group.w_cause
    w_result.w_context = w_group.w_context
    w_result.suppress_context = w_group.suppress_context
    return w_result


def check_group_match(frame):
    """[group, type] -> [rest or None, match or None]"""
    w_type = frame.pop()
    w_exception = as_exception(frame.pop())
    w_match, w_rest = group_parts(w_exception, w_type)
    if w_match is not None and not w_match.getclass().issubtype(space.w_BaseExceptionGroup):
        # A plain exception is handled as a group of itself.
        w_match = as_exception(space.w_ExceptionGroup.call2(space.newstr(""), space.newlist([w_match])))
    frame.push(space.w_None if w_rest is None else w_rest)
    frame.push(space.w_None if w_match is None else w_match)


def prepare_reraise_star(frame):
    """[original, list] -> [group to raise, or None]"""
    w_list = frame.pop()
    w_original = as_exception(frame.pop())
    raised_w = []
    for w_item in space.items_of(w_list):
        if w_item is not space.w_None:
            raised_w.append(as_exception(w_item))
    if len(raised_w) == 0:
        frame.push(space.w_None)
    elif len(raised_w) == 1:
        frame.push(raised_w[0])
    elif w_original.getclass().issubtype(space.w_BaseExceptionGroup):
        frame.push(derived(w_original, raised_w))
    else:
        frame.push(space.w_ExceptionGroup.call2(space.newstr(""), space.newlist([w for w in raised_w])))
