"""Files: `open`, and the text and byte streams that it gives; `StringIO` and `BytesIO` keep theirs in memory.

A file that is read is read as a whole when it is opened; one that is written keeps its text until it is flushed or closed. A text is UTF-8.
"""

import os

from rpython.rlib import rposix
from rpython.rlib.rutf8 import next_codepoint_pos

from objects.base import OperationError, Referable, W_Root, error, type_error, value_error
from objects.slots import make_type
from objects.space import export, space

TEXT = 0
BYTES = 1
LIMIT = 8192


@export
class W_File(Referable, W_Root):
    def __init__(self):
        self.begin(-1, TEXT, "", False, False)

    def begin(self, fd, kind, data, readable, writable):
        self.fd = fd
        self.kind = kind
        # What can be read, and where the next read begins.
        self.data = data
        self.position = 0
        self.readable = readable
        self.writable = writable
        # What was written and is not in the file yet.
        self.parts = []
        self.size = 0
        self.closed = False
        self.name = ""
        self.mode = ""

    def getclass(self):
        return space.w_file

    def repr(self):
        if self.kind == BYTES:
            return "<_io.BufferedReader name=" + space.quote(self.name) + ">"
        return "<_io.TextIOWrapper name=" + space.quote(self.name) + " mode=" + space.quote(self.mode) + " encoding='UTF-8'>"

    def make(self, data):
        if self.kind == BYTES:
            return space.newbytes(data)
        return space.newstr(data)

    def check_open(self):
        if self.closed:
            raise value_error("I/O operation on closed file.")

    def check_readable(self):
        self.check_open()
        if not self.readable:
            raise error(space.w_UnsupportedOperation, "not readable")

    # ---- reading

    def read_line(self):
        start = self.position
        end = self.data.find("\n", start)
        end = len(self.data) if end < 0 else end + 1
        self.position = end
        return self.data[start:end]

    def is_iterator(self):
        return True

    def iter(self):
        self.check_open()
        return self

    def next(self):
        self.check_readable()
        line = self.read_line()
        if len(line) == 0:
            return None
        return self.make(line)

    def m_read(self, w_size=None):
        self.check_readable()
        size = -1 if w_size is None or w_size is space.w_None else w_size.int_w()
        start = self.position
        end = start
        if size < 0:
            end = len(self.data)
        elif self.kind == BYTES:
            end = min(len(self.data), start + size)
        else:
            while size > 0 and end < len(self.data):
                end = next_codepoint_pos(self.data, end)
                size -= 1
        self.position = end
        return self.make(self.data[start:end])

    def m_readline(self, w_size=None):
        self.check_readable()
        return self.make(self.read_line())

    def m_readlines(self, w_hint=None):
        self.check_readable()
        lines_w = []
        while True:
            line = self.read_line()
            if len(line) == 0:
                return space.newlist(lines_w)
            lines_w.append(self.make(line))

    # ---- writing

    def m_write(self, w_text):
        self.check_open()
        if not self.writable:
            raise error(space.w_UnsupportedOperation, "not writable")
        if self.kind == BYTES:
            data = space.bytes_of(w_text)
            count = len(data)
        else:
            if not isinstance(w_text, space.W_Str):
                raise type_error("write() argument must be str, not " + w_text.type_name())
            data = w_text.text
            count = w_text.length()
        self.put(data)
        return space.newint(count)

    def put(self, data):
        self.parts.append(data)
        self.size += len(data)
        if self.size > LIMIT:
            self.flush()

    def flush(self):
        if self.size > 0:
            data = "".join(self.parts)
            self.parts = []
            self.size = 0
            try:
                rposix.write_all(self.fd, data)
            except OSError as e:
                raise os_error(e.errno, e.strerror, self.name)

    def m_writelines(self, w_lines):
        for w_line in space.items_of(w_lines):
            self.m_write(w_line)

    def m_flush(self):
        self.check_open()
        self.flush()

    # ---- the rest

    def m_tell(self):
        self.check_open()
        return space.newint(self.position)

    def m_seek(self, w_offset, w_whence=None):
        self.check_open()
        whence = 0 if w_whence is None else w_whence.int_w()
        offset = w_offset.int_w()
        if whence == 1:
            offset += self.position
        elif whence == 2:
            offset += len(self.data)
        if offset < 0:
            raise value_error("negative seek position " + str(offset))
        self.position = min(offset, len(self.data))
        return space.newint(self.position)

    def m_close(self):
        self.close()

    def close(self):
        if not self.closed:
            self.flush()
            self.closed = True
            if self.fd >= 0:
                rposix.close(self.fd)

    def m_readable(self):
        return space.newbool(self.readable)

    def m_writable(self):
        return space.newbool(self.writable)

    def m_seekable(self):
        return space.w_True

    def m_isatty(self):
        return space.w_False

    def m_fileno(self):
        return space.newint(self.fd)

    def m___enter__(self):
        self.check_open()
        return self

    def m___exit__(self, args_w):
        self.close()


