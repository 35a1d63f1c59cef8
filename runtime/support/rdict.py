"""Dicts, in order of insertion: an array of entries, and an index table from hashes to entries with open addressing.

The rtyper declares for each kind of dict

    ENTRY = Struct("dictentry", ("key", K), ("value", V), ("hash", Signed), ("valid", Bool))
    DICT = GcStruct("dict", ("num_live", Signed), ("num_used", Signed), ("free_slots", Signed),
                    ("indexes", INDEXES), ("entries", GcArray(Inline(ENTRY))))

`entries[:num_used]` holds the live entries and the deleted ones that are not swept yet. An index is FREE, DELETED, or
the number of an entry plus FIRST. A dict without an index table (`indexes` null: new, prebuilt, copied or cleared) gets one
when a key is first looked up; until then the entries' hashes mean nothing.

Functions take `hashfn(key)` and `eqfn(key1, key2)` as constants, and `custom`: the functions are the program's own, so that
they may raise, and change the dict. Nothing else here knows what a key is."""

from rpython.lltype import (
    GcArray,
    Int32,
    Signed,
    cast_primitive,
    fieldtype,
    float_bits,
    float_floor,
    gc_identityhash,
    itemtype,
    malloc,
    nullptr,
    typeOf,
    unlikely,
    zero,
)

from .errors import KEY_ERROR, RUNTIME_ERROR

INDEXES = GcArray(Int32)
FREE = 0
DELETED = 1
FIRST = 2
MINIMUM = 8
MAXINT = 0x7FFFFFFFFFFFFFFF


# ____________________________________________________________ the index table


def ll_rebuild(d, hashfn):
    """A new index table with room to grow, and entries without gaps."""
    size = MINIMUM
    while size - (size >> 2) <= d.num_live + (d.num_live >> 1):
        size *= 2
    rehash = not d.indexes
    old = d.entries
    # The custom hash function may change the dict: so all hashes first, on the old entries.
    if rehash:
        i = 0
        while i < d.num_used:
            if old[i].valid:
                old[i].hash = hashfn(old[i].key)
            i += 1
    capacity = size - (size >> 2)
    new = malloc(fieldtype(typeOf(d), "entries"), capacity)
    indexes = malloc(INDEXES, size)
    n = 0
    i = 0
    while i < d.num_used:
        if old[i].valid:
            if n == capacity:
                raise RUNTIME_ERROR
            hash = old[i].hash
            new[n].key = old[i].key
            new[n].value = old[i].value
            new[n].hash = hash
            new[n].valid = True
            _put_index(indexes, hash, n)
            n += 1
        i += 1
    d.entries = new
    d.indexes = indexes
    d.num_live = n
    d.num_used = n
    d.free_slots = capacity - n


ll_rebuild._dont_inline_ = True


def _put_index(indexes, hash, n):
    """Stores an entry's number in the first slot of its way that is not in use; says whether that was a free one."""
    mask = len(indexes) - 1
    i = hash & mask
    perturb = hash & MAXINT
    while cast_primitive(Signed, indexes[i]) >= FIRST:
        perturb = perturb >> 5
        i = (i * 5 + perturb + 1) & mask
    was_free = cast_primitive(Signed, indexes[i]) == FREE
    indexes[i] = cast_primitive(Int32, n + FIRST)
    return was_free


def ll_lookup(d, key, hash, hashfn, eqfn, custom):
    """The number of the key's entry, or -1."""
    if unlikely(not d.indexes):
        ll_rebuild(d, hashfn)
    while True:
        n = _lookup_once(d, key, hash, eqfn, custom)
        if not custom or n >= -1:
            return n


def _lookup_once(d, key, hash, eqfn, custom):
    """As `ll_lookup`; -2 if a custom comparison changed the dict."""
    indexes = d.indexes
    entries = d.entries
    mask = len(indexes) - 1
    i = hash & mask
    perturb = hash & MAXINT
    while True:
        n = cast_primitive(Signed, indexes[i])
        if n >= FIRST:
            n -= FIRST
            if entries[n].hash == hash:
                found = entries[n].key
                if found == key:
                    return n
                if eqfn(found, key):
                    if custom and (d.indexes != indexes or not entries[n].valid):
                        return -2
                    return n
                if custom and d.indexes != indexes:
                    return -2
        elif n == FREE:
            return -1
        perturb = perturb >> 5
        i = (i * 5 + perturb + 1) & mask


