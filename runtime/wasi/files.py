"""Files. WASI knows no current folder: paths are looked up in the folders that the host has opened for the program."""

from rpython.lltype import (
    NULL,
    Address,
    Array,
    Char,
    Int32,
    Signed,
    UInt32,
    cast_adr_to_int,
    cast_primitive,
    extern,
    itemaddress,
    llstr,
    raw_load,
    raw_memcopy,
    raw_store,
    static,
)
from rpython_wasi.errors import EACCES, EISDIR, ENOTDIR, ENOTTY, ERANGE, fail, set_errno
from rpython_wasi.memory import free, malloc
from rpython_wasi.process import WASI, getenv, number

fd_write = extern(WASI + "fd_write", [Int32, Address, Int32, Address], Int32)
fd_read = extern(WASI + "fd_read", [Int32, Address, Int32, Address], Int32)
fd_close = extern(WASI + "fd_close", [Int32], Int32)
fd_seek = extern(WASI + "fd_seek", [Int32, Signed, Int32, Address], Int32)
fd_fdstat_get = extern(WASI + "fd_fdstat_get", [Int32, Address], Int32)
fd_prestat_get = extern(WASI + "fd_prestat_get", [Int32, Address], Int32)
fd_prestat_dir_name = extern(WASI + "fd_prestat_dir_name", [Int32, Address, Int32], Int32)
path_open = extern(
    WASI + "path_open", [Int32, Int32, Address, Int32, Int32, Signed, Signed, Int32, Address], Int32
)
fd_sync = extern(WASI + "fd_sync", [Int32], Int32)
path_create_directory = extern(WASI + "path_create_directory", [Int32, Address, Int32], Int32)
path_remove_directory = extern(WASI + "path_remove_directory", [Int32, Address, Int32], Int32)
path_rename = extern(WASI + "path_rename", [Int32, Address, Int32, Int32, Address, Int32], Int32)
path_unlink_file = extern(WASI + "path_unlink_file", [Int32, Address, Int32], Int32)
path_filestat_get = extern(WASI + "path_filestat_get", [Int32, Int32, Address, Int32, Address], Int32)

# Linux's flags of `open`, and WASI's.
O_WRONLY = 1
O_RDWR = 2
O_CREAT = 0o100
O_EXCL = 0o200
O_TRUNC = 0o1000
O_APPEND = 0o2000
O_NONBLOCK = 0o4000
O_DIRECTORY = 0o200000
CREATE = 1
DIRECTORY = 2
EXCLUSIVE = 4
TRUNCATE = 8
APPEND = 1
NONBLOCK = 4

# Rights.
READ = 1 << 1
SEEK = 1 << 2
SYNC = 1 << 4
TELL = 1 << 5
WRITE = 1 << 6
STATUS = 1 << 21

FOLLOW = 1
CHARACTER_DEVICE = 2
FOLDER = 3
# The first descriptor behind the standard ones.
FIRST = 3

# For what the host is given and gives: up to 64 bytes.
SCRATCH = static(Array(Signed), 8)
PWD = "PWD\0"
ROOT = "/\0"


def scratch():
    return itemaddress(SCRATCH, 0)


def i32(n):
    return cast_primitive(Int32, n)


def vector(buffer, n):
    """One buffer as the host wants it, an address and a size."""
    a = scratch()
    raw_store(a, 0, cast_primitive(UInt32, cast_adr_to_int(buffer)))
    raw_store(a, 4, cast_primitive(UInt32, n))
    return a


def write(fd, buffer, n):
    a = vector(buffer, n)
    error = cast_primitive(Signed, fd_write(i32(fd), a, i32(1), a + 8))
    if error != 0:
        return fail(error)
    return number(a + 8)


def read(fd, buffer, n):
    a = vector(buffer, n)
    error = cast_primitive(Signed, fd_read(i32(fd), a, i32(1), a + 8))
    if error != 0:
        if kind(fd) == FOLDER:
            # WASI says that there is no right to.
            return set_errno(EISDIR)
        return fail(error)
    return number(a + 8)


