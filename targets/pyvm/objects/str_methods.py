"""The methods of strings. `text` is UTF-8; positions that the interpreted program sees are numbers of code points."""

from rpython.rlib import rstring
from rpython.rlib.rstring import StringBuilder
from rpython.rlib.rutf8 import codepoint_at_pos, codepoints_in_utf8, unichr_as_utf8

from objects.base import OperationError, type_error, value_error
from objects.space import space
from objects.str_parts import all_are, cased, interleave, is_identifier, lower, split_at_spaces, split_lines, strip_by, upper
from objects.unicode import is_alnum, is_alpha, is_decimal, is_digit, is_lower, is_numeric, is_printable, is_space, is_upper, title_text


class StrMethods(object):
    _mixin_ = True

    # ---- case

    def m_lower(self):
        return space.newstr(lower(self.text))

    def m_upper(self):
        return space.newstr(upper(self.text))

    def m_casefold(self):
        return space.newstr(lower(self.text).replace("\xc3\x9f", "ss"))

    def m_swapcase(self):
        builder = StringBuilder(len(self.text))
        for part in space.codepoints(self.text):
            code = codepoint_at_pos(part, 0)
            builder.append(lower(part) if is_upper(code) else upper(part))
        return space.newstr(builder.build())

    def m_capitalize(self):
        parts = space.codepoints(self.text)
        if len(parts) == 0:
            return space.newstr("")
        return space.newstr(title_text(codepoint_at_pos(parts[0], 0)) + lower(self.text[len(parts[0]) :]))

    def m_title(self):
        builder = StringBuilder(len(self.text))
        inside = False
        for part in space.codepoints(self.text):
            code = codepoint_at_pos(part, 0)
            if is_lower(code) or is_upper(code):
                builder.append(lower(part) if inside else title_text(code))
                inside = True
            else:
                builder.append(part)
                inside = False
        return space.newstr(builder.build())

    # ---- tests

    def m_isalpha(self):
        return all_are(self.text, is_alpha)

    def m_isdigit(self):
        return all_are(self.text, is_digit)

    def m_isdecimal(self):
        return all_are(self.text, is_decimal)

    def m_isnumeric(self):
        return all_are(self.text, is_numeric)

    def m_isalnum(self):
        return all_are(self.text, is_alnum)

    def m_isspace(self):
        return all_are(self.text, is_space)

    def m_isprintable(self):
        return space.newbool(len(self.text) == 0 or all_are(self.text, is_printable) is space.w_True)

    def m_isascii(self):
        return space.newbool(self.is_ascii())

    def m_isidentifier(self):
        return space.newbool(is_identifier(self.text))

    def m_islower(self):
        return cased(self.text, is_lower, is_upper)

    def m_isupper(self):
        return cased(self.text, is_upper, is_lower)

    def m_istitle(self):
        found = False
        inside = False
        for part in space.codepoints(self.text):
            code = codepoint_at_pos(part, 0)
            if is_upper(code):
                if inside:
                    return space.w_False
                inside = True
                found = True
            elif is_lower(code):
                if not inside:
                    return space.w_False
                found = True
            else:
                inside = False
        return space.newbool(found)

    # ---- search

    def search_range(self, w_start, w_stop):
        """Bytes between which a search looks; a start of -1 beyond the end."""
        length = self.length()
        start, stop = space.find_range(length, w_start, w_stop)
        if start > length or start > stop:
            return -1, 0
        return self.byte_at(start), self.byte_at(stop)

    def m_find(self, w_sub, w_start=None, w_stop=None):
        start, stop = self.search_range(w_start, w_stop)
        sub = needle(w_sub)
        if start < 0:
            return space.newint(-1)
        position = self.text.find(sub, start, stop)
        if position < 0:
            return space.newint(-1)
        return space.newint(self.index_at(position))

    def m_rfind(self, w_sub, w_start=None, w_stop=None):
        start, stop = self.search_range(w_start, w_stop)
        sub = needle(w_sub)
        if start < 0:
            return space.newint(-1)
        position = self.text.rfind(sub, start, stop)
        if position < 0:
            return space.newint(-1)
        return space.newint(self.index_at(position))

    def m_index(self, w_sub, w_start=None, w_stop=None):
        w_result = self.m_find(w_sub, w_start, w_stop)
        if w_result.int_w() < 0:
            raise value_error("substring not found")
        return w_result

    def m_rindex(self, w_sub, w_start=None, w_stop=None):
        w_result = self.m_rfind(w_sub, w_start, w_stop)
        if w_result.int_w() < 0:
            raise value_error("substring not found")
        return w_result

    def m_count(self, w_sub, w_start=None, w_stop=None):
        start, stop = self.search_range(w_start, w_stop)
        sub = needle(w_sub)
        if start < 0:
            return space.newint(0)
        if len(sub) == 0:
            return space.newint(codepoints_in_utf8(self.text, start, stop) + 1)
        n = 0
        while True:
            position = self.text.find(sub, start, stop)
            if position < 0:
                return space.newint(n)
            n += 1
            start = position + len(sub)

    def m_startswith(self, w_prefix, w_start=None, w_stop=None):
        start, stop = self.search_range(w_start, w_stop)
        if isinstance(w_prefix, space.W_Tuple):
            for w_one in w_prefix.items_w:
                if start >= 0 and rstring.startswith(self.text, needle(w_one), start, stop):
                    return space.w_True
            return space.w_False
        if not isinstance(w_prefix, space.W_Str):
            raise type_error("startswith first arg must be str or a tuple of str, not " + w_prefix.type_name())
        return space.newbool(start >= 0 and rstring.startswith(self.text, w_prefix.text, start, stop))

    def m_endswith(self, w_suffix, w_start=None, w_stop=None):
        start, stop = self.search_range(w_start, w_stop)
        if isinstance(w_suffix, space.W_Tuple):
            for w_one in w_suffix.items_w:
                if start >= 0 and rstring.endswith(self.text, needle(w_one), start, stop):
                    return space.w_True
            return space.w_False
        if not isinstance(w_suffix, space.W_Str):
            raise type_error("endswith first arg must be str or a tuple of str, not " + w_suffix.type_name())
        return space.newbool(start >= 0 and rstring.endswith(self.text, w_suffix.text, start, stop))

    # ---- parts

    def m_split(self, w_sep=None, w_maxsplit=None):
        limit = -1 if w_maxsplit is None else w_maxsplit.int_w()
        if w_sep is None or w_sep is space.w_None:
            return space.newstr_list(split_at_spaces(self.text, limit))
        sep = split_separator(w_sep)
        return space.newstr_list(rstring.split(self.text, sep, limit))

    def m_rsplit(self, w_sep=None, w_maxsplit=None):
        limit = -1 if w_maxsplit is None else w_maxsplit.int_w()
        if w_sep is None or w_sep is space.w_None:
            return space.newstr_list(rstring.rsplit(self.text, None, limit))
        sep = split_separator(w_sep)
        return space.newstr_list(rstring.rsplit(self.text, sep, limit))

    def m_splitlines(self, w_keepends=None):
        keep = w_keepends is not None and w_keepends.is_true()
        return space.newstr_list(split_lines(self.text, keep))

    def m_partition(self, w_sep):
        sep = separator(w_sep)
        position = self.text.find(sep)
        if position < 0:
            return text_tuple(self.text, "", "")
        return text_tuple(self.text[:position], sep, self.text[position + len(sep) :])

    def m_rpartition(self, w_sep):
        sep = separator(w_sep)
        position = self.text.rfind(sep)
        if position < 0:
            return text_tuple("", "", self.text)
        return text_tuple(self.text[:position], sep, self.text[position + len(sep) :])

    def m_join(self, w_items):
        items_w = space.items_of_or(w_items, "can only join an iterable")
        texts = [""] * len(items_w)
        for i in range(len(items_w)):
            w_item = items_w[i]
            if not isinstance(w_item, space.W_Str):
                raise type_error("sequence item " + str(i) + ": expected str instance, " + w_item.type_name() + " found")
            texts[i] = w_item.text
        return space.newstr(self.text.join(texts))

    def m_replace(self, w_old, w_new, w_count=None):
        limit = -1 if w_count is None else w_count.int_w()
        old = needle(w_old)
        new = needle(w_new)
        if len(old) == 0:
            return space.newstr(interleave(self.text, new, limit))
        if limit < 0:
            return space.newstr(self.text.replace(old, new))
        return space.newstr(rstring.replace(self.text, old, new, limit))

    def unless_same(self, text):
        """A str of a part of its text: the object itself if that is all."""
        if len(text) == len(self.text) and self.getclass() is space.w_str:
            return self
        return space.newstr(text)

    def m_strip(self, w_chars=None):
        return self.unless_same(strip_by(self.text, w_chars, "strip", True, True))

    def m_lstrip(self, w_chars=None):
        return self.unless_same(strip_by(self.text, w_chars, "lstrip", True, False))

    def m_rstrip(self, w_chars=None):
        return self.unless_same(strip_by(self.text, w_chars, "rstrip", False, True))

    def m_removeprefix(self, w_prefix):
        prefix = needle(w_prefix)
        if rstring.startswith(self.text, prefix):
            return space.newstr(self.text[len(prefix) :])
        return space.newstr(self.text)

    def m_removesuffix(self, w_suffix):
        suffix = needle(w_suffix)
        if rstring.endswith(self.text, suffix) and len(suffix) > 0:
            return space.newstr(self.text[: len(self.text) - len(suffix)])
        return space.newstr(self.text)

    # ---- layout

    def m_center(self, w_width, w_fill=None):
        missing = w_width.int_w() - self.length()
        if missing <= 0:
            return space.newstr(self.text)
        left = missing // 2 + (missing & w_width.int_w() & 1)
        fill = fill_of(w_fill)
        return space.newstr(fill * left + self.text + fill * (missing - left))

    def m_ljust(self, w_width, w_fill=None):
        missing = w_width.int_w() - self.length()
        fill = fill_of(w_fill)
        return space.newstr(self.text + fill * missing if missing > 0 else self.text)

    def m_rjust(self, w_width, w_fill=None):
        missing = w_width.int_w() - self.length()
        fill = fill_of(w_fill)
        return space.newstr(fill * missing + self.text if missing > 0 else self.text)

    def m_zfill(self, w_width):
        missing = w_width.int_w() - self.length()
        if missing <= 0:
            return space.newstr(self.text)
        zeros = "0" * missing
        if len(self.text) > 0 and (self.text[0] == "-" or self.text[0] == "+"):
            return space.newstr(self.text[:1] + zeros + self.text[1:])
        return space.newstr(zeros + self.text)

    def m_expandtabs(self, w_tabsize=None):
        size = 8 if w_tabsize is None else w_tabsize.int_w()
        builder = StringBuilder(len(self.text))
        column = 0
        for part in space.codepoints(self.text):
            if part == "\t":
                if size > 0:
                    n = size - column % size
                    builder.append(" " * n)
                    column += n
            else:
                builder.append(part)
                column += 1
                if part == "\n" or part == "\r":
                    column = 0
        return space.newstr(builder.build())

    # ---- conversions

    def m_encode(self, w_encoding=None, w_errors=None):
        encoding = "utf-8" if w_encoding is None else w_encoding.text_w()
        errors = "strict" if w_errors is None else w_errors.text_w()
        return space.newbytes(space.encode(self.text, encoding, errors))

    def m_translate(self, w_table):
        builder = StringBuilder(len(self.text))
        for part in space.codepoints(self.text):
            w_code = space.newint(codepoint_at_pos(part, 0))
            try:
                w_new = w_table.getitem(w_code)
            except OperationError as e:
                if not e.match(space.w_LookupError):
                    raise
                builder.append(part)
                continue
            if isinstance(w_new, space.W_Str):
                builder.append(w_new.text)
            elif isinstance(w_new, space.W_AbstractInt):
                builder.append(unichr_as_utf8(w_new.int_w()))
            elif w_new is not space.w_None:
                raise type_error("character mapping must return integer, None or str")
        return space.newstr(builder.build())

    def m_format(self, args):
        return space.newstr(space.format_method(self.text, args, None))

    def m_format_map(self, w_mapping):
        return space.newstr(space.format_method(self.text, space.Arguments([]), w_mapping))

    def m___getnewargs__(self):
        return space.newtuple([space.newstr(self.text)])


def needle(w_sub):
    if not isinstance(w_sub, space.W_Str):
        raise type_error("must be str, not " + w_sub.type_name())
    return w_sub.text


def separator(w_sep):
    sep = needle(w_sep)
    if len(sep) == 0:
        raise value_error("empty separator")
    return sep


def split_separator(w_sep):
    if not isinstance(w_sep, space.W_Str):
        raise type_error("must be str or None, not " + w_sep.type_name())
    return separator(w_sep)


def fill_of(w_fill):
    if w_fill is None:
        return " "
    if not isinstance(w_fill, space.W_Str):
        raise type_error("The fill character must be a unicode character, not " + w_fill.type_name())
    if w_fill.length() != 1:
        raise type_error("The fill character must be exactly one character long")
    return w_fill.text


def text_tuple(a, b, c):
    return space.newtuple([space.newstr(a), space.newstr(b), space.newstr(c)])