def _insert(d, key, value, hash, hashfn):
    """The key is not there, and the index table is."""
    if unlikely(d.free_slots == 0 or d.num_used == len(d.entries)):
        ll_rebuild(d, hashfn)
    n = d.num_used
    entries = d.entries
    entries[n].key = key
    entries[n].value = value
    entries[n].hash = hash
    entries[n].valid = True
    if _put_index(d.indexes, hash, n):
        d.free_slots -= 1
    d.num_used = n + 1
    d.num_live += 1


def _delete(d, n):
    """Entry `n` leaves. Its index slot is found by its number."""
    indexes = d.indexes
    entries = d.entries
    mask = len(indexes) - 1
    hash = entries[n].hash
    i = hash & mask
    perturb = hash & MAXINT
    while cast_primitive(Signed, indexes[i]) != n + FIRST:
        perturb = perturb >> 5
        i = (i * 5 + perturb + 1) & mask
    indexes[i] = cast_primitive(Int32, DELETED)
    _clear_entry(entries, n)
    d.num_live -= 1
    if n == d.num_used - 1:
        d.num_used = n


def _clear_entry(entries, n):
    ENTRY = itemtype(typeOf(entries))
    entries[n].valid = False
    entries[n].key = zero(fieldtype(ENTRY, "key"))
    entries[n].value = zero(fieldtype(ENTRY, "value"))


# ____________________________________________________________ operations


def ll_newdict(DICT):
    return malloc(DICT)


def ll_dict_len(d):
    return d.num_live


def ll_dict_bool(d):
    return bool(d) and d.num_live != 0


def ll_dict_equal(a, b, valueeq, hashfn, eqfn, custom):
    """Whether two dicts, either of which may be None, have equal values for the same keys."""
    if not a:
        return not b
    if not b or a.num_live != b.num_live:
        return False
    i = 0
    while i < a.num_used:
        if a.entries[i].valid:
            key = a.entries[i].key
            value = a.entries[i].value
            n = ll_lookup(b, key, hashfn(key), hashfn, eqfn, custom)
            if n < 0 or not valueeq(value, b.entries[n].value):
                return False
        i += 1
    return True


def ll_contains(d, key, hashfn, eqfn, custom):
    return ll_lookup(d, key, hashfn(key), hashfn, eqfn, custom) >= 0


def ll_getitem(d, key, hashfn, eqfn, custom):
    n = ll_lookup(d, key, hashfn(key), hashfn, eqfn, custom)
    if unlikely(n < 0):
        raise KEY_ERROR
    return d.entries[n].value


def ll_get(d, key, default, hashfn, eqfn, custom):
    n = ll_lookup(d, key, hashfn(key), hashfn, eqfn, custom)
    if n < 0:
        return default
    return d.entries[n].value


def ll_setitem(d, key, value, hashfn, eqfn, custom):
    hash = hashfn(key)
    n = ll_lookup(d, key, hash, hashfn, eqfn, custom)
    if n >= 0:
        d.entries[n].value = value
    else:
        _insert(d, key, value, hash, hashfn)


def ll_setdefault(d, key, default, hashfn, eqfn, custom):
    hash = hashfn(key)
    n = ll_lookup(d, key, hash, hashfn, eqfn, custom)
    if n >= 0:
        return d.entries[n].value
    _insert(d, key, default, hash, hashfn)
    return default


def ll_delitem(d, key, hashfn, eqfn, custom):
    n = ll_lookup(d, key, hashfn(key), hashfn, eqfn, custom)
    if unlikely(n < 0):
        raise KEY_ERROR
    _delete(d, n)


def ll_pop(d, key, hashfn, eqfn, custom):
    n = ll_lookup(d, key, hashfn(key), hashfn, eqfn, custom)
    if unlikely(n < 0):
        raise KEY_ERROR
    value = d.entries[n].value
    _delete(d, n)
    return value


def ll_pop_default(d, key, default, hashfn, eqfn, custom):
    n = ll_lookup(d, key, hashfn(key), hashfn, eqfn, custom)
    if n < 0:
        return default
    value = d.entries[n].value
    _delete(d, n)
    return value


