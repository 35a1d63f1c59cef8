"""Files and the process: what fails raises OSError with the number of the error."""

import os
import time

from rpython.rlib import rposix
from rpython.testing import case


@case(("/no/such/file",))
@case(("/",))
def read_or_errno(path):
    try:
        return len(rposix.read_file(path))
    except OSError as e:
        return -e.errno


@case(("/no/such/file",))
@case(("/",))
def meaning_of_a_failure(path):
    try:
        return rposix.read_file(path)
    except OSError as e:
        return e.strerror


@case(("/no/such/file",))
def unlink_missing(path):
    try:
        rposix.unlink(path)
    except OSError as e:
        return e.errno
    return 0


@case(("/no/such/file",), raises=OSError)
def uncaught(path):
    rposix.open(path, os.O_RDONLY)
    return 0


@case(("corpus",))
def write_read_unlink(name):
    path = "/tmp/rpy-" + name + str(rposix.getpid())
    fd = rposix.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    rposix.write_all(fd, "some text")
    rposix.close(fd)
    there = os.path.exists(path)
    text = rposix.read_file(path)
    rposix.unlink(path)
    return there, text, os.path.exists(path)


@case((0,))
def process(n):
    return rposix.getpid() > n, rposix.getcwd().startswith("/")


@case((0.001,))
def sleeping(seconds):
    before = time.monotonic()
    time.sleep(seconds)
    return time.monotonic() - before >= seconds
