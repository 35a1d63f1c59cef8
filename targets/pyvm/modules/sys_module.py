"""The module sys, and the streams that it has."""

from rpython.rlib import rfloat, rposix

from interp.state import state
from modules.output import stdin, stdout
from objects.base import OperationError, W_Root, type_error, value_error
from objects.int import HASH_MODULUS
from objects.module import make_module
from objects.slots import make_type
from objects.space import export, space
from objects.tuple import W_Tuple


class W_Stream(W_Root):
    """Standard input (0), output (1) or error (2)."""

    def __init__(self, number):
        self.number = number

    def getclass(self):
        return space.w_stream

    def iter(self):
        return self

    def is_iterator(self):
        return self.number == 0

    def next(self):
        line = stdin.line()
        if len(line) == 0:
            return None
        return space.newstr(line)

    def m_write(self, w_text):
        if not isinstance(w_text, space.W_Str):
            raise type_error("write() argument must be str, not " + w_text.type_name())
        if self.number == 1:
            stdout.write(w_text.text)
        else:
            space.write_error(w_text.text)
        return space.newint(w_text.length())

    def m_writelines(self, w_lines):
        for w_line in space.items_of(w_lines):
            self.m_write(w_line)

    def m_flush(self):
        if self.number == 1:
            stdout.flush()

    def m_readline(self):
        return space.newstr(stdin.line())

    def m_read(self):
        parts = []
        while True:
            line = stdin.line()
            if len(line) == 0:
                return space.newstr("".join(parts))
            parts.append(line)

    def m_readlines(self):
        lines = []
        while True:
            line = stdin.line()
            if len(line) == 0:
                return space.newstr_list(lines)
            lines.append(line)

    def m_isatty(self):
        return space.newbool(rposix.isatty(self.number))

    def m_readable(self):
        return space.newbool(self.number == 0)

    def m_writable(self):
        return space.newbool(self.number != 0)

    def m_fileno(self):
        return space.newint(self.number)


class W_ByteStream(W_Stream):
    """`buffer` of a stream: the same as bytes."""

    def getclass(self):
        return space.w_byte_stream

    def next(self):
        line = stdin.line()
        if len(line) == 0:
            return None
        return space.newbytes(line)

    def m_write(self, w_bytes):
        data = w_bytes.buffer_bytes()
        if self.number == 1:
            stdout.write(data)
        else:
            space.write_error(data)
        return space.newint(len(data))

    def m_readline(self):
        return space.newbytes(stdin.line())

    def m_read(self):
        w_text = W_Stream.m_read(self)
        return space.newbytes(w_text.text_w())

    def m_readlines(self):
        lines_w = []
        while True:
            line = stdin.line()
            if len(line) == 0:
                return space.newlist(lines_w)
            lines_w.append(space.newbytes(line))


STREAM_NAMES = ["<stdin>", "<stdout>", "<stderr>"]


def as_stream(w_obj):
    assert isinstance(w_obj, W_Stream)
    return w_obj


class W_VersionInfo(W_Tuple):
    def getclass(self):
        return space.w_version_info

    def repr(self):
        names = ["major", "minor", "micro", "releaselevel", "serial"]
        parts = []
        for i in range(5):
            parts.append(names[i] + "=" + self.items_w[i].repr())
        return "sys.version_info(" + ", ".join(parts) + ")"


def version_part(w_obj, index):
    assert isinstance(w_obj, W_Tuple)
    return w_obj.items_w[index]


def exit(w_status=None):
    raise OperationError(
        space.new_exception(space.w_SystemExit, [] if w_status is None else [w_status])
    )


def exc_info():
    w_exception = state.w_handled
    w_none = space.w_None
    if w_exception is None:
        return space.newtuple([w_none, w_none, w_none])
    w_traceback = w_exception.w_traceback
    return space.newtuple([w_exception.getclass(), w_exception, w_none if w_traceback is None else w_traceback])


def exception():
    w_exception = state.w_handled
    return space.w_None if w_exception is None else w_exception


def getrecursionlimit():
    return space.newint(state.recursion_limit)


def setrecursionlimit(w_limit):
    limit = w_limit.int_w()
    if limit < 1:
        raise value_error("recursion limit must be greater or equal than 1")
    state.recursion_limit = limit


def getsizeof(w_object):
    return space.newint(64)


