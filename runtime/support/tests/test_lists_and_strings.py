"""The support code for lists and strings, untranslated, against Python's own."""

import os
import random
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", ".."), os.path.join(HERE, "..", "..", "..", "frontends", "rpython", "lib")]

from rpython.lltype import STR, GcArray, GcStruct, Signed, hlstr, llstr, malloc, nullptr  # noqa: E402
from support import rbuilder, rintstr, rlist, rstr, rstrsearch  # noqa: E402

INTS = GcArray(Signed)
LIST = GcStruct("list", ("length", Signed), ("items", INTS))


def make(values):
    l = rlist.ll_newlist(LIST, len(values))
    for i, v in enumerate(values):
        l.items[i] = v
    return l


def read(l):
    return [l.items[i] for i in range(l.length)]


def array(items):
    return [items[i] for i in range(len(items))]


def strings(items):
    return [hlstr(s) for s in array(items)]


def raises(exc, f, *args):
    try:
        f(*args)
    except exc:
        return True
    raise AssertionError("did not raise %s" % exc)


def outcome(f, *args):
    try:
        result = f(*args)
        if type(result) is int and not -(2**63) <= result < 2**63:
            return OverflowError
        return result
    except Exception as e:
        return type(e)


def test_random_list_operations():
    rng = random.Random(1)
    for _ in range(300):
        py = [rng.randrange(10) for _ in range(rng.randrange(12))]
        l = make(py)
        for _ in range(40):
            i = rng.randrange(-14, 15)
            j = rng.randrange(-14, 15)
            kind = rng.randrange(11)
            if kind == 0:
                assert outcome(rlist.ll_getitem, l.items, l.length, i) == outcome(py.__getitem__, i)
            elif kind <= 3:
                rlist.ll_append(l, i)
                py.append(i)
            elif kind == 4:
                assert outcome(rlist.ll_pop, l, i) == outcome(py.pop, i)
            elif kind == 5:
                rlist.ll_insert(l, i, j)
                py.insert(i, j)
            elif kind == 6:
                rlist.ll_delslice(l, i, j)
                del py[i:j]
            elif kind == 7:
                new = [rng.randrange(10) for _ in range(rng.randrange(6))]
                rlist.ll_setslice(l, i, j, make(new).items, len(new))
                py[i:j] = new
            elif kind == 8:
                assert array(rlist.ll_slice(INTS, l.items, l.length, i, j)) == py[i:j]
                assert outcome(rlist.ll_pop_last, l) == outcome(py.pop)
            elif kind == 9:
                rlist.ll_reverse(l.items, l.length)
                py.reverse()
                assert outcome(rlist.ll_remove, l, 3, rlist.ll_primitive_eq) == outcome(py.remove, 3)
            else:
                rlist.ll_extend(l, l.items, l.length) if len(py) < 50 else rlist.ll_clear(l)
                py.extend(py) if len(py) < 50 else py.clear()
            assert read(l) == py


def test_range_length():
    for start in range(-4, 5):
        for stop in range(-4, 5):
            for step in (-3, -2, -1, 1, 2, 3):
                assert rlist.ll_range_length(start, stop, step) == len(range(start, stop, step))


def test_mul_and_concat():
    l = make([1, 2])
    assert array(rlist.ll_mul(INTS, l.items, 2, 3)) == [1, 2] * 3
    assert array(rlist.ll_mul(INTS, l.items, 2, -3)) == []
    rlist.ll_inplace_mul(l, 3)
    assert read(l) == [1, 2] * 3
    assert array(rlist.ll_filled(INTS, 7, 3)) == [7, 7, 7]


def test_int_to_text():
    for i in (0, 1, -1, 9, 10, -10, 12345, 2**63 - 1, -(2**63)):
        assert hlstr(rintstr.ll_int2dec(i)) == str(i)
        assert hlstr(rintstr.ll_int2hex(i)) == hex(i)
        assert hlstr(rintstr.ll_int2oct(i)) == oct(i)
        assert hlstr(rintstr.ll_int2bin(i)) == bin(i)
    assert hlstr(rintstr.ll_uint2dec(2**64 - 1)) == str(2**64 - 1)


def test_text_to_int():
    texts = "0 1 -1 +7 ' 12 ' 9223372036854775807 -9223372036854775808 0x10 0X1f 0b101 0o17 1_000 _1 1_ 1__2 z - 012 00 0x 0x_f"
    for text in texts.replace("'", " ").split() + ["", " ", " 12 ", "\t5\n", "1 2", "--1"]:
        for base in (0, 2, 8, 10, 16, 36):
            assert outcome(rintstr.ll_str2int, llstr(text), base) == outcome(int, text, base), (text, base)
    raises(OverflowError, rintstr.ll_str2int, llstr("9223372036854775808"), 10)
    raises(OverflowError, rintstr.ll_str2int, llstr("-9223372036854775809"), 10)


