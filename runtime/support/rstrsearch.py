"""Searching, stripping, splitting and replacing in strings. Functions that make a list give the array of its items, which
the caller makes a list of the wanted kind."""

from rpython.lltype import STR, arraycopy, malloc, nullptr

from .errors import MEMORY_ERROR, VALUE_ERROR
from .rstr import MAXINT, STRINGS, ll_char_isspace, ll_clamp, ll_substring

# ____________________________________________________________ searching


def _matches(s, sub, i):
    """Whether `sub` is at `i`, where it fits."""
    j = 0
    n = len(sub)
    while j < n:
        if s[i + j] != sub[j]:
            return False
        j += 1
    return True


def ll_find(s, sub, start, end):
    end = ll_clamp(end, len(s))
    if start < 0:
        start = ll_clamp(start, len(s))
    n = len(sub)
    if start > end - n:
        return -1
    if n == 0:
        return start
    first = sub[0]
    last = end - n
    while start <= last:
        if s[start] == first and _matches(s, sub, start):
            return start
        start += 1
    return -1


def ll_rfind(s, sub, start, end):
    end = ll_clamp(end, len(s))
    if start < 0:
        start = ll_clamp(start, len(s))
    i = end - len(sub)
    while i >= start:
        if _matches(s, sub, i):
            return i
        i -= 1
    return -1


def ll_index(s, sub, start, end):
    i = ll_find(s, sub, start, end)
    if i < 0:
        raise VALUE_ERROR
    return i


def ll_rindex(s, sub, start, end):
    i = ll_rfind(s, sub, start, end)
    if i < 0:
        raise VALUE_ERROR
    return i


def ll_count(s, sub, start, end):
    """Occurrences that do not overlap."""
    end = ll_clamp(end, len(s))
    if start < 0:
        start = ll_clamp(start, len(s))
    k = len(sub)
    if k == 0:
        return end - start + 1 if start <= end else 0
    n = 0
    while True:
        start = ll_find(s, sub, start, end)
        if start < 0:
            return n
        n += 1
        start += k


def ll_contains(s, sub):
    return ll_find(s, sub, 0, len(s)) >= 0


def ll_find_char(s, c, start):
    n = len(s)
    while start < n:
        if s[start] == c:
            return start
        start += 1
    return -1


def ll_contains_char(s, c):
    return ll_find_char(s, c, 0) >= 0


def ll_startswith(s, prefix):
    return len(prefix) <= len(s) and _matches(s, prefix, 0)


def ll_endswith(s, suffix):
    return len(suffix) <= len(s) and _matches(s, suffix, len(s) - len(suffix))


def ll_startswith_in(s, prefix, start, end):
    end = ll_clamp(end, len(s))
    if start < 0:
        start = ll_clamp(start, len(s))
    return start <= end - len(prefix) and _matches(s, prefix, start)


def ll_endswith_in(s, suffix, start, end):
    end = ll_clamp(end, len(s))
    if start < 0:
        start = ll_clamp(start, len(s))
    return start <= end - len(suffix) and _matches(s, suffix, end - len(suffix))


# ____________________________________________________________ stripping


def ll_strip(s, chars, left, right):
    """Without the leading and trailing characters in `chars`; null: white space."""
    start = 0
    end = len(s)
    if left:
        while start < end and _strippable(s[start], chars):
            start += 1
    if right:
        while end > start and _strippable(s[end - 1], chars):
            end -= 1
    return ll_substring(s, start, end)


def _strippable(c, chars):
    if not chars:
        return ll_char_isspace(c)
    return ll_contains_char(chars, c)


# ____________________________________________________________ splitting


def ll_split(s, sep, limit):
    """`s.split(sep, limit)`"""
    if len(sep) == 0:
        raise VALUE_ERROR
    items = malloc(STRINGS, _split(s, sep, limit, nullptr(STRINGS)))
    _split(s, sep, limit, items)
    return items


def _split(s, sep, limit, items):
    """Writes the parts to `items` where there is one; gives their number."""
    n = 0
    start = 0
    while n != limit:
        i = ll_find(s, sep, start, len(s))
        if i < 0:
            break
        if items:
            items[n] = ll_substring(s, start, i)
        n += 1
        start = i + len(sep)
    if items:
        items[n] = ll_substring(s, start, len(s))
    return n + 1


