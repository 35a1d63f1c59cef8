"""Files and the environment, with strs of bytes: untranslated they are converted by latin-1."""

import os

from rpython._special import special


@special("os.write")
def write(fd, data):
    """Returns how much was written, which may be less than all."""
    if isinstance(data, str):
        data = data.encode("latin-1")
    return os.write(fd, data)


@special("os.read")
def read(fd, count):
    """Up to `count` bytes; an empty str at the end."""
    return os.read(fd, count).decode("latin-1")


@special("os.open")
def open(path, flags, mode=0o777):
    return os.open(path, flags, mode)


@special("os.close")
def close(fd):
    os.close(fd)


@special("os.lseek")
def lseek(fd, offset, how):
    return os.lseek(fd, offset, how)


@special("os.isatty")
def isatty(fd):
    return os.isatty(fd)


@special("os.unlink")
def unlink(path):
    os.unlink(path)


@special("os.rename")
def rename(old, new):
    """A file `new` is replaced, at once for whoever looks."""
    os.rename(old, new)


@special("os.mkdir")
def mkdir(path, mode=0o777):
    os.mkdir(path, mode)


@special("os.rmdir")
def rmdir(path):
    os.rmdir(path)


@special("os.fsync")
def fsync(fd):
    """Returns when what was written is on the disk."""
    os.fsync(fd)


@special("os.getcwd")
def getcwd():
    return os.getcwd()


@special("os.getpid")
def getpid():
    return os.getpid()


@special("os.getenv")
def getenv(name):
    """None if there is no such variable."""
    return os.environ.get(name)


def write_all(fd, data):
    """All of it, in as many writes as it takes."""
    start = 0
    while start < len(data):
        start += write(fd, data[start:])


def read_all(fd):
    """Until the end."""
    parts = []
    while True:
        data = read(fd, 65536)
        if len(data) == 0:
            return "".join(parts)
        parts.append(data)


def read_file(path):
    """The contents of a file."""
    fd = open(path, os.O_RDONLY)
    try:
        return read_all(fd)
    finally:
        close(fd)
