"""Conversion of floats and formatting, untranslated, against Python's own."""

import os
import random
import struct
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", ".."), os.path.join(HERE, "..", "..", "..", "frontends", "rpython", "lib")]

from rpython.lltype import hlstr, llstr  # noqa: E402
from support import rdtoa, rformat, rintstr  # noqa: E402

SPECIAL = [0.0, -0.0, 1.0, -1.5, 0.1, 1e16, 1e15, 123456789012345680.0, 1e22, 1e23, 5e-324, 2.2250738585072014e-308]
SPECIAL += [1.7976931348623157e308, float("inf"), float("-inf"), float("nan"), 0.0001, 0.00001, 9007199254740993.0]
SPECIAL += [0.5, 1.5, 2.5, 0.05, 0.25, 9.5, 99.5, 0.95, 999999.5, 2.0**-1074 * 3, 2.0**52, 2.0**53, 9e-5, 100.0]


def samples():
    rng = random.Random(3)
    result = list(SPECIAL)
    for _ in range(15):
        result.append(struct.unpack("d", struct.pack("Q", rng.getrandbits(64)))[0])
        result.append(rng.randrange(10**rng.randrange(1, 12)) / 10.0 ** rng.randrange(8))
        result.append(rng.random() * 10 - 5)
        result.append(2.0 ** rng.randrange(-1074, 1024))
    return result


def test_repr():
    for f in samples():
        assert hlstr(rformat.ll_float_repr(f)) == repr(f), repr(f)


def test_fixed_exp_general():
    for f in samples():
        for n in (0, 1, 2, 6, 17):
            assert hlstr(rformat.ll_float_fixed(f, n, "-", False)) == "%.*f" % (n, f), (f, n)
            assert hlstr(rformat.ll_float_exp(f, n, "-", False)) == "%.*e" % (n, f), (f, n)
            assert hlstr(rformat.ll_float_general(f, n, "-", False)) == "%.*g" % (n, f), (f, n)
            assert hlstr(rformat.ll_float_general(f, n, "+", True)) == "%+#.*g" % (n, f), (f, n)
            assert hlstr(rformat.ll_float_default(f, n, "-")) == format(f, ".%d" % n) or "e" in format(f, ".%d" % n), (f, n)
            assert hlstr(rformat.ll_float_percent(f, n, "-", False)) == format(f, ".%d%%" % n), (f, n)


def outcome(f, *args):
    try:
        return repr(f(*args))
    except ValueError:
        return ValueError


def test_read():
    texts = [repr(f) for f in samples()]
    texts += ["", " ", ".", "1.", ".5", "1e5", "1e", "e5", "1e+", "1_0.5", "1__0", "_1", "1_", "1._5", "1e1_0", "+.5e-3", " 7 "]
    texts += ["inf", "-Infinity", "NAN", "in", "infinit", "0x10", "1e400", "1e-400", "-0", "0e5", "000.000", "1 2", "--1"]
    texts += ["9007199254740993", "9007199254740992.9999", "9007199254740993.00000000000000000000001", "1e23", "8.5e22"]
    texts += ["2.4703282292062327e-324", "2.4703282292062328e-324", "179769313486231580793e289", "1.7976931348623159e308"]
    texts += ["0." + "0" * 400 + "1e401", "1" + "0" * 400 + "e-400", "1" * 1000 + "e-990", "4503599627370496.5" + "0" * 900 + "1"]
    texts += ["0.0000123e-5", "123456789012345678", "1e-325", "4.9e-324", "2.2250738585072011e-308"]
    for text in texts:
        assert outcome(rdtoa.ll_str2float, llstr(text)) == outcome(float, text), text


def test_padding():
    for i in (0, 7, -7, 12345, -1234567):
        s = rintstr.ll_int2dec(i)
        assert hlstr(rformat.ll_pad(s, 8, " ", ">")) == "%8d" % i
        assert hlstr(rformat.ll_pad(s, 8, "0", "=")) == "%08d" % i
        assert hlstr(rformat.ll_pad(s, 8, "*", "^")) == format(i, "*^8d")
        assert hlstr(rformat.ll_pad(s, 8, " ", "<")) == "%-8d" % i
        assert hlstr(rformat.ll_sign(s, "+")) == "%+d" % i
        assert hlstr(rformat.ll_min_digits(s, 5)) == "%.5d" % i
        assert hlstr(rformat.ll_group(s, ",", 3)) == format(i, ",")
        assert hlstr(rformat.ll_pad(rintstr.ll_int2hex(i), 10, "0", "=")) == format(i, "#010x")
    assert hlstr(rformat.ll_truncate(llstr("abc"), 2)) == "ab"


def test_arithmetic():
    import math

    from support import rfloat

    values = [f for f in SPECIAL if math.isfinite(f)] + [-2.5, 3.0, -3.0, 7.25, 1e100, -1e-100]
    for f in values:
        for g in values:
            if g != 0.0:
                assert repr(rfloat.ll_mod(f, g)) == repr(f % g), (f, g)
                assert repr(rfloat.ll_floordiv(f, g)) == repr(f // g), (f, g)
        if abs(f) < 1e17:
            assert rfloat.ll_round(f) == round(f), f
            assert rfloat.ll_floor(f) == math.floor(f) and rfloat.ll_ceil(f) == math.ceil(f)
    for name in ("sqrt", "log", "exp", "sin", "tan", "acos", "atan", "cosh", "log1p", "log10"):
        for f in SPECIAL + [-2.5, 710.0, 720.0]:
            mine = exactly(getattr(rfloat, "ll_" + name), f)
            assert mine == exactly(getattr(math, name), f), (name, f, mine)
    for f in (0.0, 1.0, -8.0, 2.0, 1e300):
        for g in (0.0, 0.5, 2.0, -1.0, 3.0):
            assert exactly(rfloat.ll_pow, f, g) == exactly(math.pow, f, g), (f, g)


def exactly(f, *args):
    try:
        return repr(f(*args))
    except (ValueError, OverflowError) as e:
        return type(e)
