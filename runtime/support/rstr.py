"""Strings: `str` and `bytes` alike, one byte per character. Classification and case are those of ASCII. Searching and
splitting are in rstrsearch, numbers in rintstr and rdtoa."""

from rpython.lltype import STR, Char, GcArray, arraycopy, cast_primitive, llstr, malloc, nullptr, Signed, unlikely

from rpython.rlib.jit import elidable, oopspec

from .errors import MEMORY_ERROR, TYPE_ERROR, VALUE_ERROR
from .rindex import ll_index, ll_index_nonneg

MAXINT = 0x7FFFFFFFFFFFFFFF
CHARS = GcArray(Char)
STRINGS = GcArray(STR)

# All one-character strings, made once. The last item makes this a list of strs and not of chars.
_CHARACTERS = [chr(i) for i in range(256)] + [""]


# ____________________________________________________________ comparing


@elidable
def ll_strhash(s):
    """Cached in the string; 0 means not computed yet. None hashes to 0."""
    if not s:
        return 0
    x = s.hash
    if x == 0:
        x = _compute_hash(s)
        s.hash = x
    return x


def _compute_hash(s):
    n = len(s)
    x = n ^ 0x345678
    i = 0
    while i < n:
        # A step of FNV, with a shift that brings high bits down: tables use the low ones.
        x = cast_primitive(Signed, (x ^ ord(s[i])) * 0x100000001B3)
        x ^= x >> 29
        i += 1
    if x == 0:
        return 1
    return x


_compute_hash._dont_inline_ = True


@elidable
@oopspec("str.eq(a, b)")
def ll_streq(a, b):
    if a == b:
        return True
    if not a or not b:
        return False
    n = len(a)
    if n != len(b):
        return False
    i = 0
    while i < n:
        if a[i] != b[i]:
            return False
        i += 1
    return True


@elidable
def ll_strcmp(a, b):
    """Negative, zero or positive. None is below all strings."""
    if not a or not b:
        if a == b:
            return 0
        return 1 if a else -1
    n = len(a)
    if len(b) < n:
        n = len(b)
    i = 0
    while i < n:
        d = ord(a[i]) - ord(b[i])
        if d != 0:
            return d
        i += 1
    return len(a) - len(b)


def ll_streq_char(s, c):
    return bool(s) and len(s) == 1 and s[0] == c


# ____________________________________________________________ making


def ll_chr2str(c):
    return llstr(_CHARACTERS[ord(c)])


def ll_chr(i):
    if unlikely(i < 0 or i > 255):
        raise VALUE_ERROR
    return cast_primitive(Char, i)


def ll_ord(s):
    if len(s) != 1:
        raise TYPE_ERROR
    return ord(s[0])


def ll_byte(i):
    """An item of bytes."""
    if unlikely(i < 0 or i > 255):
        raise VALUE_ERROR
    return cast_primitive(Char, i)


@elidable
@oopspec("str.concat(a, b)")
def ll_strconcat(a, b):
    n = len(a)
    # Both are in memory: the sum cannot overflow.
    s = malloc(STR, n + len(b))
    arraycopy(a, s, 0, 0, n)
    arraycopy(b, s, 0, n, len(b))
    return s


def ll_strmul(s, count):
    if count < 0:
        count = 0
    n = len(s)
    if count > 0 and n > MAXINT // count:
        raise MEMORY_ERROR
    r = malloc(STR, n * count)
    i = 0
    while i < count:
        arraycopy(s, r, 0, i * n, n)
        i += 1
    return r


def ll_charmul(c, count):
    if count < 0:
        count = 0
    r = malloc(STR, count)
    i = 0
    while i < count:
        r[i] = c
        i += 1
    return r


@elidable
@oopspec("str.slice(s, start, stop)")
def ll_substring(s, start, stop):
    """The bounds are valid: 0 <= start <= stop <= len(s)."""
    n = stop - start
    if n == len(s):
        return s
    r = malloc(STR, n)
    arraycopy(s, r, start, 0, n)
    return r


def ll_clamp(i, length):
    if i < 0:
        i += length
        if i < 0:
            return 0
        return i
    if i > length:
        return length
    return i


def ll_strslice(s, start, stop):
    stop = ll_clamp(stop, len(s))
    start = ll_clamp(start, len(s))
    if start > stop:
        start = stop
    return ll_substring(s, start, stop)


def ll_strgetitem(s, i):
    return s[ll_index(len(s), i)]


ll_strgetitem._always_inline_ = True


def ll_strgetitem_nonneg(s, i):
    return s[ll_index_nonneg(len(s), i)]


ll_strgetitem_nonneg._always_inline_ = True


def ll_join(sep, items, n):
    """`sep.join(lst)` for strings."""
    if n == 0:
        return malloc(STR, 0)
    if n == 1:
        return items[0]
    k = len(sep)
    total = 0
    i = 0
    while i < n:
        part = len(items[i]) + k
        if part > MAXINT - total:
            raise MEMORY_ERROR
        total += part
        i += 1
    r = malloc(STR, total - k)
    pos = 0
    i = 0
    while i < n:
        if i > 0:
            arraycopy(sep, r, 0, pos, k)
            pos += k
        item = items[i]
        arraycopy(item, r, 0, pos, len(item))
        pos += len(item)
        i += 1
    return r


