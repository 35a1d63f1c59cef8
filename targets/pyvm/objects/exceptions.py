"""Exceptions of the interpreted program, their types and tracebacks."""

from objects.base import OperationError, W_Root, type_error
from objects.instance import UserMixin
from objects.slots import make_type
from objects.space import export, space
from objects.type import Layout, W_Type

PLAIN, STOP_ITERATION, KEY_ERROR, OS_ERROR, SYSTEM_EXIT, IMPORT_ERROR, SYNTAX_ERROR, UNICODE_ERROR, GROUP = range(9)


@export
class W_BaseException(UserMixin, W_Root):
    def setup(self, w_type):
        self.user_setup(w_type)
        self.args_w = []
        self.w_cause = None
        self.w_context = None
        self.suppress_context = False
        self.w_traceback = None
        # Raised again by RERAISE: its traceback has this frame.
        self.reraised = False

    def kind(self):
        return self.getclass().layout.kind

    def set_arguments(self, args_w):
        self.args_w = args_w
        kind = self.kind()
        if kind != PLAIN:
            self.set_details(kind, args_w)

    def set_details(self, kind, args_w):
        n = len(args_w)
        if kind == STOP_ITERATION:
            self.setdictvalue("value", args_w[0] if n > 0 else space.w_None)
        elif kind == SYSTEM_EXIT:
            if n == 1:
                self.setdictvalue("code", args_w[0])
            else:
                self.setdictvalue("code", space.w_None if n == 0 else space.newtuple(args_w))
        elif kind == OS_ERROR:
            self.setdictvalue("errno", args_w[0] if n > 1 else space.w_None)
            self.setdictvalue("strerror", args_w[1] if n > 1 else space.w_None)
            self.setdictvalue("filename", args_w[2] if n > 2 else space.w_None)
            if n > 2:
                self.args_w = args_w[:2]
        elif kind == SYNTAX_ERROR:
            self.setdictvalue("msg", args_w[0] if n > 0 else space.w_None)
            details_w = [space.w_None] * 6
            if n > 1:
                given_w = space.items_of(args_w[1])
                for i in range(len(given_w)):
                    if i < 6:
                        details_w[i] = given_w[i]
            self.setdictvalue("filename", details_w[0])
            self.setdictvalue("lineno", details_w[1])
            self.setdictvalue("offset", details_w[2])
            self.setdictvalue("text", details_w[3])
            self.setdictvalue("end_lineno", details_w[4])
            self.setdictvalue("end_offset", details_w[5])
        elif kind == IMPORT_ERROR:
            self.setdictvalue("msg", args_w[0] if n > 0 else space.w_None)
        elif kind == UNICODE_ERROR and n == 5:
            self.setdictvalue("encoding", args_w[0])
            self.setdictvalue("object", args_w[1])
            self.setdictvalue("start", args_w[2])
            self.setdictvalue("end", args_w[3])
            self.setdictvalue("reason", args_w[4])
        elif kind == GROUP:
            if n != 2:
                raise type_error("BaseExceptionGroup.__new__() takes exactly 2 arguments (" + str(n) + " given)")
            self.setdictvalue("message", args_w[0])
            self.setdictvalue("exceptions", space.newtuple(space.items_of(args_w[1])))

    def m___init__(self, args):
        self.set_arguments(args.args_w)
        if self.kind() == IMPORT_ERROR:
            for name in ["name", "path"]:
                w_value = args.keyword(name)
                self.setdictvalue(name, space.w_None if w_value is None else w_value)

    def base_str(self):
        """BaseException.__str__"""
        args_w = self.args_w
        kind = self.kind()
        if kind == KEY_ERROR and len(args_w) == 1:
            return args_w[0].repr()
        if kind == OS_ERROR and len(args_w) == 2:
            text = "[Errno " + args_w[0].str() + "] " + args_w[1].str()
            w_filename = self.getdictvalue("filename")
            if w_filename is not None and w_filename is not space.w_None:
                text += ": " + w_filename.repr()
            return text
        if kind == SYNTAX_ERROR:
            return self.syntax_text()
        if kind == UNICODE_ERROR and len(args_w) == 5:
            return space.unicode_error_text(self)
        if kind == GROUP:
            w_exceptions = self.getdictvalue("exceptions")
            n = w_exceptions.length()
            return args_w[0].str() + " (" + str(n) + " sub-exception" + ("s" if n != 1 else "") + ")"
        if len(args_w) == 0:
            return ""
        if len(args_w) == 1:
            return args_w[0].str()
        return space.newtuple(args_w).repr()

    def syntax_text(self):
        w_message = self.getdictvalue("msg")
        text = "None" if w_message is None else w_message.str()
        w_filename = self.getdictvalue("filename")
        w_line = self.getdictvalue("lineno")
        if w_filename is None or w_filename is space.w_None or w_line is None:
            return text
        name = w_filename.str()
        slash = name.rfind("/")
        if slash >= 0:
            name = name[slash + 1 :]
        return text + " (" + name + ", line " + w_line.str() + ")"

    def base_repr(self):
        """BaseException.__repr__"""
        parts = []
        for w_arg in self.args_w:
            parts.append(w_arg.repr())
        return self.getclass().name + "(" + ", ".join(parts) + ")"

    def m___str__(self):
        return space.newstr(self.base_str())

    def m___repr__(self):
        return space.newstr(self.base_repr())

    def m_with_traceback(self, w_traceback):
        set_traceback(self, w_traceback)
        return self

    def m_add_note(self, w_note):
        w_notes = self.getdictvalue("__notes__")
        if w_notes is None:
            w_notes = space.newlist([])
            self.setdictvalue("__notes__", w_notes)
        assert isinstance(w_notes, space.W_List)
        w_notes.append(w_note)

    def m___reduce__(self):
        return space.newtuple([self.getclass(), space.newtuple(self.args_w)])


