"""Lists. A list that is never resized is an array of its items; a resizable one is a struct `{length, items}` whose items
have room to grow. Reading helpers take `(items, length)` and so serve both. They know nothing of item types: equality
comes as a constant function."""

from rpython.lltype import (
    Float,
    arrayclear,
    arraycopy,
    cast_pointer,
    fieldtype,
    float_bits,
    itemtype,
    malloc,
    typeOf,
    unlikely,
    zero,
)

from rpython.rlib.jit import isconstant, look_inside_iff, we_are_jitted

from .errors import INDEX_ERROR, MEMORY_ERROR, VALUE_ERROR
from .rindex import ll_index, ll_index_nonneg
from .rstr import ll_strcmp

MAXINT = 0x7FFFFFFFFFFFFFFF


# ____________________________________________________________ making


def ll_newlist(LIST, length):
    """A list of zeros."""
    items = malloc(fieldtype(LIST, "items"), length)
    l = malloc(LIST)
    l.length = length
    l.items = items
    return l


def ll_newlist_hint(LIST, hint):
    """An empty list with room for `hint` items."""
    l = ll_newlist(LIST, ll_count(hint))
    l.length = 0
    return l


def ll_list_of_items(LIST, items):
    """Takes the array over."""
    l = malloc(LIST)
    l.length = len(items)
    l.items = items
    return l


def ll_count(n):
    """A number of copies: negative is none."""
    if n < 0:
        return 0
    return n


def ll_copy_items(ARRAY, items, length):
    """The items alone, without spare room."""
    new = malloc(ARRAY, length)
    arraycopy(items, new, 0, 0, length)
    return new


def ll_convert_items(ARRAY, items, length, convert):
    """A copy with another representation of the items."""
    new = malloc(ARRAY, length)
    i = 0
    while i < length:
        new[i] = convert(items[i])
        i += 1
    return new


# ____________________________________________________________ items


def ll_getitem(items, length, i):
    return items[ll_index(length, i)]


def ll_getitem_nonneg(items, length, i):
    return items[ll_index_nonneg(length, i)]


def ll_setitem(items, length, i, item):
    items[ll_index(length, i)] = item


def ll_setitem_nonneg(items, length, i, item):
    items[ll_index_nonneg(length, i)] = item


for _f in (ll_getitem, ll_getitem_nonneg, ll_setitem, ll_setitem_nonneg):
    _f._always_inline_ = True


# ____________________________________________________________ growing and shrinking


def ll_reallocate(l, length, allocated):
    """Moves the items to an array of `allocated`, of which `length` count."""
    old = l.items
    items = malloc(typeOf(old), allocated)
    n = l.length
    if n > length:
        n = length
    arraycopy(old, items, 0, 0, n)
    l.items = items


def ll_grow(l, length):
    # The growth rate is mild (an eighth), and small lists get a few spare items at once.
    extra = length >> 3
    if length < 9:
        extra += 3
    else:
        extra += 6
    ll_reallocate(l, length, length + extra)


ll_grow._dont_inline_ = True


def ll_resize(l, length):
    """Sets the length; new items are whatever the array has there."""
    allocated = len(l.items)
    if length > allocated:
        ll_grow(l, length)
    elif length < (allocated >> 1) - 5:
        ll_reallocate(l, length, length + (length >> 3) + 3)
    elif length < l.length:
        arrayclear(l.items, length, l.length - length)
    l.length = length


def ll_append(l, item):
    length = l.length
    if unlikely(length >= len(l.items)):
        ll_grow(l, length + 1)
    l.length = length + 1
    l.items[length] = item


ll_append._always_inline_ = True


def ll_extend(l, items, n):
    length = l.length
    if n > MAXINT - length:
        raise MEMORY_ERROR
    ll_resize(l, length + n)
    arraycopy(items, l.items, 0, length, n)


def ll_extend_str(l, s, start, stop):
    """`l += s[start:stop]` for a list of chars."""
    stop = ll_clamp(stop, len(s))
    start = ll_clamp(start, stop)
    length = l.length
    ll_resize(l, length + stop - start)
    items = l.items
    while start < stop:
        items[length] = s[start]
        length += 1
        start += 1


def ll_extend_multiple(l, item, count):
    """`l += [item] * count`"""
    length = l.length
    count = ll_count(count)
    if count > MAXINT - length:
        raise MEMORY_ERROR
    ll_resize(l, length + count)
    items = l.items
    i = length
    while i < length + count:
        items[i] = item
        i += 1


