"""The operating system: `os`, `time` and files, on the C library. Failures are OSErrors with the C library's `errno`."""

from rpython.lltype import (
    STR,
    Address,
    Char,
    Float,
    Int32,
    Signed,
    Void,
    arraycopy,
    cast_primitive,
    extern,
    hlstr,
    itemaddress,
    malloc,
    nullptr,
    raw_free,
    raw_load,
    raw_malloc,
    raw_memcopy,
    raw_store,
)

from .errors import MEMORY_ERROR, VALUE_ERROR

EINTR = 4
EINVAL = 22
ERANGE = 34

c_errno = extern("__errno_location", [], Address)
c_strerror = extern("strerror", [Signed], Address)
c_write = extern("write", [Signed, Address, Signed], Signed)
c_read = extern("read", [Signed, Address, Signed], Signed)
c_open = extern("open", [Address, Signed, Signed], Int32)
c_close = extern("close", [Signed], Int32)
c_lseek = extern("lseek", [Signed, Signed, Signed], Signed)
c_isatty = extern("isatty", [Signed], Int32)
c_unlink = extern("unlink", [Address], Int32)
c_rename = extern("rename", [Address, Address], Int32)
c_mkdir = extern("mkdir", [Address, Signed], Int32)
c_rmdir = extern("rmdir", [Address], Int32)
c_fsync = extern("fsync", [Signed], Int32)
c_access = extern("access", [Address, Signed], Int32)
c_getcwd = extern("getcwd", [Address, Signed], Address)
c_getenv = extern("getenv", [Address], Address)
c_getpid = extern("getpid", [], Int32)
c_exit = extern("_exit", [Signed], Void)
c_clock_gettime = extern("clock_gettime", [Signed, Address], Int32)
c_nanosleep = extern("nanosleep", [Address, Address], Int32)

CLOCK_REALTIME = 0
CLOCK_MONOTONIC = 1
CLOCK_PROCESS_CPUTIME_ID = 2


def get_errno():
    return cast_primitive(Signed, raw_load(Int32, c_errno(), 0))


def os_error():
    e = get_errno()
    raise OSError(e, hlstr(from_c_string(c_strerror(e))))


os_error._cold_ = True


# ____________________________________________________________ C strings


def to_c_string(s):
    """A NUL-terminated copy, which the caller frees. A NUL inside is a ValueError, as in Python."""
    n = len(s)
    i = 0
    while i < n:
        if s[i] == "\0":
            raise VALUE_ERROR
        i += 1
    a = raw_malloc(n + 1)
    if not a:
        raise MEMORY_ERROR
    raw_memcopy(itemaddress(s, 0), a, n)
    raw_store(a, n, "\0")
    return a


def from_c_string(a):
    n = 0
    while raw_load(Char, a, n) != "\0":
        n += 1
    return from_memory(a, n)


def from_memory(a, n):
    s = malloc(STR, n)
    raw_memcopy(a, itemaddress(s, 0), n)
    return s


# ____________________________________________________________ files


def ll_os_write(fd, s):
    n = c_write(fd, itemaddress(s, 0), len(s))
    if n < 0:
        os_error()
    return n


def ll_os_read(fd, n):
    if n < 0:
        raise OSError(EINVAL, hlstr(from_c_string(c_strerror(EINVAL))))
    s = malloc(STR, n)
    # Signals interrupt a read; Python goes on.
    while True:
        got = c_read(fd, itemaddress(s, 0), n)
        if got >= 0:
            break
        if get_errno() != EINTR:
            os_error()
    if got == n:
        return s
    r = malloc(STR, got)
    arraycopy(s, r, 0, 0, got)
    return r


def ll_os_open(path, flags, mode):
    name = to_c_string(path)
    fd = c_open(name, flags, mode)
    raw_free(name)
    if fd < 0:
        os_error()
    return cast_primitive(Signed, fd)


def ll_os_close(fd):
    if c_close(fd) < 0:
        os_error()


def ll_os_lseek(fd, offset, whence):
    pos = c_lseek(fd, offset, whence)
    if pos < 0:
        os_error()
    return pos


