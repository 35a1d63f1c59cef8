"""Formatting of numbers and padding: what `str`, `repr`, `%`, f-strings and `format` need at run time. Format strings are
constant and read by the rtyper; here are the pieces."""

from rpython.lltype import STR, arraycopy, float_bits, malloc, hlstr, llstr

from . import rdtoa
from .rbuilder import ll_append, ll_append_char, ll_append_multiple_char, ll_build, ll_newbuilder
from .rintstr import ll_int2dec
from .rstr import ll_char_isdigit

# ____________________________________________________________ floats


def _is_finite(f):
    return f - f == 0.0


def _put_sign(b, f, sign):
    """`sign` is "-", "+" or " "."""
    if float_bits(f) < 0 and f == f:
        ll_append_char(b, "-")
    elif sign != "-":
        ll_append_char(b, sign)


def _put_special(b, f):
    if f == f:
        ll_append_char(b, "i")
        ll_append_char(b, "n")
        ll_append_char(b, "f")
    else:
        ll_append_char(b, "n")
        ll_append_char(b, "a")
        ll_append_char(b, "n")


def _put_digits(b, d, start, stop):
    """Digits `start` to `stop`, with zeros where there are none."""
    i = start
    while i < stop:
        if i >= 0 and i < d.count:
            ll_append_char(b, d.digits[i])
        else:
            ll_append_char(b, "0")
        i += 1


def _put_exponent(b, e):
    ll_append_char(b, "e")
    if e < 0:
        ll_append_char(b, "-")
        e = -e
    else:
        ll_append_char(b, "+")
    if e < 10:
        ll_append_char(b, "0")
    ll_append(b, ll_int2dec(e))


def ll_float_repr(f):
    """`repr(f)`, which is `str(f)`: the shortest digits that read back as `f`."""
    b = ll_newbuilder(24)
    _put_sign(b, f, "-")
    if not _is_finite(f):
        _put_special(b, f)
        return ll_build(b)
    d = rdtoa.decimal(f, rdtoa.SHORTEST, 0)
    point = d.point
    if d.count == 0:
        point = 1
    if point > -4 and point <= 16:
        if point <= 0:
            ll_append_char(b, "0")
        else:
            _put_digits(b, d, 0, point)
        ll_append_char(b, ".")
        if d.count <= point:
            ll_append_char(b, "0")
        else:
            _put_digits(b, d, point, d.count)
    else:
        _put_digits(b, d, 0, 1)
        if d.count > 1:
            ll_append_char(b, ".")
            _put_digits(b, d, 1, d.count)
        _put_exponent(b, point - 1)
    return ll_build(b)


def ll_float_fixed(f, precision, sign, alternate):
    """`%.Nf`"""
    b = ll_newbuilder(precision + 24)
    _put_sign(b, f, sign)
    if not _is_finite(f):
        _put_special(b, f)
        return ll_build(b)
    d = rdtoa.decimal(f, rdtoa.FIXED, precision)
    _put_fixed(b, d, precision, alternate)
    return ll_build(b)


def _put_fixed(b, d, precision, alternate):
    point = d.point
    if d.count == 0:
        point = 0
    if point <= 0:
        ll_append_char(b, "0")
    else:
        _put_digits(b, d, 0, point)
    if precision > 0 or alternate:
        ll_append_char(b, ".")
    _put_digits(b, d, point, point + precision)


def ll_float_exp(f, precision, sign, alternate):
    """`%.Ne`"""
    b = ll_newbuilder(precision + 16)
    _put_sign(b, f, sign)
    if not _is_finite(f):
        _put_special(b, f)
        return ll_build(b)
    d = rdtoa.decimal(f, rdtoa.SIGNIFICANT, precision + 1)
    _put_scientific(b, d, precision + 1, alternate)
    return ll_build(b)


def _put_scientific(b, d, count, alternate):
    _put_digits(b, d, 0, 1)
    if count > 1 or alternate:
        ll_append_char(b, ".")
    _put_digits(b, d, 1, count)
    _put_exponent(b, d.point - 1 if d.count > 0 else 0)


def ll_float_general(f, precision, sign, alternate):
    """`%.Ng`; `alternate` keeps trailing zeros."""
    if precision == 0:
        precision = 1
    b = ll_newbuilder(precision + 16)
    _put_sign(b, f, sign)
    if not _is_finite(f):
        _put_special(b, f)
        return ll_build(b)
    d = rdtoa.decimal(f, rdtoa.SIGNIFICANT, precision)
    point = 1 if d.count == 0 else d.point
    count = precision
    if not alternate:
        count = d.count
        while count > 1 and d.digits[count - 1] == "0":
            count -= 1
        if count == 0:
            count = 1
    if point > -4 and point <= precision:
        d.point = point
        after = count - point
        if after < 0:
            after = 0
        _put_general(b, d, point, after, alternate)
    else:
        _put_scientific(b, d, count, alternate)
    return ll_build(b)


