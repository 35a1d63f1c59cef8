"""The modules os and os.path: paths, and what the operating system is asked to do with files."""

import os

from rpython.rlib import rposix

from objects.base import value_error
from objects.module import make_module
from objects.space import space


def failure(e, path):
    return space.os_error(e.errno, e.strerror, path)


def path_of(w_path):
    path = w_path.text_w()
    if path.find("\0") >= 0:
        raise value_error("embedded null byte")
    return path


# ____________________________________________________________ os


def getcwd():
    return space.newstr(rposix.getcwd())


def getpid():
    return space.newint(rposix.getpid())


def remove(w_path):
    path = path_of(w_path)
    try:
        rposix.unlink(path)
    except OSError as e:
        raise failure(e, path)


def rename(w_src, w_dst):
    path = path_of(w_src)
    try:
        rposix.rename(path, path_of(w_dst))
    except OSError as e:
        raise failure(e, path)


def mkdir(w_path, w_mode=None):
    path = path_of(w_path)
    try:
        rposix.mkdir(path, 0o777 if w_mode is None else w_mode.int_w())
    except OSError as e:
        raise failure(e, path)


def rmdir(w_path):
    path = path_of(w_path)
    try:
        rposix.rmdir(path)
    except OSError as e:
        raise failure(e, path)


def getenv(w_key, w_default=None):
    value = rposix.getenv(w_key.text_w())
    if value is None:
        return w_default
    return space.newstr(value)


def fspath(w_path):
    if isinstance(w_path, space.W_Str):
        return w_path
    return space.call_method(w_path, "__fspath__")


# ____________________________________________________________ os.path


def exists(w_path):
    return space.newbool(os.path.exists(path_of(w_path)))


def isdir(w_path):
    return space.newbool(os.path.isdir(path_of(w_path)))


def isfile(w_path):
    path = path_of(w_path)
    return space.newbool(os.path.exists(path) and not os.path.isdir(path))


def isabs(w_path):
    return space.newbool(w_path.text_w().startswith("/"))


def join(args_w):
    result = args_w[0].text_w()
    for w_part in args_w[1:]:
        part = w_part.text_w()
        if part.startswith("/"):
            result = part
        elif len(result) == 0 or result.endswith("/"):
            result += part
        else:
            result += "/" + part
    return space.newstr(result)


def split_path(path):
    at = path.rfind("/") + 1
    head = path[:at]
    stripped = head.rstrip("/")
    return stripped if len(stripped) > 0 else head, path[at:]


def split(w_path):
    head, tail = split_path(w_path.text_w())
    return space.newtuple([space.newstr(head), space.newstr(tail)])


def basename(w_path):
    head, tail = split_path(w_path.text_w())
    return space.newstr(tail)


def dirname(w_path):
    head, tail = split_path(w_path.text_w())
    return space.newstr(head)


def splitext(w_path):
    path = w_path.text_w()
    start = path.rfind("/") + 1
    dot = path.rfind(".")
    first = start
    while first < len(path) and path[first] == ".":
        first += 1
    if dot < first:
        return space.newtuple([space.newstr(path), space.newstr("")])
    return space.newtuple([space.newstr(path[:dot]), space.newstr(path[dot:])])


def normal(path):
    absolute = path.startswith("/")
    parts = []
    for part in path.split("/"):
        if part == "" or part == ".":
            continue
        if part == ".." and len(parts) > 0 and parts[len(parts) - 1] != "..":
            parts.pop()
        elif part != ".." or not absolute:
            parts.append(part)
    result = "/".join(parts)
    if absolute:
        return "/" + result
    return result if len(result) > 0 else "."


def normpath(w_path):
    return space.newstr(normal(w_path.text_w()))


def abspath(w_path):
    path = w_path.text_w()
    if not path.startswith("/"):
        path = rposix.getcwd() + "/" + path
    return space.newstr(normal(path))


def setup():
    w_path = make_module(
        "posixpath",
        [exists, isdir, isfile, isabs, join, split, basename, dirname, splitext, normpath, abspath],
        [("sep", space.newstr("/"))],
    )
    return make_module(
        "os",
        [getcwd, getpid, remove, ("unlink", remove), rename, ("replace", rename), mkdir, rmdir, getenv, fspath],
        [
            ("path", w_path),
            ("sep", space.newstr("/")),
            ("linesep", space.newstr("\n")),
            ("name", space.newstr("posix")),
            ("curdir", space.newstr(".")),
            ("pardir", space.newstr("..")),
        ],
    )