@export
class W_Traceback(W_Root):
    """A place that an exception came through. `w_next` is the one nearer to where it was raised."""

    _immutable_fields_ = ["code", "index", "w_next"]

    def __init__(self, code, index, w_next):
        self.code = code
        self.index = index
        self.w_next = w_next

    def getclass(self):
        return space.w_traceback


@export
def new_exception(w_type, args_w):
    """An instance of a builtin exception type, or of one whose __init__ is not asked."""
    w_exception = w_type.layout.allocate(w_type)
    assert isinstance(w_exception, W_BaseException)
    w_exception.set_arguments(args_w)
    return w_exception


@export
def as_exception(w_value):
    if not isinstance(w_value, W_BaseException):
        raise type_error("exceptions must derive from BaseException")
    return w_value


@export
def stop_iteration(w_iterator):
    """To raise where an iterator has ended. A generator has a value."""
    w_value = space.generator_result(w_iterator)
    if w_value is None or w_value is space.w_None:
        return OperationError(new_exception(space.w_StopIteration, []))
    return OperationError(new_exception(space.w_StopIteration, [w_value]))


def allocate(w_type):
    w_exception = W_BaseException()
    w_exception.setup(w_type)
    return w_exception


def exception_new(w_type, args):
    w_exception = w_type.layout.allocate(w_type)
    assert isinstance(w_exception, W_BaseException)
    w_exception.args_w = args.args_w
    if w_type.layout.kind == GROUP:
        w_exception.set_arguments(args.args_w)
    return w_exception


# ____________________________________________________________ attributes


def get_args(w_obj):
    return space.newtuple(as_exception(w_obj).args_w)


def set_args(w_obj, w_value):
    as_exception(w_obj).args_w = space.items_of(w_value)


def or_none(w_value):
    return space.w_None if w_value is None else w_value


def get_cause(w_obj):
    return or_none(as_exception(w_obj).w_cause)


def set_cause(w_obj, w_value):
    w_exception = as_exception(w_obj)
    w_exception.w_cause = None if w_value is space.w_None else as_exception(w_value)
    w_exception.suppress_context = True


def get_context(w_obj):
    return or_none(as_exception(w_obj).w_context)


def set_context(w_obj, w_value):
    as_exception(w_obj).w_context = None if w_value is space.w_None else as_exception(w_value)


def get_suppress(w_obj):
    return space.newbool(as_exception(w_obj).suppress_context)


def set_suppress(w_obj, w_value):
    as_exception(w_obj).suppress_context = w_value.is_true()


def get_traceback(w_obj):
    return or_none(as_exception(w_obj).w_traceback)


def set_traceback(w_obj, w_value):
    if w_value is space.w_None:
        as_exception(w_obj).w_traceback = None
    elif isinstance(w_value, W_Traceback):
        as_exception(w_obj).w_traceback = w_value
    else:
        raise type_error("__traceback__ must be a traceback or None")


