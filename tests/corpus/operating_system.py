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


@case(("corpus",))
def folders_and_names(name):
    folder = "/tmp/rpy-folder-" + name + str(rposix.getpid())
    rposix.mkdir(folder)
    fd = rposix.open(folder + "/new", os.O_WRONLY | os.O_CREAT, 0o600)
    rposix.write_all(fd, "text")
    rposix.fsync(fd)
    rposix.close(fd)
    there = os.path.isdir(folder), os.path.isdir(folder + "/new"), os.path.isdir(""), os.path.isdir(folder + "/no")
    rposix.rename(folder + "/new", folder + "/old")
    text = rposix.read_file(folder + "/old")
    try:
        rposix.rename(folder + "/new", folder + "/old")
    except OSError as e:
        missing = e.errno
    else:
        missing = 0
    try:
        rposix.rmdir(folder)
    except OSError as e:
        full = e.errno
    else:
        full = 0
    rposix.unlink(folder + "/old")
    rposix.rmdir(folder)
    return there, text, missing, full != 0, os.path.isdir(folder)


@case((0,))
def process(n):
    return rposix.getpid() > n, rposix.getcwd().startswith("/")


@case((0.001,))
def sleeping(seconds):
    before = time.monotonic()
    time.sleep(seconds)
    return time.monotonic() - before >= seconds