def ll_os_isatty(fd):
    return c_isatty(fd) != 0


def ll_os_unlink(path):
    name = to_c_string(path)
    result = c_unlink(name)
    raw_free(name)
    if result < 0:
        os_error()


def ll_os_rename(old, new):
    """Replaces a file `new` atomically."""
    old_name = to_c_string(old)
    new_name = to_c_string(new)
    result = c_rename(old_name, new_name)
    raw_free(old_name)
    raw_free(new_name)
    if result < 0:
        os_error()


def ll_os_mkdir(path, mode):
    name = to_c_string(path)
    result = c_mkdir(name, mode)
    raw_free(name)
    if result < 0:
        os_error()


def ll_os_rmdir(path):
    name = to_c_string(path)
    result = c_rmdir(name)
    raw_free(name)
    if result < 0:
        os_error()


def ll_os_fsync(fd):
    if c_fsync(fd) < 0:
        os_error()


def ll_os_path_isdir(path):
    """Only a folder has a `.` in it."""
    name = to_c_string(hlstr(path) + "/.")
    result = c_access(name, 0)
    raw_free(name)
    return len(path) > 0 and result == 0


def ll_os_path_exists(path):
    name = to_c_string(path)
    result = c_access(name, 0)
    raw_free(name)
    return result == 0


def ll_read_all(fd):
    """To the end of the file."""
    buf = malloc(STR, 8192)
    used = 0
    while True:
        if used == len(buf):
            bigger = malloc(STR, used * 2)
            arraycopy(buf, bigger, 0, 0, used)
            buf = bigger
        n = c_read(fd, itemaddress(buf, used), len(buf) - used)
        if n < 0:
            if get_errno() == EINTR:
                continue
            os_error()
        if n == 0:
            break
        used += n
    r = malloc(STR, used)
    arraycopy(buf, r, 0, 0, used)
    return r


# ____________________________________________________________ the process


def ll_os_getcwd():
    size = 256
    while True:
        a = raw_malloc(size)
        if not a:
            raise MEMORY_ERROR
        if c_getcwd(a, size):
            s = from_c_string(a)
            raw_free(a)
            return s
        raw_free(a)
        if get_errno() != ERANGE:
            os_error()
        size *= 2


def ll_os_getenv(name):
    """The value, or None."""
    c_name = to_c_string(name)
    a = c_getenv(c_name)
    raw_free(c_name)
    if not a:
        return nullptr(STR)
    return from_c_string(a)


def ll_os_getenv_default(name, default):
    s = ll_os_getenv(name)
    if not s:
        return default
    return s


def ll_os_getpid():
    return cast_primitive(Signed, c_getpid())


def ll_os_exit(status):
    c_exit(status)


# ____________________________________________________________ time


def _clock(clock):
    """Nanoseconds."""
    a = raw_malloc(16)
    if not a:
        raise MEMORY_ERROR
    c_clock_gettime(clock, a)
    ns = raw_load(Signed, a, 0) * 1000000000 + raw_load(Signed, a, 8)
    raw_free(a)
    return ns


def ll_time_time():
    return cast_primitive(Float, _clock(CLOCK_REALTIME)) / 1e9


def ll_time_time_ns():
    return _clock(CLOCK_REALTIME)


def ll_time_perf_counter():
    return cast_primitive(Float, _clock(CLOCK_MONOTONIC)) / 1e9


def ll_time_perf_counter_ns():
    return _clock(CLOCK_MONOTONIC)


def ll_time_clock():
    return cast_primitive(Float, _clock(CLOCK_PROCESS_CPUTIME_ID)) / 1e9


def ll_time_sleep(seconds):
    if seconds < 0.0:
        raise VALUE_ERROR
    a = raw_malloc(16)
    if not a:
        raise MEMORY_ERROR
    whole = cast_primitive(Signed, seconds)
    raw_store(a, 0, whole)
    raw_store(a, 8, cast_primitive(Signed, (seconds - cast_primitive(Float, whole)) * 1e9))
    # After a signal the rest of the time is in the same place.
    while c_nanosleep(a, a) < 0 and get_errno() == EINTR:
        pass
    raw_free(a)
