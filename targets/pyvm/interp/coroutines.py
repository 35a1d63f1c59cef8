"""Instructions of `await`, `async for` and `async with`."""

from interp.handlers import as_exception, reraise
from objects.base import type_error
from objects.space import export, space


def special(w_obj, name):
    """A method that the object's type has, bound, or None."""
    w_type = w_obj.getclass()
    w_method = w_type.lookup(name)
    if w_method is None:
        return None
    return w_method.descr_get(w_obj, w_type)


def awaitable(w_obj):
    """What is sent to while an object is awaited."""
    if isinstance(w_obj, space.W_Coroutine):
        return w_obj
    w_await = special(w_obj, "__await__")
    if w_await is None:
        raise type_error("object " + w_obj.type_name() + " can't be used in 'await' expression")
    w_iterator = w_await.call0()
    if not w_iterator.is_iterator():
        raise type_error("__await__() returned non-iterator of type '" + w_iterator.type_name() + "'")
    return w_iterator


@export
def async_iterator(w_obj):
    w_aiter = special(w_obj, "__aiter__")
    if w_aiter is None:
        raise type_error("'async for' requires an object with __aiter__ method, got " + w_obj.type_name())
    w_iterator = w_aiter.call0()
    if w_iterator.getclass().lookup("__anext__") is None:
        raise type_error(
            "'async for' received an object from __aiter__ that does not implement __anext__: " + w_iterator.type_name()
        )
    return w_iterator


@export
def async_next(w_iterator):
    w_anext = special(w_iterator, "__anext__")
    if w_anext is None:
        raise type_error("'async for' requires an iterator with __anext__ method, got " + w_iterator.type_name())
    return w_anext.call0()


def end_async_for(frame):
    """[iterator, exc] -> [], if that is how the iterator ends."""
    if not as_exception(frame.peek(0)).getclass().issubtype(space.w_StopAsyncIteration):
        raise reraise(frame)
    frame.pop()
    frame.pop()


def before_async_with(frame):
    """[manager] -> [exit, awaitable]"""
    w_manager = frame.pop()
    name = w_manager.type_name()
    w_enter = special(w_manager, "__aenter__")
    if w_enter is None:
        raise type_error("'" + name + "' object does not support the asynchronous context manager protocol")
    w_exit = special(w_manager, "__aexit__")
    if w_exit is None:
        raise type_error(
            "'" + name + "' object does not support the asynchronous context manager protocol (missed __aexit__ method)"
        )
    frame.push(w_exit)
    frame.push(w_enter.call0())