def _put_general(b, d, point, after, alternate):
    if point <= 0:
        ll_append_char(b, "0")
    else:
        _put_digits(b, d, 0, point)
    if after > 0 or alternate:
        ll_append_char(b, ".")
    _put_digits(b, d, point, point + after)


def ll_float_default(f, precision, sign):
    """`format(f, ".N")`: as `g`, but fixed notation has a digit after the point."""
    s = ll_float_general(f, precision, sign, False)
    i = 0
    while i < len(s):
        c = s[i]
        if c == "." or c == "e" or c == "n":
            return s
        i += 1
    b = ll_newbuilder(len(s) + 2)
    ll_append(b, s)
    ll_append_char(b, ".")
    ll_append_char(b, "0")
    return ll_build(b)


def ll_float_percent(f, precision, sign, alternate):
    s = ll_float_fixed(f * 100.0, precision, sign, alternate)
    b = ll_newbuilder(len(s) + 1)
    ll_append(b, s)
    ll_append_char(b, "%")
    return ll_build(b)


# ____________________________________________________________ signs, digits and padding


def ll_sign(s, sign):
    """A number's text with "+" or " " where it has no sign."""
    if len(s) > 0 and s[0] == "-":
        return s
    r = malloc(STR, len(s) + 1)
    r[0] = sign
    arraycopy(s, r, 0, 1, len(s))
    return r


def _digits_start(s):
    """Where the digits of a number's text start: after its sign and its `0x`."""
    i = 0
    if i < len(s) and (s[i] == "-" or s[i] == "+" or s[i] == " "):
        i += 1
    if i + 1 < len(s) and s[i] == "0" and not ll_char_isdigit(s[i + 1]) and s[i + 1] != "." and s[i + 1] != "e":
        i += 2
    return i


def ll_min_digits(s, n):
    """`%.5d`: at least `n` digits."""
    start = _digits_start(s)
    missing = n - (len(s) - start)
    if missing <= 0:
        return s
    return _insert(s, start, missing, "0")


def _insert(s, at, n, c):
    r = malloc(STR, len(s) + n)
    arraycopy(s, r, 0, 0, at)
    i = 0
    while i < n:
        r[at + i] = c
        i += 1
    arraycopy(s, r, at, at + n, len(s) - at)
    return r


def ll_group(s, separator, every):
    """A separator between groups of digits before the point."""
    start = _digits_start(s)
    stop = start
    while stop < len(s) and s[stop] != "." and s[stop] != "e" and s[stop] != "%":
        stop += 1
    b = ll_newbuilder(len(s) + (stop - start) // every)
    i = 0
    while i < len(s):
        if i > start and i < stop and (stop - i) % every == 0:
            ll_append_char(b, separator)
        ll_append_char(b, s[i])
        i += 1
    return ll_build(b)


def ll_pad(s, width, fill, align):
    """To at least `width` characters. `align` is "<", ">", "^", or "=" for between sign and digits."""
    missing = width - len(s)
    if missing <= 0:
        return s
    if align == "<":
        return _insert(s, len(s), missing, fill)
    if align == ">":
        return _insert(s, 0, missing, fill)
    if align == "=":
        return _insert(s, _digits_start(s), missing, fill)
    left = missing >> 1
    b = ll_newbuilder(width)
    ll_append_multiple_char(b, fill, left)
    ll_append(b, s)
    ll_append_multiple_char(b, fill, missing - left)
    return ll_build(b)


def ll_truncate(s, n):
    """`%.5s`"""
    if len(s) <= n:
        return s
    r = malloc(STR, n)
    arraycopy(s, r, 0, 0, n)
    return r


def ll_formatd(f, code, precision, flags):
    """rlib's `formatd`: one of the codes `e E f F g G r`, a precision, and flags: 1 always a sign, 2 a `.0` if it would look like an
    int, 4 the alternate form."""
    if code == "E" or code == "F" or code == "G":
        return llstr(hlstr(ll_formatd(f, code.lower(), precision, flags)).upper())
    sign = "-"
    if flags & 1 != 0:
        sign = "+"
    alternate = flags & 4 != 0
    if code == "f":
        s = hlstr(ll_float_fixed(f, precision, sign, alternate))
    elif code == "e":
        s = hlstr(ll_float_exp(f, precision, sign, alternate))
    elif code == "g":
        s = hlstr(ll_float_general(f, precision, sign, alternate))
    else:
        s = hlstr(ll_float_repr(f))
        if s.endswith(".0"):
            s = s[: len(s) - 2]
        if flags & 1 != 0 and f >= 0.0:
            s = "+" + s
    if flags & 2 != 0 and _looks_like_int(s):
        s = s + ".0"
    return llstr(s)


def _looks_like_int(s):
    i = 0
    while i < len(s):
        c = s[i]
        if c != "+" and c != "-" and not ("0" <= c and c <= "9"):
            return False
        i += 1
    return True
