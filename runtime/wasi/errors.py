"""`errno` and its messages. WASI has numbers of its own; programs see those of Linux."""

from rpython.lltype import Array, Char, Signed, cast_primitive, itemaddress, llstr, raw_load, static

ERRNO = static(Array(Signed), 1)

EACCES = 13
ENOTDIR = 20
EISDIR = 21
ENOTTY = 25
ERANGE = 34

# By WASI's number (https://github.com/WebAssembly/WASI, preview 1, `errno`): Linux's.
NUMBERS = "".join(
    map(
        chr,
        (
            0, 7, 13, 98, 99, 97, 11, 114, 9, 74, 16, 125, 10, 103, 111, 104, 35, 89, 33, 122, 17, 14, 27, 113, 43, 84,
            115, 4, 22, 5, 106, 21, 40, 24, 31, 90, 72, 36, 100, 102, 101, 23, 105, 19, 2, 8, 37, 67, 12, 42, 92, 28, 38,
            107, 20, 39, 131, 88, 95, 25, 6, 75, 130, 1, 32, 71, 93, 91, 34, 30, 29, 3, 116, 110, 26, 18, 13,
        ),
    )
)  # fmt: skip

# The number of the message as one character, the message, a NUL.
MESSAGES = (
    "\x00Success\0"
    "\x01Operation not permitted\0"
    "\x02No such file or directory\0"
    "\x03No such process\0"
    "\x04Interrupted system call\0"
    "\x05Input/output error\0"
    "\x06No such device or address\0"
    "\x07Argument list too long\0"
    "\x08Exec format error\0"
    "\x09Bad file descriptor\0"
    "\x0aNo child processes\0"
    "\x0bResource temporarily unavailable\0"
    "\x0cCannot allocate memory\0"
    "\x0dPermission denied\0"
    "\x0eBad address\0"
    "\x10Device or resource busy\0"
    "\x11File exists\0"
    "\x12Invalid cross-device link\0"
    "\x13No such device\0"
    "\x14Not a directory\0"
    "\x15Is a directory\0"
    "\x16Invalid argument\0"
    "\x17Too many open files in system\0"
    "\x18Too many open files\0"
    "\x19Inappropriate ioctl for device\0"
    "\x1aText file busy\0"
    "\x1bFile too large\0"
    "\x1cNo space left on device\0"
    "\x1dIllegal seek\0"
    "\x1eRead-only file system\0"
    "\x1fToo many links\0"
    "\x20Broken pipe\0"
    "\x21Numerical argument out of domain\0"
    "\x22Numerical result out of range\0"
    "\x23Resource deadlock avoided\0"
    "\x24File name too long\0"
    "\x25No locks available\0"
    "\x26Function not implemented\0"
    "\x27Directory not empty\0"
    "\x28Too many levels of symbolic links\0"
    "\x2aNo message of desired type\0"
    "\x2bIdentifier removed\0"
    "\x43Link has been severed\0"
    "\x47Protocol error\0"
    "\x48Multihop attempted\0"
    "\x4aBad message\0"
    "\x4bValue too large for defined data type\0"
    "\x54Invalid or incomplete multibyte or wide character\0"
    "\x58Socket operation on non-socket\0"
    "\x59Destination address required\0"
    "\x5aMessage too long\0"
    "\x5bProtocol wrong type for socket\0"
    "\x5cProtocol not available\0"
    "\x5dProtocol not supported\0"
    "\x5fOperation not supported\0"
    "\x61Address family not supported by protocol\0"
    "\x62Address already in use\0"
    "\x63Cannot assign requested address\0"
    "\x64Network is down\0"
    "\x65Network is unreachable\0"
    "\x66Network dropped connection on reset\0"
    "\x67Software caused connection abort\0"
    "\x68Connection reset by peer\0"
    "\x69No buffer space available\0"
    "\x6aTransport endpoint is already connected\0"
    "\x6bTransport endpoint is not connected\0"
    "\x6eConnection timed out\0"
    "\x6fConnection refused\0"
    "\x71No route to host\0"
    "\x72Operation already in progress\0"
    "\x73Operation now in progress\0"
    "\x74Stale file handle\0"
    "\x7aDisk quota exceeded\0"
    "\x7dOperation canceled\0"
    "\x82Owner died\0"
    "\x83State not recoverable\0"
    "\0"
)
UNKNOWN = "Unknown error\0"


def fail(error):
    """Sets `errno` from WASI's number; gives -1."""
    ERRNO[0] = EACCES
    numbers = llstr(NUMBERS)
    if 0 <= error < len(numbers):
        ERRNO[0] = cast_primitive(Signed, numbers[error])
    return -1


def set_errno(number):
    ERRNO[0] = number
    return -1


def errno_location():
    return itemaddress(ERRNO, 0)


def strerror(number):
    """The message as a C string."""
    at = itemaddress(llstr(MESSAGES), 0)
    while True:
        this = cast_primitive(Signed, raw_load(Char, at, 0))
        if this == number:
            return at + 1
        at = at + 1
        while raw_load(Char, at, 0) != "\0":
            at = at + 1
        at = at + 1
        if raw_load(Char, at, 0) == "\0":
            return itemaddress(llstr(UNKNOWN), 0)


for function in (fail, set_errno, errno_location, strerror):
    function._no_collect_ = True
strerror._dont_inline_ = True