def ll_insert(l, i, item):
    length = l.length
    i = ll_clamp(i, length)
    ll_resize(l, length + 1)
    items = l.items
    arraycopy(items, items, i, i + 1, length - i)
    items[i] = item


def ll_pop_last(l):
    length = l.length - 1
    if unlikely(length < 0):
        raise INDEX_ERROR
    item = l.items[length]
    ll_resize(l, length)
    return item


def ll_pop(l, i):
    i = ll_index(l.length, i)
    item = l.items[i]
    ll_delete(l, i, 1)
    return item


def ll_delitem(l, i):
    ll_delete(l, ll_index(l.length, i), 1)


def ll_delete(l, start, n):
    """Removes `n` items; the range is valid."""
    length = l.length - n
    items = l.items
    arraycopy(items, items, start + n, start, length - start)
    ll_resize(l, length)


def ll_remove(l, item, eq):
    i = ll_find(l.items, l.length, item, eq)
    if i < 0:
        raise VALUE_ERROR
    # The comparison may have run the program's code.
    if i < l.length:
        ll_delete(l, i, 1)


def ll_clear(l):
    ll_resize(l, 0)


def ll_reverse(items, length):
    i = 0
    j = length - 1
    while i < j:
        item = items[i]
        items[i] = items[j]
        items[j] = item
        i += 1
        j -= 1


# ____________________________________________________________ searching


def ll_find(items, length, item, eq):
    """The first index, or -1. `eq` may run the program's code, which may shorten the list but not this array."""
    i = 0
    while i < length:
        if eq(items[i], item):
            return i
        i += 1
    return -1


def ll_contains(items, length, item, eq):
    return ll_find(items, length, item, eq) >= 0


def ll_indexof(items, length, item, eq):
    i = ll_find(items, length, item, eq)
    if i < 0:
        raise VALUE_ERROR
    return i


def ll_count_equal(items, length, item, eq):
    n = 0
    i = 0
    while i < length:
        if eq(items[i], item):
            n += 1
        i += 1
    return n


def ll_listeq(items1, length1, items2, length2, eq):
    if length1 != length2:
        return False
    i = 0
    while i < length1:
        if not eq(items1[i], items2[i]):
            return False
        i += 1
    return True


def ll_list_equal(a, a_resizable, b, b_resizable, eq):
    """Equality of two lists, either of which may be None."""
    if not a:
        return not b
    if not b:
        return False
    if a_resizable:
        if b_resizable:
            return ll_listeq(a.items, a.length, b.items, b.length, eq)
        return ll_listeq(a.items, a.length, b, len(b), eq)
    if b_resizable:
        return ll_listeq(a, len(a), b.items, b.length, eq)
    return ll_listeq(a, len(a), b, len(b), eq)


def ll_primitive_eq(a, b):
    """Equality of numbers and chars; identity of pointers."""
    return a == b


ll_primitive_eq._always_inline_ = True


# ____________________________________________________________ slices and arithmetic


def ll_clamp(i, length):
    """A bound of a slice as an index in 0..length."""
    if i < 0:
        i += length
        if i < 0:
            return 0
        return i
    if i > length:
        return length
    return i


def ll_slice(ARRAY, items, length, start, stop):
    stop = ll_clamp(stop, length)
    start = ll_clamp(start, length)
    n = stop - start
    if n < 0:
        n = 0
    new = malloc(ARRAY, n)
    arraycopy(items, new, start, 0, n)
    return new


def ll_delslice(l, start, stop):
    stop = ll_clamp(stop, l.length)
    start = ll_clamp(start, l.length)
    if start < stop:
        ll_delete(l, start, stop - start)


def ll_setslice(l, start, stop, items, n):
    stop = ll_clamp(stop, l.length)
    start = ll_clamp(start, l.length)
    if stop < start:
        stop = start
    tail = l.length - stop
    if items == l.items:
        # `l[i:j] = l`: the source would move under the copy.
        items = ll_copy_items(typeOf(items), items, n)
    if start + n + tail > l.length:
        ll_resize(l, start + n + tail)
        arraycopy(l.items, l.items, stop, start + n, tail)
    else:
        arraycopy(l.items, l.items, stop, start + n, tail)
        ll_resize(l, start + n + tail)
    arraycopy(items, l.items, 0, start, n)


def ll_setslice_fixed(items, length, start, stop, new, n):
    """Of a list that keeps its length."""
    stop = ll_clamp(stop, length)
    start = ll_clamp(start, length)
    if stop - start != n:
        raise VALUE_ERROR
    arraycopy(new, items, 0, start, n)


