"""The OS layer, untranslated, on the real C library."""

import os
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", ".."), os.path.join(HERE, "..", "..", "..", "frontends", "rpython", "lib")]

from rpython.lltype import hlstr, llstr, raw_malloc, raw_store  # noqa: E402
from support import entry, ros, rprint  # noqa: E402


def test_files():
    with tempfile.TemporaryDirectory() as folder:
        path = llstr(os.path.join(folder, "x"))
        fd = ros.ll_os_open(path, os.O_CREAT | os.O_RDWR, 0o600)
        rprint.ll_write_all(fd, llstr("hello world"))
        assert ros.ll_os_lseek(fd, 0, 0) == 0
        assert hlstr(ros.ll_os_read(fd, 5)) == "hello"
        assert hlstr(ros.ll_os_read(fd, 100)) == " world"
        assert hlstr(ros.ll_os_read(fd, 100)) == ""
        ros.ll_os_lseek(fd, 0, 0)
        assert hlstr(ros.ll_read_all(fd)) == "hello world"
        ros.ll_os_close(fd)
        assert ros.ll_os_path_exists(path)
        ros.ll_os_unlink(path)
        assert not ros.ll_os_path_exists(path)
        try:
            ros.ll_os_open(path, os.O_RDONLY, 0)
        except OSError as e:
            assert (e.errno, e.strerror) == (2, "No such file or directory")
        else:
            raise AssertionError
    try:
        ros.ll_os_open(llstr("a\0b"), 0, 0)
    except ValueError:
        return
    raise AssertionError


def test_process():
    os.environ["RPY_TEST"] = "value"
    assert hlstr(ros.ll_os_getenv(llstr("RPY_TEST"))) == "value"
    assert not ros.ll_os_getenv(llstr("RPY_TEST_NONE"))
    assert hlstr(ros.ll_os_getcwd()) == os.getcwd()
    assert ros.ll_os_getpid() == os.getpid()
    assert ros.ll_time_time() > 1e9
    before = ros.ll_time_perf_counter()
    ros.ll_time_sleep(0.01)
    assert ros.ll_time_perf_counter() - before >= 0.01


def test_argv():
    argv = raw_malloc(16)
    texts = []
    for i, text in enumerate([b"prog\0", b"\0"]):
        a = raw_malloc(len(text))
        a._write(text)
        texts.append(a)
        raw_store(argv, i * 8, a)
    assert entry.make_argv(2, argv) == ["prog", ""]
