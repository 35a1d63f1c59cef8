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

    def settle(self):
        """Makes `data` what can be read now."""

    def read_line(self, limit):
        """Up to the end of the line, or so many characters if the limit is not negative."""
        self.settle()
        start = min(self.position, len(self.data))
        end = self.data.find("\n", start)
        end = len(self.data) if end < 0 else end + 1
        if limit >= 0:
            end = min(end, self.after(start, limit))
        self.position = end
        return self.data[start:end]

    def after(self, start, size):
        """The position so many characters later."""
        if self.kind == BYTES:
            return min(len(self.data), start + size)
        end = start
        while size > 0 and end < len(self.data):
            end = next_codepoint_pos(self.data, end)
            size -= 1
        return end

    def is_iterator(self):
        return True

    def iter(self):
        self.check_open()
        return self

    def next(self):
        self.check_readable()
        line = self.read_line(-1)
        if len(line) == 0:
            return None
        return self.make(line)

    def m_read(self, w_size=None):
        self.check_readable()
        size = size_of(w_size)
        return self.make(self.read(size))

    def read(self, size):
        """So many characters, or all if the number is negative."""
        self.settle()
        start = min(self.position, len(self.data))
        end = len(self.data) if size < 0 else self.after(start, size)
        self.position = max(self.position, end)
        return self.data[start:end]

    def m_readinto(self, w_buffer):
        self.check_readable()
        if self.kind != BYTES:
            raise space.no_attribute(self, "readinto")
        if not w_buffer.is_writable_buffer():
            raise type_error("readinto() argument must be read-write bytes-like object, not " + w_buffer.type_name())
        data = self.read(w_buffer.buffer_length())
        w_buffer.buffer_store(0, data)
        return space.newint(len(data))

    def m_readline(self, w_size=None):
        self.check_readable()
        return self.make(self.read_line(size_of(w_size)))

    def m_readlines(self, w_hint=None):
        self.check_readable()
        lines_w = []
        while True:
            line = self.read_line(-1)
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
        self.settle()
        whence = 0 if w_whence is None else w_whence.int_w()
        offset = w_offset.int_w()
        if whence == 1:
            offset += self.position
        elif whence == 2:
            offset += len(self.data)
        if offset < 0:
            raise value_error("negative seek position " + str(offset))
        self.position = offset
        return space.newint(offset)

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
    """All in `data` and, what was written at its end lately, in `parts`; `size` is how long these are. Written at the position."""

    def check_open(self):
        if self.closed and self.kind == TEXT:
            raise value_error("I/O operation on closed file")
        W_File.check_open(self)

    def getclass(self):
        if self.kind == BYTES:
            return space.w_BytesIO
        return space.w_StringIO

    def repr(self):
        return W_Root.repr(self)

    def settle(self):
        if self.size > 0:
            self.data += "".join(self.parts)
            self.parts = []
            self.size = 0

    def put(self, data):
        length = len(self.data) + self.size
        if self.position == length:
            self.parts.append(data)
            self.size += len(data)
        elif len(data) > 0:
            self.settle()
            if self.position > length:
                self.data += "\0" * (self.position - length)
            end = self.position + len(data)
            rest = self.data[end:] if end < length else ""
            self.data = self.data[: self.position] + data + rest
        self.position += len(data)

    def flush(self):
        pass

    def m___init__(self, w_initial=None, w_newline=None):
        if w_initial is None or w_initial is space.w_None:
            data = ""
        elif self.kind == BYTES:
            data = space.bytes_of(w_initial)
        elif isinstance(w_initial, space.W_Str):
            data = w_initial.text
        else:
            raise type_error("initial_value must be str or None, not " + w_initial.type_name())
        self.begin(-1, self.kind, data, True, True)

    def m_getvalue(self):
        self.check_open()
        self.settle()
        return self.make(self.data)

    def m_truncate(self, w_size=None):
        self.check_open()
        self.settle()
        size = size_of(w_size)
        if size < 0:
            size = self.position
        if size < len(self.data):
            self.data = self.data[: size if self.kind == BYTES else self.after(0, size)]
        return space.newint(size)


def size_of(w_size):
    return -1 if w_size is None or w_size is space.w_None else w_size.int_w()


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


def memory_file(w_type, w_builtin, kind):
    if w_type is w_builtin:
        w_file = W_MemoryFile()
    else:
        w_file = w_type.layout.allocate(w_type)
        assert isinstance(w_file, W_MemoryFile)
    w_file.begin(-1, kind, "", True, True)
    return w_file


def string_io_new(w_type, args):
    return memory_file(w_type, space.w_StringIO, TEXT)


def bytes_io_new(w_type, args):
    return memory_file(w_type, space.w_BytesIO, BYTES)


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
    make_type("StringIO", W_MemoryFile, new=string_io_new, getsets=attributes[:1])
    make_type("BytesIO", W_MemoryFile, new=bytes_io_new, getsets=attributes[:1])
    for w_type in [space.w_file, space.w_StringIO, space.w_BytesIO]:
        w_type.module = "_io"


