"""The support code for dicts, untranslated, against Python's own."""

import os
import random
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", ".."), os.path.join(HERE, "..", "..", "..", "frontends", "rpython", "lib")]

from rpython.lltype import Bool, GcArray, GcStruct, Inline, Signed, Struct  # noqa: E402
from support import rdict, rlist  # noqa: E402

ENTRY = Struct("dictentry", ("key", Signed), ("value", Signed), ("hash", Signed), ("valid", Bool))
DICT = GcStruct(
    "dict",
    ("num_live", Signed),
    ("num_used", Signed),
    ("free_slots", Signed),
    ("indexes", rdict.INDEXES),
    ("entries", GcArray(Inline(ENTRY))),
)
TUPLE = GcStruct("tuple2", ("item0", Signed), ("item1", Signed))
ITER = GcStruct("dictiter", ("dict", DICT), ("index", Signed), ("length", Signed))


def collide(i):
    return i & 3


def run(hashfn, custom, seed):
    rng = random.Random(seed)
    py, d = {}, rdict.ll_newdict(DICT)
    how = (hashfn, rlist.ll_primitive_eq, custom)
    for _ in range(3000):
        k, v = rng.randrange(-20, 60), rng.randrange(1000)
        kind = rng.randrange(12)
        if kind <= 4:
            rdict.ll_setitem(d, k, v, *how)
            py[k] = v
        elif kind <= 6:
            assert rdict.ll_pop_default(d, k, -1, *how) == py.pop(k, -1)
        elif kind == 7:
            assert rdict.ll_setdefault(d, k, v, *how) == py.setdefault(k, v)
        elif kind == 8:
            assert rdict.ll_get(d, k, -5, *how) == py.get(k, -5)
            assert rdict.ll_contains(d, k, *how) == (k in py)
        elif kind == 9 and py:
            item = rdict.ll_popitem(d, TUPLE, hashfn)
            assert (item.item0, item.item1) == py.popitem()
        elif kind == 10 and rng.randrange(10) == 0:
            other = rdict.ll_copy(d)
            rdict.ll_clear(d)
            rdict.ll_setitem(d, k, v, *how)
            rdict.ll_update(d, other, *how)
            old, py = py, {k: v}
            py.update(old)
        elif kind == 11:
            try:
                rdict.ll_delitem(d, k, *how)
                del py[k]
            except KeyError:
                assert k not in py
        assert d.num_live == len(py)
        keys = rdict.ll_keys(d, GcArray(Signed))
        assert [keys[i] for i in range(len(keys))] == list(py)
    it = rdict.ll_iter(ITER, d)
    seen = []
    while True:
        n = rdict.ll_iter_next(it)
        if n < 0:
            break
        seen.append((d.entries[n].key, d.entries[n].value))
    assert seen == list(py.items())


def test_against_python():
    run(rdict.ll_hash_int, False, 1)
    run(collide, False, 2)
    run(collide, True, 3)


def test_popitem_and_insert_do_not_fill_the_index():
    d = rdict.ll_newdict(DICT)
    how = (rdict.ll_hash_int, rlist.ll_primitive_eq, False)
    for i in range(1000):
        rdict.ll_setitem(d, i, i, *how)
        assert rdict.ll_popitem(d, TUPLE, rdict.ll_hash_int).item0 == i
    assert len(d.indexes) == rdict.MINIMUM


def test_changed_while_iterating():
    d = rdict.ll_newdict(DICT)
    how = (rdict.ll_hash_int, rlist.ll_primitive_eq, False)
    rdict.ll_setitem(d, 1, 1, *how)
    it = rdict.ll_iter(ITER, d)
    rdict.ll_iter_next(it)
    rdict.ll_setitem(d, 2, 1, *how)
    try:
        rdict.ll_iter_next(it)
    except RuntimeError:
        return
    raise AssertionError


def test_hash_of_numbers():
    assert rdict.ll_hash_float(3.0) == rdict.ll_hash_int(3)
    assert rdict.ll_hash_float(-0.0) == 0
    assert rdict.ll_hash_float(0.5) != 0