class W_MemoryFile(W_File):
    """All in `data`; written at the position."""

    def getclass(self):
        if self.kind == BYTES:
            return space.w_BytesIO
        return space.w_StringIO

    def repr(self):
        return W_Root.repr(self)

    def put(self, data):
        end = self.position + len(data)
        rest = self.data[end:] if end < len(self.data) else ""
        self.data = self.data[: self.position] + data + rest
        self.position = end

    def flush(self):
        pass

    def m_getvalue(self):
        self.check_open()
        return self.make(self.data)

    def m_truncate(self, w_size=None):
        size = self.position if w_size is None else w_size.int_w()
        if size < len(self.data):
            self.data = self.data[:size]
        return space.newint(size)


# ____________________________________________________________ open




def error_type(number):
    if number == 2:
        return space.w_FileNotFoundError
    if number == 13 or number == 1:
        return space.w_PermissionError
    if number == 17:
        return space.w_FileExistsError
    if number == 20:
        return space.w_NotADirectoryError
    if number == 21:
        return space.w_IsADirectoryError
    return space.w_OSError


@export
def os_error(number, message, path):
    return OperationError(
        space.new_exception(error_type(number), [space.newint(number), space.newstr(message), space.newstr(path)])
    )


def normal_newlines(data):
    if data.find("\r") < 0:
        return data
    return data.replace("\r\n", "\n").replace("\r", "\n")


@export
def open_file(path, mode, encoding):
    kind = TEXT
    action = ""
    plus = False
    for c in mode:
        if c == "b":
            kind = BYTES
        elif c == "+":
            plus = True
        elif c == "r" or c == "w" or c == "a" or c == "x":
            if len(action) > 0:
                raise value_error("must have exactly one of create/read/write/append mode")
            action = c
        elif c != "t":
            raise value_error("invalid mode: '" + mode + "'")
    if len(action) == 0:
        raise value_error("Must have exactly one of create/read/write/append mode and at most one plus")
    data = ""
    fd = -1
    if path.find("\0") >= 0:
        raise value_error("embedded null byte")
    try:
        if action == "r":
            if rposix_isdir(path):
                raise os_error(21, "Is a directory", path)
            data = rposix.read_file(path)
            if plus:
                fd = rposix.open(path, os.O_RDWR, 0o666)
        elif action == "w":
            fd = rposix.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        elif action == "a":
            fd = rposix.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
        else:
            fd = rposix.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    except OSError as e:
        raise os_error(e.errno, e.strerror, path)
    if kind == TEXT and len(data) > 0:
        data = normal_newlines(space.decode(data, encoding, "strict"))
    w_file = W_File()
    w_file.begin(fd, kind, data, action == "r" or plus, action != "r" or plus)
    w_file.name = path
    w_file.mode = mode
    return w_file


def rposix_isdir(path):
    return os.path.isdir(path)


def open_(w_file, w_mode=None, w_buffering=None, w_encoding=None):
    mode = "r" if w_mode is None else w_mode.text_w()
    encoding = "utf-8"
    if w_encoding is not None and w_encoding is not space.w_None:
        encoding = w_encoding.text_w()
    if not isinstance(w_file, space.W_Str):
        w_method = w_file.getclass().lookup("__fspath__")
        if w_method is None:
            raise type_error("expected str, bytes or os.PathLike object, not " + w_file.type_name())
        w_file = w_method.call1(w_file)
    return open_file(w_file.text_w(), mode, encoding)


def string_io_new(w_type, args):
    w_file = W_MemoryFile()
    data = ""
    if args.count() > 0 and args.args_w[0] is not space.w_None:
        data = args.args_w[0].text_w()
    w_file.begin(-1, TEXT, data, True, True)
    return w_file


def bytes_io_new(w_type, args):
    w_file = W_MemoryFile()
    data = ""
    if args.count() > 0:
        data = space.bytes_of(args.args_w[0])
    w_file.begin(-1, BYTES, data, True, True)
    return w_file


def as_file(w_obj):
    assert isinstance(w_obj, W_File)
    return w_obj


def setup():
    attributes = [
        ("closed", lambda w: space.newbool(as_file(w).closed)),
        ("name", lambda w: space.newstr(as_file(w).name)),
        ("mode", lambda w: space.newstr(as_file(w).mode)),
        ("encoding", lambda w: space.newstr("UTF-8")),
    ]
    make_type("TextIOWrapper", W_File, final=True, getsets=attributes, key="file")
    make_type("StringIO", W_MemoryFile, space.w_file, new=string_io_new, final=True)
    make_type("BytesIO", W_MemoryFile, space.w_file, new=bytes_io_new, final=True)


