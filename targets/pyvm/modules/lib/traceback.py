"""Exceptions as text, as the VM prints those that nothing catches."""

import sys
from _traceback import entries as _entries
from _traceback import only as _only

__all__ = ["extract_tb", "format_exception", "format_exception_only", "format_exc", "format_list", "format_tb", "print_exc", "print_exception",
           "print_list", "print_tb", "FrameSummary", "StackSummary"]

_missing = object()


class FrameSummary:
    """A place that an exception came through. It is also a tuple of file, line, function, source line."""

    def __init__(self, filename, lineno, name, line="", text=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self.line = line
        self._text = text

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __getitem__(self, i):
        return (self.filename, self.lineno, self.name, self.line)[i]

    def __len__(self):
        return 4

    def __eq__(self, other):
        return tuple(self) == tuple(other) if isinstance(other, (FrameSummary, tuple)) else NotImplemented

    def __repr__(self):
        return "<FrameSummary file {}, line {} in {}>".format(self.filename, self.lineno, self.name)

    def _shown(self):
        if self._text is not None:
            return self._text
        text = '  File "{}", line {}, in {}\n'.format(self.filename, self.lineno, self.name)
        return text + "    " + self.line.strip() + "\n" if self.line else text


class StackSummary(list):
    def format(self):
        """Repeated lines of recursive functions are counted."""
        shown, last, repeated = [], None, 0
        for frame in self:
            place = frame.filename, frame.lineno, frame.name
            if place == last:
                repeated += 1
            else:
                shown += _repetition(repeated)
                last, repeated = place, 1
            if repeated <= 3:
                shown.append(frame._shown())
        return shown + _repetition(repeated)


def _repetition(repeated):
    if repeated <= 3:
        return []
    return ["  [Previous line repeated %d more time%s]\n" % (repeated - 3, "s" if repeated > 4 else "")]


def _limited(items, limit):
    if limit is None:
        return items
    return items[:limit] if limit >= 0 else items[limit:]


def extract_tb(tb, limit=None):
    return StackSummary(_limited([FrameSummary(*entry[1:], text=entry[0]) for entry in _entries(tb)], limit))


def format_list(extracted_list):
    return StackSummary([frame if isinstance(frame, FrameSummary) else FrameSummary(*frame) for frame in extracted_list]).format()


def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()


def _value_of(exc, value):
    """Functions take an exception, or its type, itself and its traceback."""
    return exc if value is _missing else value


def format_exception(exc, /, value=_missing, tb=_missing, limit=None, chain=True):
    value = _value_of(exc, value)
    if value is None:
        return ["NoneType: None\n"]
    parts = []
    if chain and value.__cause__ is not None:
        parts += format_exception(value.__cause__, limit=limit)
        parts.append("\nThe above exception was the direct cause of the following exception:\n\n")
    elif chain and value.__context__ is not None and not value.__suppress_context__:
        parts += format_exception(value.__context__, limit=limit)
        parts.append("\nDuring handling of the above exception, another exception occurred:\n\n")
    tb = value.__traceback__ if tb is _missing else tb
    if tb is not None:
        parts.append("Traceback (most recent call last):\n")
        parts += format_tb(tb, limit)
    return parts + format_exception_only(value)


def format_exception_only(exc, /, value=_missing):
    value = _value_of(exc, value)
    if value is None:
        return ["NoneType: None\n"]
    text = _only(value)
    if isinstance(value, SyntaxError):
        return [line + "\n" for line in text.split("\n")[:-1]]
    notes = [str(note) + "\n" for note in getattr(value, "__notes__", ())]
    return [text[: len(text) - len("".join(notes))]] + notes


def print_exception(exc, /, value=_missing, tb=_missing, limit=None, file=None, chain=True):
    print("".join(format_exception(exc, value, tb, limit, chain)), file=sys.stderr if file is None else file, end="")


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exc_info()[1], limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    print_exception(sys.exc_info()[1], limit=limit, file=file, chain=chain)


def print_tb(tb, limit=None, file=None):
    print("".join(format_tb(tb, limit)), file=sys.stderr if file is None else file, end="")


def print_list(extracted_list, file=None):
    print("".join(format_list(extracted_list)), file=sys.stderr if file is None else file, end="")