def ll_concat(ARRAY, items1, length1, items2, length2):
    if length2 > MAXINT - length1:
        raise MEMORY_ERROR
    new = malloc(ARRAY, length1 + length2)
    arraycopy(items1, new, 0, 0, length1)
    arraycopy(items2, new, 0, length1, length2)
    return new


def ll_widened(ARRAY, items, length):
    """The items as those of another array, whose item type is that of a base class."""
    new = malloc(ARRAY, length)
    i = 0
    while i < length:
        new[i] = cast_pointer(itemtype(ARRAY), items[i])
        i += 1
    return new


def ll_mul(ARRAY, items, length, count):
    count = ll_count(count)
    if count > 0 and length > MAXINT // count:
        raise MEMORY_ERROR
    if length == 1:
        return ll_filled(ARRAY, items[0], count)
    return ll_repeated(ARRAY, items, length, count)


def ll_repeated(ARRAY, items, length, count):
    new = malloc(ARRAY, length * count)
    i = 0
    while i < count:
        arraycopy(items, new, 0, i * length, length)
        i += 1
    return new


def is_short(ARRAY, item, count):
    return isconstant(count) and count < 137


def ll_is_zero(item):
    """Whether it is what cleared memory holds. -0.0 is not."""
    if typeOf(item) is Float:
        return float_bits(item) == 0
    return item == zero(typeOf(item))


@look_inside_iff(is_short)
def ll_filled(ARRAY, item, count):
    """`[item] * count`."""
    new = malloc(ARRAY, count)
    if not we_are_jitted() and ll_is_zero(item):
        return new  # a trace knows the items of a short list if it has seen them stored
    i = 0
    while i < count:
        new[i] = item
        i += 1
    return new


def ll_inplace_mul(l, count):
    length = l.length
    count = ll_count(count)
    if count > 0 and length > MAXINT // count:
        raise MEMORY_ERROR
    ll_resize(l, length * count)
    i = 1
    while i < count:
        arraycopy(l.items, l.items, 0, i * length, length)
        i += 1


def ll_unpack_check(length, n):
    """`a, b = lst`"""
    if length != n:
        raise VALUE_ERROR


# ____________________________________________________________ ranges


def ll_range_length(start, stop, step):
    """How many items `range` has. The difference is taken as in 128 bits: it can exceed a word."""
    if step == 0:
        raise VALUE_ERROR
    if step > 0:
        if start >= stop:
            return 0
        # With start < stop the difference is positive; where it wraps the range is longer than any program runs.
        span = stop - start - 1
        if span < 0:
            return MAXINT
        return span // step + 1
    if start <= stop:
        return 0
    span = start - stop - 1
    if span < 0:
        return MAXINT
    return span // -(step + 1) + 1 if step == -MAXINT - 1 else span // -step + 1


def ll_range_items(ARRAY, start, stop, step):
    """`list(range(...))`"""
    n = ll_range_length(start, stop, step)
    items = malloc(ARRAY, n)
    i = 0
    while i < n:
        items[i] = start
        start += step
        i += 1
    return items


def ll_range_getitem(start, stop, step, i):
    return start + ll_index(ll_range_length(start, stop, step), i) * step


def ll_bool_or_none(l, resizable):
    """The truth value of a list or None."""
    if not l:
        return False
    if resizable:
        return l.length != 0
    return len(l) != 0


# ____________________________________________________________ all items


def ll_sum(items, length):
    total = zero(itemtype(typeOf(items)))
    i = 0
    while i < length:
        total += items[i]
        i += 1
    return total


def ll_any(items, length):
    i = 0
    while i < length:
        if items[i]:
            return True
        i += 1
    return False


def ll_all(items, length):
    i = 0
    while i < length:
        if not items[i]:
            return False
        i += 1
    return True


def ll_min(items, length):
    if length == 0:
        raise VALUE_ERROR
    best = items[0]
    i = 1
    while i < length:
        if items[i] < best:
            best = items[i]
        i += 1
    return best


def ll_max(items, length):
    if length == 0:
        raise VALUE_ERROR
    best = items[0]
    i = 1
    while i < length:
        if items[i] > best:
            best = items[i]
        i += 1
    return best


def ll_min_str(items, length):
    if length == 0:
        raise VALUE_ERROR
    best = items[0]
    i = 1
    while i < length:
        if ll_strcmp(items[i], best) < 0:
            best = items[i]
        i += 1
    return best


def ll_max_str(items, length):
    if length == 0:
        raise VALUE_ERROR
    best = items[0]
    i = 1
    while i < length:
        if ll_strcmp(items[i], best) > 0:
            best = items[i]
        i += 1
    return best