def ll_join_chars(sep, items, n):
    """`sep.join(lst)` for chars."""
    if n == 0:
        return malloc(STR, 0)
    k = len(sep)
    r = malloc(STR, n + (n - 1) * k)
    pos = 0
    i = 0
    while i < n:
        if i > 0:
            arraycopy(sep, r, 0, pos, k)
            pos += k
        r[pos] = items[i]
        pos += 1
        i += 1
    return r


def ll_build(items):
    """The concatenation of an array of strings: an f-string or `%`."""
    return ll_join(malloc(STR, 0), items, len(items))


def ll_str_chars(s):
    """`list(s)`"""
    n = len(s)
    items = malloc(CHARS, n)
    i = 0
    while i < n:
        items[i] = s[i]
        i += 1
    return items


def ll_str_of_chars(items, n):
    r = malloc(STR, n)
    i = 0
    while i < n:
        r[i] = items[i]
        i += 1
    return r


def ll_bytes_of_ints(items, n):
    """`bytes(lst)`"""
    r = malloc(STR, n)
    i = 0
    while i < n:
        r[i] = ll_byte(items[i])
        i += 1
    return r


# ____________________________________________________________ chars and case


def ll_char_isspace(c):
    return c == " " or (c >= "\t" and c <= "\r")


def ll_char_isdigit(c):
    return c >= "0" and c <= "9"


def ll_char_isupper(c):
    return c >= "A" and c <= "Z"


def ll_char_islower(c):
    return c >= "a" and c <= "z"


def ll_char_isalpha(c):
    return ll_char_isupper(c) or ll_char_islower(c)


def ll_char_isalnum(c):
    return ll_char_isalpha(c) or ll_char_isdigit(c)


def ll_char_upper(c):
    if ll_char_islower(c):
        return cast_primitive(Char, ord(c) - 32)
    return c


def ll_char_lower(c):
    if ll_char_isupper(c):
        return cast_primitive(Char, ord(c) + 32)
    return c


def ll_all(s, predicate):
    """Whether the string is not empty and all its chars have the property."""
    n = len(s)
    i = 0
    while i < n:
        if not predicate(s[i]):
            return False
        i += 1
    return n > 0


def ll_isspace(s):
    return ll_all(s, ll_char_isspace)


def ll_isdigit(s):
    return ll_all(s, ll_char_isdigit)


def ll_isalpha(s):
    return ll_all(s, ll_char_isalpha)


def ll_isalnum(s):
    return ll_all(s, ll_char_isalnum)


def ll_isupper(s):
    return _has_case(s, ll_char_isupper, ll_char_islower)


def ll_islower(s):
    return _has_case(s, ll_char_islower, ll_char_isupper)


def _has_case(s, wanted, other):
    found = False
    i = 0
    while i < len(s):
        if other(s[i]):
            return False
        if wanted(s[i]):
            found = True
        i += 1
    return found


def ll_upper(s):
    return _map(s, ll_char_upper)


def ll_lower(s):
    return _map(s, ll_char_lower)


def _map(s, function):
    n = len(s)
    r = malloc(STR, n)
    i = 0
    while i < n:
        r[i] = function(s[i])
        i += 1
    return r


# ____________________________________________________________ repr

_HEX = "0123456789abcdef"


def ll_repr(s):
    """`repr` of a str: the printable characters of Latin-1 stand for themselves."""
    if not s:
        return llstr("None")
    return _repr(s, False)


def ll_repr_bytes(s):
    return _repr(s, True)


def ll_repr_char(c):
    return ll_repr(ll_chr2str(c))


def _repr(s, as_bytes):
    quote = "'"
    single = False
    double = False
    i = 0
    while i < len(s):
        if s[i] == "'":
            single = True
        elif s[i] == '"':
            double = True
        i += 1
    if single and not double:
        quote = '"'
    n = _put_repr(s, as_bytes, quote, nullptr(STR))
    r = malloc(STR, n)
    _put_repr(s, as_bytes, quote, r)
    return r


def _put_repr(s, as_bytes, quote, r):
    """Writes to `r` where there is one; gives the length."""
    n = 0
    if as_bytes:
        n = _put(r, n, "b")
    n = _put(r, n, quote)
    i = 0
    while i < len(s):
        c = s[i]
        i += 1
        if c == quote or c == "\\":
            n = _put(r, n, "\\")
            n = _put(r, n, c)
        elif c == "\n":
            n = _put(r, n, "\\")
            n = _put(r, n, "n")
        elif c == "\r":
            n = _put(r, n, "\\")
            n = _put(r, n, "r")
        elif c == "\t":
            n = _put(r, n, "\\")
            n = _put(r, n, "t")
        elif c < " " or c == "\x7f" or (c > "\x7f" and (as_bytes or c < "\xa1" or c == "\xad")):
            n = _put(r, n, "\\")
            n = _put(r, n, "x")
            n = _put(r, n, _HEX[ord(c) >> 4])
            n = _put(r, n, _HEX[ord(c) & 15])
        else:
            n = _put(r, n, c)
    return _put(r, n, quote)


def _put(r, n, c):
    if r:
        r[n] = c
    return n + 1


def ll_strbool(s):
    """The truth value of a str or None."""
    return bool(s) and len(s) != 0


def ll_char_to_int(c):
    return ord(c)


def ll_str_or_none(s, none):
    """`str(s)` of a str or None."""
    if not s:
        return none
    return s
