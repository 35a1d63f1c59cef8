"""The module _traceback: what the module traceback, which is in Python, is built on."""

from interp import tracebacks
from objects.exceptions import W_Traceback
from objects.module import make_module
from objects.space import space


def only(w_exception):
    """Without its traceback."""
    return space.newstr(tracebacks.description(space.as_exception(w_exception)))


def entries(w_traceback):
    """For each place: the text that is printed, file, line, function, and the source line."""
    entries_w = []
    w_entry = w_traceback
    while isinstance(w_entry, W_Traceback):
        code = w_entry.code.code
        line = code.line_of(w_entry.index)
        text = tracebacks.sources.line(code.co_filename, line).strip(" \t\x0c\r\n")
        values_w = [
            space.newstr(tracebacks.format_entry(w_entry)),
            space.newstr(code.co_filename),
            space.newint(line),
            space.newstr(code.co_name),
            space.newstr(text),
        ]
        entries_w.append(space.newtuple(values_w))
        w_entry = w_entry.w_next
    return space.newlist(entries_w)


def setup():
    return make_module("_traceback", [only, entries])