def status(error):
    """What a function gives that only succeeds or fails."""
    error = cast_primitive(Signed, error)
    if error != 0:
        return i32(fail(error))
    return i32(0)


def close(fd):
    return status(fd_close(i32(fd)))


def lseek(fd, offset, whence):
    error = cast_primitive(Signed, fd_seek(i32(fd), offset, i32(whence), scratch()))
    if error != 0:
        return fail(error)
    return SCRATCH[0]


def kind(fd):
    """Of a file; -1 if it is not open."""
    if status(fd_fdstat_get(i32(fd), scratch())) != 0:
        return -1
    return SCRATCH[0] & 255


def isatty(fd):
    """A device that cannot be positioned."""
    is_a = kind(fd)
    if is_a < 0:
        return i32(0)
    if is_a != CHARACTER_DEVICE or SCRATCH[1] & (SEEK | TELL) != 0:
        set_errno(ENOTTY)
        return i32(0)
    return i32(1)


# ____________________________________________________________ paths


def length(text):
    n = 0
    while raw_load(Char, text, n) != "\0":
        n += 1
    return n


def folder():
    """The current folder, as the environment has it."""
    a = getenv(itemaddress(llstr(PWD), 0))
    if a == NULL or raw_load(Char, a, 0) != "/":
        return itemaddress(llstr(ROOT), 0)
    return a


def absolute(path):
    """The path from the root without `.` and empty parts, a C string that the caller frees; null if there is no memory. The root
    itself is the empty string. What `..` means is the host's matter: a folder before it may be a link, or not be there."""
    start = itemaddress(llstr(ROOT), 0)
    if raw_load(Char, path, 0) != "/":
        start = folder()
    result = malloc(length(start) + length(path) + 3)
    if result != NULL:
        n = append(result, 0, start)
        n = append(result, n, path)
        raw_store(result, n, "\0")
    return result


def append(result, n, path):
    """Walks from a folder, `n` characters long, along a path; the new length."""
    i = 0
    while raw_load(Char, path, i) != "\0":
        start = i
        while raw_load(Char, path, i) != "/" and raw_load(Char, path, i) != "\0":
            i += 1
        size = i - start
        if size > 0 and not (size == 1 and raw_load(Char, path, start) == "."):
            raw_store(result, n, "/")
            raw_memcopy(path + start, result + (n + 1), size)
            n += size + 1
        if raw_load(Char, path, i) == "/":
            i += 1
    return n


def opened_folder(fd):
    """The absolute path of a folder that the host has opened; null behind the last one."""
    a = scratch()
    if fd_prestat_get(i32(fd), a) != 0:
        return NULL
    n = number(a + 4)
    name = malloc(n + 1)
    if name == NULL:
        return NULL
    if fd_prestat_dir_name(i32(fd), name, i32(n)) != 0:
        free(name)
        return NULL
    raw_store(name, n, "\0")
    result = absolute(name)
    free(name)
    return result


def below(path, start):
    """How long `start` is if it is the path or a folder above it; else -1."""
    n = length(start)
    i = 0
    while i < n:
        if raw_load(Char, path, i) != raw_load(Char, start, i):
            return -1
        i += 1
    c = raw_load(Char, path, n)
    if c == "/" or c == "\0":
        return n
    return -1


def nearest(path):
    """The descriptor of the nearest opened folder above an absolute path; -1 without one. `SCRATCH[7]` is how long its own path is."""
    found = -1
    longest = -1
    fd = FIRST
    while True:
        name = opened_folder(fd)
        if name == NULL:
            break
        n = below(path, name)
        free(name)
        if n > longest:
            found = fd
            longest = n
        fd += 1
    SCRATCH[7] = longest
    return found


def rest_of(path):
    """What of the path is behind the folder that `nearest` has found."""
    a = path + SCRATCH[7]
    if raw_load(Char, a, 0) == "/":
        return a + 1
    # The folder itself. There is room for one more character.
    raw_store(a, 0, ".")
    raw_store(a, 1, "\0")
    return a


