"""Text of lists and dicts, whose items functions of the rtyper's make text of. A container that is None has the text of None."""

from rpython.lltype import llstr, malloc

from .rstr import STRINGS, ll_join, ll_strconcat


def _enclosed(opening, texts, n, closing):
    return ll_strconcat(ll_strconcat(llstr(opening), ll_join(llstr(", "), texts, n)), llstr(closing))


def ll_array_repr(items, n, convert):
    texts = malloc(STRINGS, n)
    i = 0
    while i < n:
        texts[i] = convert(items[i])
        i += 1
    return _enclosed("[", texts, n, "]")


def ll_fixed_list_repr(l, convert):
    """A list that is an array."""
    if not l:
        return llstr("None")
    return ll_array_repr(l, len(l), convert)


def ll_list_repr(l, convert):
    if not l:
        return llstr("None")
    return ll_array_repr(l.items, l.length, convert)


def ll_dict_repr(d, convert_key, convert_value):
    if not d:
        return llstr("None")
    texts = malloc(STRINGS, d.num_live)
    n = 0
    i = 0
    while i < d.num_used:
        if d.entries[i].valid:
            key = ll_strconcat(convert_key(d.entries[i].key), llstr(": "))
            texts[n] = ll_strconcat(key, convert_value(d.entries[i].value))
            n += 1
        i += 1
    return _enclosed("{", texts, n, "}")