def intern(w_text):
    if not isinstance(w_text, space.W_Str):
        raise type_error("intern() argument must be str, not " + w_text.type_name())
    return w_text


def getrefcount(w_object):
    return space.newint(2)


def set_int_max_str_digits(w_digits):
    space.set_max_digits(w_digits.int_w())


def get_int_max_str_digits():
    return space.newint(space.get_max_digits())


def getdefaultencoding():
    return space.newstr("utf-8")


def getfilesystemencoding():
    return space.newstr("utf-8")


def is_finalizing():
    return space.w_False


def excepthook(w_type, w_value, w_traceback):
    """What is done with an exception that nothing catches. A program may put a function of its own in its place."""
    space.write_error(space.format_exception(space.as_exception(w_value)))


@export
def call_with_sys(name):
    """An attribute of the module sys."""
    w_value = state.w_sys.w_dict.find_text(name)
    if w_value is None:
        raise space.error(space.w_RuntimeError, "lost sys." + name)
    return w_value


def setup_type():
    make_type(
        "TextIOWrapper",
        W_Stream,
        final=True,
        key="stream",
        getsets=[
            ("buffer", lambda w: W_ByteStream(as_stream(w).number)),
            ("encoding", lambda w: space.newstr("utf-8")),
            ("errors", lambda w: space.newstr("strict")),
            ("closed", lambda w: space.w_False),
            ("name", lambda w: space.newstr(STREAM_NAMES[as_stream(w).number])),
            ("mode", lambda w: space.newstr("r" if as_stream(w).number == 0 else "w")),
        ],
    )
    make_type("BufferedWriter", W_ByteStream, final=True, key="byte_stream")
    make_type(
        "version_info",
        W_VersionInfo,
        space.w_tuple,
        final=True,
        getsets=[
            ("major", lambda w: version_part(w, 0)),
            ("minor", lambda w: version_part(w, 1)),
            ("micro", lambda w: version_part(w, 2)),
            ("releaselevel", lambda w: version_part(w, 3)),
            ("serial", lambda w: version_part(w, 4)),
        ],
    )


def setup():
    space.w_plain_stdout = W_Stream(1)
    state.w_modules = space.newdict()
    space.w_plain_stdin = W_Stream(0)
    streams_w = [space.w_plain_stdin, space.w_plain_stdout, W_Stream(2)]
    version = W_VersionInfo([space.newint(3), space.newint(11), space.newint(0), space.newstr("final"), space.newint(0)])
    state.w_sys = make_module(
        "sys",
        [
            exit, exc_info, exception, getrecursionlimit, setrecursionlimit, getsizeof, intern, getrefcount,
            set_int_max_str_digits, get_int_max_str_digits, getdefaultencoding, getfilesystemencoding, is_finalizing, excepthook,
        ],
        [
            ("stdin", streams_w[0]),
            ("stdout", streams_w[1]),
            ("stderr", streams_w[2]),
            ("__stdin__", streams_w[0]),
            ("__stdout__", streams_w[1]),
            ("__stderr__", streams_w[2]),
            ("hash_info", make_module("hash_info", [], [("modulus", space.newint(HASH_MODULUS)), ("width", space.newint(64))])),
            (
                "float_info",
                make_module(
                    "float_info",
                    [],
                    [
                        ("max", space.newfloat(rfloat.DBL_MAX)),
                        ("min", space.newfloat(rfloat.DBL_MIN)),
                        ("epsilon", space.newfloat(rfloat.DBL_EPSILON)),
                        ("dig", space.newint(rfloat.DBL_DIG)),
                        ("mant_dig", space.newint(rfloat.DBL_MANT_DIG)),
                    ],
                ),
            ),
            ("maxsize", space.newint(0x7FFFFFFFFFFFFFFF)),
            ("maxunicode", space.newint(0x10FFFF)),
            ("byteorder", space.newstr("little")),
            ("platform", space.newstr("linux")),
            ("version", space.newstr("3.11.0 (pyvm)")),
            ("version_info", version),
            ("hexversion", space.newint(0x030B00F0)),
            ("executable", space.newstr("")),
            ("modules", state.w_modules),
            ("implementation", make_module("implementation", [], [("name", space.newstr("pyvm")), ("version", version)])),
        ],
    )  # fmt: skip
    space.w_excepthook = state.w_sys.w_dict.find_text("excepthook")
    state.w_sys.set("__excepthook__", space.w_excepthook)
    return state.w_sys
