"""Frames that wait, and generators, which are the simplest of them."""

from objects.base import OperationError, Referable, W_Root, error, type_error
from objects.slots import make_type
from objects.space import export, space


@export
class W_Waiting(Referable, W_Root):
    """A frame that yields values and goes on when it is sent some. `KIND` is how messages call it."""

    KIND = "generator"

    def __init__(self, frame, name, qualname):
        # None when it has ended.
        self.frame = frame
        self.name = name
        self.qualname = qualname
        self.running = False
        self.started = False
        # What it returned, when it has.
        self.w_result = None
        # What was being handled inside of it when it yielded.
        self.w_handled = None
        self.code = frame.code
        if len(frame.code.code.exception_table) > 0:
            # Its `finally` and `with` are closed when it is given up.
            space.register_finalizer(self)

    def finalize(self):
        try:
            self.close()
        except OperationError as e:
            space.unraisable(e, ": " + self.repr())

    def repr(self):
        return "<" + self.type_name() + " object " + self.qualname + " at " + self.address() + ">"

    def send(self, w_value):
        """The next value, or None at the end."""
        frame = self.frame
        if frame is None:
            return None
        if self.running:
            raise error(space.w_ValueError, self.KIND + " already executing")
        if self.started:
            frame.push(w_value)
        else:
            self.started = True
        return self.go_on(frame, None)

    def throw(self, e):
        frame = self.frame
        if frame is None:
            raise e
        if self.running:
            raise error(space.w_ValueError, self.KIND + " already executing")
        if not self.started:
            self.frame = None
            space.add_traceback(e, self.code, 0)
            raise e
        return self.go_on(frame, e)

    def go_on(self, frame, e):
        state = space.state
        w_outer = state.w_handled
        if self.w_handled is not None:
            state.w_handled = self.w_handled
        self.running = True
        try:
            w_result = frame.resume(e)
        except OperationError as e:
            self.frame = None
            if e.match(space.w_StopIteration):
                raise chained(e, self.KIND + " raised StopIteration")
            raise
        finally:
            self.running = False
            w_inner = state.w_handled
            state.w_handled = w_outer
        if frame.finished:
            self.frame = None
            self.w_result = w_result
            return None
        self.w_handled = w_inner if w_inner is not w_outer else None
        return w_result

    # ---- methods

    def m_send(self, w_value):
        if not self.started and self.frame is not None and w_value is not space.w_None:
            raise type_error("can't send non-None value to a just-started " + self.KIND)
        w_result = self.send(w_value)
        if w_result is None:
            raise space.stop_iteration(self)
        return w_result

    def m_throw(self, w_type, w_value=None, w_traceback=None):
        w_exception = space.make_exception(w_type, w_value)
        w_result = self.throw(OperationError(w_exception))
        if w_result is None:
            raise space.stop_iteration(self)
        return w_result

    def m_close(self):
        self.close()

    def close(self):
        if self.frame is None:
            return
        if not self.started:
            self.frame = None
            return
        try:
            w_result = self.throw(OperationError(space.new_exception(space.w_GeneratorExit, [])))
        except OperationError as e:
            if e.match(space.w_GeneratorExit) or e.match(space.w_StopIteration):
                return
            raise
        if w_result is not None:
            raise error(space.w_RuntimeError, self.KIND + " ignored GeneratorExit")


@export
class W_Generator(W_Waiting):
    def getclass(self):
        return space.w_generator

    def iter(self):
        return self

    def is_iterator(self):
        return True

    def next(self):
        return self.send(space.w_None)


@export
def chained(e, message):
    """A RuntimeError because of an exception."""
    result = error(space.w_RuntimeError, message)
    result.w_value.w_cause = e.w_value
    result.w_value.w_context = e.w_value
    result.w_value.suppress_context = True
    result.w_value.w_traceback = e.w_value.w_traceback
    return result


@export
def generator_result(w_iterator):
    """What an iterator that has ended returned, or None. It is given away once."""
    if isinstance(w_iterator, space.W_AsyncStep):
        return w_iterator.w_result
    if isinstance(w_iterator, space.W_CoroutineIterator):
        w_iterator = w_iterator.w_coroutine
    if isinstance(w_iterator, W_Waiting):
        w_result = w_iterator.w_result
        w_iterator.w_result = None
        return w_result
    return None


def as_waiting(w_obj):
    assert isinstance(w_obj, W_Waiting)
    return w_obj


def setup():
    make_type(
        "generator",
        W_Generator,
        final=True,
        getsets=[
            ("__name__", lambda w: space.newstr(as_waiting(w).name)),
            ("__qualname__", lambda w: space.newstr(as_waiting(w).qualname)),
            ("gi_running", lambda w: space.newbool(as_waiting(w).running)),
            ("gi_code", lambda w: as_waiting(w).code),
            ("gi_frame", lambda w: space.w_None if as_waiting(w).frame is None else as_waiting(w).code),
        ],
    )
