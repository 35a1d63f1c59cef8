"""Coroutines and asynchronous generators: frames that wait, which `await` and `async for` drive."""

from objects.base import OperationError, error, type_error
from objects.generator import W_Waiting, as_waiting
from objects.iterators import W_Iterator
from objects.slots import make_type
from objects.space import export, space


@export
class W_Coroutine(W_Waiting):
    KIND = "coroutine"

    def getclass(self):
        return space.w_coroutine

    def send(self, w_value):
        if self.frame is None:
            raise error(space.w_RuntimeError, "cannot reuse already awaited coroutine")
        return W_Waiting.send(self, w_value)

    def m___await__(self):
        return W_CoroutineIterator(self)


@export
class W_CoroutineIterator(W_Iterator):
    """What `__await__` of a coroutine gives."""

    def __init__(self, w_coroutine):
        self.w_coroutine = w_coroutine

    def getclass(self):
        return space.w_coroutine_wrapper

    def next(self):
        return self.w_coroutine.send(space.w_None)

    def m_send(self, w_value):
        return self.w_coroutine.m_send(w_value)

    def m_throw(self, w_type, w_value=None, w_traceback=None):
        return self.w_coroutine.m_throw(w_type, w_value, w_traceback)

    def m_close(self):
        self.w_coroutine.close()


@export
class W_AsyncGenerator(W_Waiting):
    KIND = "async generator"

    def getclass(self):
        return space.w_async_generator

    def m___aiter__(self):
        return self

    def m___anext__(self):
        return W_AsyncStep(self, space.w_None, None, False)

    def m_asend(self, w_value):
        return W_AsyncStep(self, w_value, None, False)

    def m_athrow(self, w_type, w_value=None, w_traceback=None):
        return W_AsyncStep(self, space.w_None, OperationError(space.make_exception(w_type, w_value)), False)

    def m_aclose(self):
        e = OperationError(space.new_exception(space.w_GeneratorExit, []))
        return W_AsyncStep(self, space.w_None, e, True)


@export
class W_AsyncStep(W_Iterator):
    """One step of an asynchronous generator, to be awaited: from a `yield` to the next. What its frame awaits in between passes through."""

    def __init__(self, w_generator, w_sent, error, closes):
        self.w_generator = w_generator
        self.w_sent = w_sent
        self.error = error
        self.closes = closes
        self.begun = False
        self.done = False
        # What the generator has yielded.
        self.w_result = None

    def getclass(self):
        return space.w_async_generator_step

    def next(self):
        return self.go_on(space.w_None, None)

    def go_on(self, w_value, e):
        """What is awaited inside, or None at the end."""
        w_generator = self.w_generator
        if self.done:
            raise error(space.w_RuntimeError, "cannot reuse already awaited __anext__()/asend()")
        if not self.begun:
            self.begun = True
            if e is None:
                e = self.error
            if w_value is space.w_None:
                w_value = self.w_sent
            if not w_generator.started and w_value is not space.w_None:
                raise type_error("can't send non-None value to a just-started async generator")
        if self.closes and w_generator.frame is None:
            self.done = True
            return None
        try:
            w_awaited = w_generator.send(w_value) if e is None else w_generator.throw(e)
        except OperationError as ended:
            self.done = True
            if self.closes and (ended.match(space.w_StopAsyncIteration) or ended.match(space.w_GeneratorExit)):
                return None
            raise
        if w_awaited is None:
            self.done = True
            if self.closes:
                return None
            raise OperationError(space.new_exception(space.w_StopAsyncIteration, []))
        if not w_generator.frame.at_yield():
            return w_awaited
        self.done = True
        if self.closes:
            raise error(space.w_RuntimeError, "async generator ignored GeneratorExit")
        self.w_result = w_awaited
        return None

    # ---- methods

    def m___await__(self):
        return self

    def m_send(self, w_value):
        return self.step(w_value, None)

    def m_throw(self, w_type, w_value=None, w_traceback=None):
        return self.step(space.w_None, OperationError(space.make_exception(w_type, w_value)))

    def step(self, w_value, e):
        w_awaited = self.go_on(w_value, e)
        if w_awaited is None:
            raise space.stop_iteration(self)
        return w_awaited

    def m_close(self):
        self.done = True


def setup():
    names = [
        ("__name__", lambda w: space.newstr(as_waiting(w).name)),
        ("__qualname__", lambda w: space.newstr(as_waiting(w).qualname)),
    ]
    make_type("coroutine", W_Coroutine, final=True, getsets=names)
    make_type("coroutine_wrapper", W_CoroutineIterator, final=True)
    make_type("async_generator", W_AsyncGenerator, final=True, getsets=names)
    make_type("async_generator_asend", W_AsyncStep, final=True, key="async_generator_step")