def test_search():
    rng = random.Random(2)
    for _ in range(2000):
        s = "".join(rng.choice("ab ") for _ in range(rng.randrange(9)))
        sub = "".join(rng.choice("ab ") for _ in range(rng.randrange(3)))
        i, j = rng.randrange(-10, 11), rng.randrange(-10, 11)
        n = rng.randrange(-1, 4)
        ls, lsub = llstr(s), llstr(sub)
        assert rstrsearch.ll_find(ls, lsub, i, j) == s.find(sub, i, j), (s, sub, i, j)
        assert rstrsearch.ll_rfind(ls, lsub, i, j) == s.rfind(sub, i, j), (s, sub, i, j)
        assert rstrsearch.ll_count(ls, lsub, i, j) == s.count(sub, i, j), (s, sub, i, j)
        assert hlstr(rstrsearch.ll_replace(ls, lsub, llstr("xyz"), n)) == s.replace(sub, "xyz", n)
        assert hlstr(rstrsearch.ll_replace(ls, lsub, llstr(""), n)) == s.replace(sub, "", n)
        assert strings(rstrsearch.ll_split_space(ls, n)) == s.split(None, n), (s, n)
        assert strings(rstrsearch.ll_rsplit_space(ls, n)) == s.rsplit(None, n), (s, n)
        assert rstrsearch.ll_startswith(ls, lsub) == s.startswith(sub)
        assert rstrsearch.ll_endswith(ls, lsub) == s.endswith(sub)
        assert hlstr(rstrsearch.ll_strip(ls, lsub, True, True)) == s.strip(sub)
        assert hlstr(rstrsearch.ll_strip(ls, nullptr(STR), True, False)) == s.lstrip()
        assert hlstr(rstr.ll_strslice(ls, i, j)) == s[i:j]
        assert rstr.ll_streq(ls, lsub) == (s == sub)
        assert (rstr.ll_strcmp(ls, lsub) < 0) == (s < sub)
        if sub:
            assert strings(rstrsearch.ll_split(ls, lsub, n)) == s.split(sub, n)
            assert strings(rstrsearch.ll_rsplit(ls, lsub, n)) == s.rsplit(sub, n)
        text = s.replace("a", "\n").replace("b", "\r")
        assert strings(rstrsearch.ll_splitlines(llstr(text), False)) == text.splitlines()
        assert strings(rstrsearch.ll_splitlines(llstr(text), True)) == text.splitlines(True)


def test_repr_and_case():
    for s in ("", "abc", "it's", "'\"", "\x00\x1f\x7f\x80\xa0\xa1\xff\xad", "a\n\t\r\\b"):
        assert hlstr(rstr.ll_repr(llstr(s))) == repr(s)
        assert hlstr(rstr.ll_repr_bytes(llstr(s))) == repr(s.encode("latin-1"))
    for s in ("", "aB1", "AB", "ab", "12", " \t", "a b"):
        l = llstr(s)
        assert hlstr(rstr.ll_upper(l)) == s.upper()
        assert hlstr(rstr.ll_lower(l)) == s.lower()
        assert rstr.ll_isspace(l) == s.isspace() and rstr.ll_isdigit(l) == s.isdigit()
        assert rstr.ll_isalpha(l) == s.isalpha() and rstr.ll_isalnum(l) == s.isalnum()
        assert rstr.ll_isupper(l) == s.isupper() and rstr.ll_islower(l) == s.islower()
        assert rstr.ll_strhash(l) == rstr.ll_strhash(llstr(s)) != 0


def test_join():
    items = malloc(GcArray(STR), 3)
    for i, s in enumerate(["x", "", "yz"]):
        items[i] = llstr(s)
    assert hlstr(rstr.ll_join(llstr(", "), items, 3)) == "x, , yz"
    assert hlstr(rstr.ll_build(items)) == "xyz"


def test_builder():
    b = rbuilder.ll_newbuilder(2)
    for i in range(20):
        rbuilder.ll_append(b, llstr("ab"))
        rbuilder.ll_append_char(b, "c")
        rbuilder.ll_append_slice(b, llstr("012345"), 2, 4)
        rbuilder.ll_append_multiple_char(b, "x", 2)
    assert hlstr(rbuilder.ll_build(b)) == "abc23xx" * 20