def ll_rsplit(s, sep, limit):
    if len(sep) == 0:
        raise VALUE_ERROR
    n = _rsplit(s, sep, limit, nullptr(STRINGS), 0)
    items = malloc(STRINGS, n)
    _rsplit(s, sep, limit, items, n)
    return items


def _rsplit(s, sep, limit, items, total):
    n = 0
    end = len(s)
    while n != limit:
        i = ll_rfind(s, sep, 0, end)
        if i < 0:
            break
        n += 1
        if items:
            items[total - n] = ll_substring(s, i + len(sep), end)
        end = i
    n += 1
    if items:
        items[total - n] = ll_substring(s, 0, end)
    return n


def ll_split_space(s, limit):
    """`s.split(None, limit)`: at runs of white space."""
    items = malloc(STRINGS, _split_space(s, limit, nullptr(STRINGS)))
    _split_space(s, limit, items)
    return items


def _split_space(s, limit, items):
    n = 0
    i = 0
    end = len(s)
    while True:
        while i < end and ll_char_isspace(s[i]):
            i += 1
        if i == end:
            return n
        start = i
        if n == limit:
            i = end
        else:
            while i < end and not ll_char_isspace(s[i]):
                i += 1
        if items:
            items[n] = ll_substring(s, start, i)
        if n == limit:
            return n + 1
        n += 1


def ll_rsplit_space(s, limit):
    n = _rsplit_space(s, limit, nullptr(STRINGS), 0)
    items = malloc(STRINGS, n)
    _rsplit_space(s, limit, items, n)
    return items


def _rsplit_space(s, limit, items, total):
    n = 0
    i = len(s)
    while True:
        while i > 0 and ll_char_isspace(s[i - 1]):
            i -= 1
        if i == 0:
            return n
        end = i
        if n == limit:
            i = 0
        else:
            while i > 0 and not ll_char_isspace(s[i - 1]):
                i -= 1
        n += 1
        if items:
            items[total - n] = ll_substring(s, i, end)
        if n - 1 == limit:
            return n


def ll_splitlines(s, keepends):
    items = malloc(STRINGS, _splitlines(s, keepends, nullptr(STRINGS)))
    _splitlines(s, keepends, items)
    return items


def _splitlines(s, keepends, items):
    n = 0
    i = 0
    while i < len(s):
        start = i
        while i < len(s) and s[i] != "\n" and s[i] != "\r":
            i += 1
        end = i
        if i < len(s):
            i += 1
            if s[i - 1] == "\r" and i < len(s) and s[i] == "\n":
                i += 1
        if items:
            items[n] = ll_substring(s, start, i if keepends else end)
        n += 1
    return n


# ____________________________________________________________ replacing


def ll_replace(s, old, new, limit):
    """`s.replace(old, new, limit)`; a negative limit is none."""
    n = len(s)
    if len(old) == 0:
        count = n + 1
    else:
        count = ll_count(s, old, 0, n)
    if limit >= 0 and limit < count:
        count = limit
    if count == 0:
        return s
    growth = len(new) - len(old)
    if growth > 0 and growth > (MAXINT - n) // count:
        raise MEMORY_ERROR
    r = malloc(STR, n + growth * count)
    if len(old) == 0:
        _interleave(s, new, count, r)
    else:
        _replace(s, old, new, count, r)
    return r


def _replace(s, old, new, count, r):
    pos = 0
    start = 0
    while count > 0:
        i = ll_find(s, old, start, len(s))
        arraycopy(s, r, start, pos, i - start)
        pos += i - start
        arraycopy(new, r, 0, pos, len(new))
        pos += len(new)
        start = i + len(old)
        count -= 1
    arraycopy(s, r, start, pos, len(s) - start)


def _interleave(s, new, count, r):
    """`new` before each of the first characters, and at the end if `count` reaches there."""
    pos = 0
    i = 0
    while i < count:
        arraycopy(new, r, 0, pos, len(new))
        pos += len(new)
        if i < len(s):
            r[pos] = s[i]
            pos += 1
        i += 1
    if i < len(s):
        arraycopy(s, r, i, pos, len(s) - i)


def ll_replace_char(s, old, new):
    """Of one character by another."""
    n = len(s)
    r = malloc(STR, n)
    i = 0
    while i < n:
        c = s[i]
        if c == old:
            c = new
        r[i] = c
        i += 1
    return r
