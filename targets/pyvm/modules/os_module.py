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


def makedirs(w_name, w_mode=None, w_exist_ok=None):
    path = path_of(w_name)
    exist_ok = w_exist_ok is not None and w_exist_ok.is_true()
    if os.path.isdir(path):
        if not exist_ok:
            raise space.os_error(17, "File exists", path)
        return
    head, tail = split_path(path)
    if len(tail) == 0:
        head, tail = split_path(head)
    if len(head) > 0 and len(tail) > 0 and not os.path.isdir(head):
        makedirs(space.newstr(head), w_mode, space.w_True)
    mkdir(w_name, w_mode)


def isatty(w_fd):
    return space.newbool(rposix.isatty(w_fd.int_w()))


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


def realpath(w_path):
    """As abspath: links are not followed."""
    return abspath(w_path)


def relpath(w_path, w_start=None):
    path = abspath(w_path).text_w()
    start = abspath(space.newstr(".") if w_start is None else w_start).text_w()
    there = [part for part in path.split("/") if part != ""]
    here = [part for part in start.split("/") if part != ""]
    common = 0
    while common < len(there) and common < len(here) and there[common] == here[common]:
        common += 1
    parts = [".."] * (len(here) - common) + there[common:]
    return space.newstr("/".join(parts) if len(parts) > 0 else ".")


def expanduser(w_path):
    path = w_path.text_w()
    home = rposix.getenv("HOME")
    if home is None or (path != "~" and not path.startswith("~/")):
        return w_path
    return space.newstr(home.rstrip("/") + path[1:])


def commonprefix(w_paths):
    texts = [w_path.text_w() for w_path in space.items_of(w_paths)]
    if len(texts) == 0:
        return space.newstr("")
    first = texts[0]
    length = len(first)
    for text in texts:
        length = min(length, len(text))
        for i in range(length):
            if text[i] != first[i]:
                length = i
                break
    return space.newstr(first[:length])


def splitdrive(w_path):
    return space.newtuple([space.newstr(""), w_path])


def setup():
    w_path = make_module(
        "posixpath",
        [exists, isdir, isfile, isabs, join, split, basename, dirname, splitext, normpath, abspath, realpath, relpath, expanduser,
         commonprefix, splitdrive],  # fmt: skip
        [("sep", space.newstr("/"))],
    )
    return make_module(
        "os",
        [getcwd, getpid, remove, ("unlink", remove), rename, ("replace", rename), mkdir, makedirs, rmdir, isatty, getenv, fspath],
        [
            ("path", w_path),
            ("sep", space.newstr("/")),
            ("linesep", space.newstr("\n")),
            ("name", space.newstr("posix")),
            ("curdir", space.newstr(".")),
            ("pardir", space.newstr("..")),
            ("extsep", space.newstr(".")),
            ("pathsep", space.newstr(":")),
            ("devnull", space.newstr("/dev/null")),
            ("altsep", space.w_None),
            ("error", space.w_OSError),
        ],
    )
