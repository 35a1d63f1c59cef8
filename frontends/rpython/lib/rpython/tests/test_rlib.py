"""rlib untranslated, and by `interpret` when the translator runs this file."""

import os

from rpython.rlib import rarithmetic, rfloat, rposix, rstring, rtermios, rutf8
from rpython.rlib.jit import JitDriver, JitHintError
from rpython.rlib.objectmodel import import_from_mixin, instantiate, r_dict, specialize
from rpython.rlib.rarithmetic import int_c_div, int_c_mod, intmask, ovfcheck, r_int32, r_uint, string_to_int
from rpython.rlib.unroll import unrolling_iterable
from rpython.testing import compile, interpret, interpret_raises


def test_intmask_wraps():
    assert intmask(2**63) == -(2**63) and intmask(-(2**63) - 1) == 2**63 - 1


def test_ovfcheck():
    def f(a, b):
        return ovfcheck(a + b)

    assert interpret(f, [2, 3]) == 5
    interpret_raises(OverflowError, f, [2**63 - 1, 1])


def test_unsigned():
    assert r_uint(-1) == 2**64 - 1 and r_uint(0) - 1 == 2**64 - 1 and r_uint(-1) >> 60 == 15
    assert type(r_uint(1) + 1) is r_uint and type(1 + r_uint(1)) is r_uint
    assert r_int32(2**31) == -(2**31)


def test_uint_mul_high():
    def f(a, b):
        return intmask(rarithmetic.uint_mul_high(r_uint(a), r_uint(b)))

    for a, b in ((-1, -1), (2**62, 12345), (3, 5), (-7, 1 << 40)):
        assert interpret(f, [a, b]) & (2**64 - 1) == ((a % 2**64) * (b % 2**64)) >> 64


def test_c_division():
    def f(a, b):
        return int_c_div(a, b) * 100 + int_c_mod(a, b)

    assert interpret(f, [-7, 2]) == -301 and interpret(f, [7, -2]) == -299 and interpret(f, [7, 2]) == 301


def test_string_to_int():
    def f(s, base):
        return string_to_int(s, base)

    assert interpret(f, [" -12 ", 10]) == -12 and interpret(f, ["0xff", 16]) == 255 and interpret(f, ["0b11", 0]) == 3
    assert interpret(f, ["-9223372036854775808", 10]) == -(2**63)
    interpret_raises(rstring.ParseStringError, f, ["12x", 10])
    interpret_raises(rstring.ParseStringError, f, ["", 10])
    interpret_raises(rstring.InvalidBaseError, f, ["1", 1])
    interpret_raises(rstring.ParseStringOverflowError, f, ["9223372036854775808", 10])


def test_split():
    for s in ("a,b,c", " a  b ", "", "aXbX", "abc", ",,"):
        for by in (None, ",", "X", "bX"):
            for most in (-1, 0, 1, 2):
                assert rstring.split(s, by, most) == s.split(by, most)
                assert rstring.rsplit(s, by, most) == s.rsplit(by, most)


def test_replace():
    for s in ("abc", "aaa", ""):
        for sub in ("a", "", "b"):
            for most in (-1, 0, 1, 2, 9):
                assert rstring.replace(s, sub, "xy", most) == s.replace(sub, "xy", most)


def test_utf8():
    for code in (0, 127, 128, 2047, 2048, 65535, 65536, 0x10FFFF):
        text = rutf8.unichr_as_utf8(code)
        assert text.encode("latin-1") == chr(code).encode("utf-8")
        assert rutf8.codepoint_at_pos(text, 0) == code and rutf8.check_utf8("a" + text) == 2
    for bad in ("\x80", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82"):
        try:
            rutf8.check_utf8(bad)
        except rutf8.Utf8CheckError as e:
            assert e.pos == 0
        else:
            assert False
    assert rutf8.reverse("a\xc3\xa4b") == "b\xc3\xa4a"


def test_formatd():
    assert rfloat.formatd(1.5, "f", 3) == "1.500" and rfloat.formatd(2.0, "r", 0, rfloat.DTSF_ADD_DOT_0) == "2.0"
    assert rfloat.formatd(2.0, "g", 5, rfloat.DTSF_ADD_DOT_0 | rfloat.DTSF_SIGN) == "+2.0"


def test_round():
    assert rfloat.round_double(2.5, 0) == 3.0 and rfloat.round_double(-1.25, 1) == -1.3
    assert rfloat.round_double(12345.0, -2) == 12300.0 and rfloat.round_away(-0.5) == -1.0


def test_r_dict():
    d = r_dict(lambda a, b: a.lower() == b.lower(), lambda k: hash(k.lower()))
    d["A"] = 1
    d["a"] = 2
    d["b"] = 3
    assert list(d.items()) == [("A", 2), ("b", 3)] and len(d) == 2 and "B" in d
    del d["B"]
    assert list(d) == ["A"] and d.get("x", 7) == 7 and d.pop("a") == 2 and not d


class Mixin(object):
    _mixin_ = True
    step = 3

    def next(self):
        self.n += self.step
        return self.n


class Base(object):
    pass


class First(Base):
    import_from_mixin(Mixin)

    def __init__(self):
        self.n = 0


class Second(Base):
    import_from_mixin(Mixin)

    def __init__(self):
        self.n = 10


def test_import_from_mixin():
    def f():
        return First().next() + Second().next()

    assert interpret(f, []) == 16
    assert First.next is not Second.next


def test_instantiate():
    def f():
        first = instantiate(First)
        first.n = 4
        return first.next()

    assert interpret(f, []) == 7


@specialize.argtype(0)
def doubled(x):
    return x + x


def test_specialize():
    def f(n):
        return doubled(str(n)) + str(doubled(n))

    assert interpret(f, [21]) == "212142"


def test_unrolling():
    names = unrolling_iterable([("a", 1), ("b", 2)])

    def f(s):
        for name, n in names:
            if s == name:
                return n
        return 0

    assert interpret(f, ["b"]) == 2 and interpret(f, ["c"]) == 0


def test_driver_checks_names():
    driver = JitDriver(greens=["pc"], reds=["a"])
    driver.jit_merge_point(pc=1, a=2)
    try:
        driver.jit_merge_point(pc=1, b=2)
    except JitHintError:
        pass
    else:
        assert False


def terminal(path):
    fd = rposix.open(path, os.O_RDONLY)
    try:
        rtermios.tcgetattr(fd)
        result = 0
    except OSError as e:
        result = e.errno
    there = rtermios.can_read(fd, 0)
    rposix.close(fd)
    return result, there


def test_no_terminal():
    # At the end of a file a read does not wait.
    assert compile(terminal, [str])("/dev/null") == (rtermios.ENOTTY, True)