def ll_popitem(d, TUPLE, hashfn):
    """The last item, as a tuple."""
    if d.num_live == 0:
        raise KEY_ERROR
    if not d.indexes:
        ll_rebuild(d, hashfn)
    n = d.num_used - 1
    while not d.entries[n].valid:
        n -= 1
    item = malloc(TUPLE)
    item.item0 = d.entries[n].key
    item.item1 = d.entries[n].value
    _delete(d, n)
    d.num_used = n
    return item


def ll_clear(d):
    d.num_live = 0
    d.num_used = 0
    d.free_slots = 0
    d.indexes = nullptr(INDEXES)
    d.entries = nullptr(fieldtype(typeOf(d), "entries"))


def ll_update(d, other, hashfn, eqfn, custom):
    if other == d:
        return
    if not other.indexes:
        ll_rebuild(other, hashfn)
    i = 0
    while i < other.num_used:
        entries = other.entries
        if entries[i].valid:
            hash = entries[i].hash
            key = entries[i].key
            value = entries[i].value
            n = ll_lookup(d, key, hash, hashfn, eqfn, custom)
            if n >= 0:
                d.entries[n].value = value
            else:
                _insert(d, key, value, hash, hashfn)
        i += 1


def ll_copy(d):
    new = malloc(typeOf(d))
    entries = malloc(fieldtype(typeOf(d), "entries"), d.num_live)
    old = d.entries
    n = 0
    i = 0
    while i < d.num_used:
        if old[i].valid:
            entries[n].key = old[i].key
            entries[n].value = old[i].value
            entries[n].valid = True
            n += 1
        i += 1
    new.entries = entries
    new.num_live = n
    new.num_used = n
    return new


# ____________________________________________________________ lists of what is in it


def ll_keys(d, ARRAY):
    items = malloc(ARRAY, d.num_live)
    entries = d.entries
    n = 0
    i = 0
    while i < d.num_used:
        if entries[i].valid:
            items[n] = entries[i].key
            n += 1
        i += 1
    return items


def ll_values(d, ARRAY):
    items = malloc(ARRAY, d.num_live)
    entries = d.entries
    n = 0
    i = 0
    while i < d.num_used:
        if entries[i].valid:
            items[n] = entries[i].value
            n += 1
        i += 1
    return items


def ll_items(d, ARRAY):
    """As tuples."""
    items = malloc(ARRAY, d.num_live)
    n = 0
    i = 0
    while i < d.num_used:
        if d.entries[i].valid:
            item = malloc(itemtype(ARRAY))
            item.item0 = d.entries[i].key
            item.item1 = d.entries[i].value
            items[n] = item
            n += 1
        i += 1
    return items


# ____________________________________________________________ iterating
#
# An iterator is a struct `{dict, index, length}`: the next entry to look at, and the dict's length at the start.


def ll_iter(ITER, d):
    it = malloc(ITER)
    it.dict = d
    it.length = d.num_live
    return it


def ll_iter_next(it):
    """The number of the next live entry, or -1 at the end."""
    d = it.dict
    if not d:
        return -1
    if unlikely(d.num_live != it.length):
        raise RUNTIME_ERROR
    i = it.index
    while i < d.num_used:
        if d.entries[i].valid:
            it.index = i + 1
            return i
        i += 1
    it.dict = nullptr(typeOf(d))
    return -1


# ____________________________________________________________ hashes


def ll_hash_int(i):
    return i


def ll_hash_unsigned(i):
    """Of any other integer kind, Bool or Char."""
    return cast_primitive(Signed, i)


def ll_hash_float(f):
    """Equal numbers have equal hashes: the zeros, and floats that are integers."""
    if f == float_floor(f) and f >= -9e18 and f <= 9e18:
        return cast_primitive(Signed, f)
    bits = float_bits(f)
    return bits ^ (bits >> 32)


def ll_hash_instance(p):
    if not p:
        return 0
    # Addresses are multiples of eight: the low bits are what tables use.
    x = gc_identityhash(p)
    return x ^ (x >> 4)


def ll_hash_combine(x, y):
    """Of a tuple's hash so far and that of its next item."""
    x = cast_primitive(Signed, (x ^ y) * 0x100000001B3)
    return x ^ ((x >> 29) & 0x7FFFFFFFF)