def traceback_line(w_obj):
    assert isinstance(w_obj, W_Traceback)
    return space.newint(w_obj.code.code.line_of(w_obj.index))


@export
class W_FrameInfo(W_Root):
    """What a traceback tells of a frame."""

    _immutable_fields_ = ["code", "index"]

    def __init__(self, code, index):
        self.code = code
        self.index = index

    def getclass(self):
        return space.w_frame


def traceback_frame(w_obj):
    assert isinstance(w_obj, W_Traceback)
    return W_FrameInfo(w_obj.code, w_obj.index)


def as_frame_info(w_obj):
    assert isinstance(w_obj, W_FrameInfo)
    return w_obj


def traceback_next(w_obj):
    assert isinstance(w_obj, W_Traceback)
    return or_none(w_obj.w_next)


# ____________________________________________________________ types

# Each type with those below it.
HIERARCHY = """
BaseException
  SystemExit KeyboardInterrupt GeneratorExit BaseExceptionGroup Exception
Exception
  StopIteration StopAsyncIteration ArithmeticError AssertionError AttributeError BufferError EOFError ImportError LookupError
  MemoryError NameError OSError ReferenceError RuntimeError SyntaxError SystemError TypeError ValueError Warning
ArithmeticError
  FloatingPointError OverflowError ZeroDivisionError
ImportError
  ModuleNotFoundError
LookupError
  IndexError KeyError
NameError
  UnboundLocalError
OSError
  BlockingIOError ChildProcessError ConnectionError FileExistsError FileNotFoundError InterruptedError IsADirectoryError
  NotADirectoryError PermissionError ProcessLookupError TimeoutError
ConnectionError
  BrokenPipeError ConnectionAbortedError ConnectionRefusedError ConnectionResetError
RuntimeError
  NotImplementedError RecursionError
SyntaxError
  IndentationError
IndentationError
  TabError
ValueError
  UnicodeError
UnicodeError
  UnicodeDecodeError UnicodeEncodeError UnicodeTranslateError
Warning
  BytesWarning DeprecationWarning EncodingWarning FutureWarning ImportWarning PendingDeprecationWarning ResourceWarning
  RuntimeWarning SyntaxWarning UnicodeWarning UserWarning
"""

KINDS = {
    "StopIteration": STOP_ITERATION,
    "KeyError": KEY_ERROR,
    "OSError": OS_ERROR,
    "SystemExit": SYSTEM_EXIT,
    "ImportError": IMPORT_ERROR,
    "SyntaxError": SYNTAX_ERROR,
    "UnicodeDecodeError": UNICODE_ERROR,
    "UnicodeEncodeError": UNICODE_ERROR,
    "BaseExceptionGroup": GROUP,
}

EXCEPTION_NAMES = ["BaseException"]


def make_exception_type(name, bases_w):
    layout = bases_w[0].layout
    if name in KINDS:
        layout = Layout(name, allocate, KINDS[name], layout)
    w_type = W_Type(name, bases_w, {}, layout, False, None)
    w_type.cls = W_BaseException
    w_type.ready()
    setattr(space, "w_" + name, w_type)
    EXCEPTION_NAMES.append(name)
    return w_type


def setup():
    make_type(
        "BaseException",
        W_BaseException,
        new=exception_new,
        user=W_BaseException,
        getsets=[
            ("args", get_args, set_args),
            ("__cause__", get_cause, set_cause),
            ("__context__", get_context, set_context),
            ("__suppress_context__", get_suppress, set_suppress),
            ("__traceback__", get_traceback, set_traceback),
        ],
    )
    space.w_BaseException.layout = Layout("BaseException", allocate, PLAIN, space.w_object.layout)
    base = None
    for line in HIERARCHY.split("\n"):
        if line.startswith("  "):
            for name in line.split():
                make_exception_type(name, [base])
        elif line:
            base = getattr(space, "w_" + line)
    make_exception_type("ExceptionGroup", [space.w_BaseExceptionGroup, space.w_Exception])
    make_type(
        "traceback",
        W_Traceback,
        final=True,
        getsets=[("tb_lineno", traceback_line), ("tb_next", traceback_next), ("tb_frame", traceback_frame)],
    )
    make_type(
        "frame",
        W_FrameInfo,
        final=True,
        getsets=[
            ("f_code", lambda w: as_frame_info(w).code),
            ("f_lineno", lambda w: space.newint(as_frame_info(w).code.code.line_of(as_frame_info(w).index))),
        ],
    )