def open(path, flags, mode):
    full = absolute(path)
    if full == NULL:
        return i32(fail(48))
    fd = nearest(full)
    if fd < 0:
        free(full)
        return i32(set_errno(EACCES))
    rest = rest_of(full)
    how = 0
    if flags & O_CREAT != 0:
        how |= CREATE
    if flags & O_EXCL != 0:
        how |= EXCLUSIVE
    if flags & O_TRUNC != 0:
        how |= TRUNCATE
    if flags & O_DIRECTORY != 0:
        how |= DIRECTORY
    rights = SEEK | TELL | SYNC | STATUS
    if flags & O_WRONLY == 0:
        rights |= READ
    if flags & (O_WRONLY | O_RDWR) != 0:
        rights |= WRITE
    opened = 0
    if flags & O_APPEND != 0:
        opened |= APPEND
    if flags & O_NONBLOCK != 0:
        opened |= NONBLOCK
    error = path_open(i32(fd), i32(FOLLOW), rest, i32(length(rest)), i32(how), rights, rights, i32(opened), scratch())
    free(full)
    if error != 0:
        return status(error)
    return i32(number(scratch()))


def below_folder(path, call):
    """What `call` of WASI says to an opened folder and a path in it."""
    full = absolute(path)
    if full == NULL:
        return i32(fail(48))
    fd = nearest(full)
    if fd < 0:
        result = i32(set_errno(EACCES))
    else:
        rest = rest_of(full)
        result = status(call(i32(fd), rest, i32(length(rest))))
    free(full)
    return result


def unlink(path):
    return below_folder(path, path_unlink_file)


def mkdir(path, mode):
    return below_folder(path, path_create_directory)


def rmdir(path):
    return below_folder(path, path_remove_directory)


def fsync(fd):
    return status(fd_sync(i32(fd)))


def rename(old, new):
    old_full = absolute(old)
    new_full = absolute(new)
    if old_full == NULL or new_full == NULL:
        result = i32(fail(48))
    else:
        result = renamed(old_full, new_full)
    free(old_full)
    free(new_full)
    return result


def renamed(old, new):
    old_fd = nearest(old)
    if old_fd < 0:
        return i32(set_errno(EACCES))
    old_rest = rest_of(old)
    new_fd = nearest(new)
    if new_fd < 0:
        return i32(set_errno(EACCES))
    new_rest = rest_of(new)
    return status(
        path_rename(i32(old_fd), old_rest, i32(length(old_rest)), i32(new_fd), new_rest, i32(length(new_rest)))
    )


def access(path, mode):
    """Whether the file is there."""
    full = absolute(path)
    if full == NULL:
        return i32(fail(48))
    fd = nearest(full)
    if fd < 0:
        result = i32(set_errno(EACCES))
    else:
        rest = rest_of(full)
        result = status(path_filestat_get(i32(fd), i32(FOLLOW), rest, i32(length(rest)), scratch()))
        # Hosts take "." away. The third word of what they know begins with the kind.
        if cast_primitive(Signed, result) == 0 and in_folder(path) and SCRATCH[2] & 255 != FOLDER:
            result = i32(set_errno(ENOTDIR))
    free(full)
    return result


def in_folder(path):
    """Whether a path ends with `/.`: a name in a folder."""
    n = length(path)
    return n >= 2 and raw_load(Char, path, n - 2) == "/" and raw_load(Char, path, n - 1) == "."


def getcwd(buffer, size):
    path = folder()
    n = length(path)
    if n >= size:
        set_errno(ERANGE)
        return NULL
    raw_memcopy(path, buffer, n + 1)
    return buffer


for function in (
    scratch,
    i32,
    vector,
    write,
    read,
    status,
    close,
    lseek,
    kind,
    isatty,
    length,
    folder,
    absolute,
    append,
    opened_folder,
    below,
    nearest,
    rest_of,
    open,
    below_folder,
    unlink,
    mkdir,
    rmdir,
    fsync,
    rename,
    renamed,
    access,
    in_folder,
    getcwd,
):
    function._no_collect_ = True
for function in (write, read, length, absolute, append, opened_folder, below, nearest, open, unlink, mkdir, rmdir, rename, access):
    function._dont_inline_ = True
