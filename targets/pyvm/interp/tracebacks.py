"""What is printed of an exception that nothing catches, as CPython 3.11 prints it."""

from rpython.rlib import rposix
from rpython.rlib.rutf8 import codepoints_in_utf8

from interp.carets import marks
from objects.base import OperationError
from objects.space import export, space


class Sources(object):
    """Lines of files. `texts` has the source of what was not read from a file."""

    def __init__(self):
        self.texts = {}

    def line(self, filename, number):
        """Without its end; empty if it is not known."""
        if filename not in self.texts:
            try:
                self.texts[filename] = rposix.read_file(filename)
            except OSError:
                self.texts[filename] = ""
        text = self.texts[filename]
        start = 0
        while number > 1:
            end = text.find("\n", start)
            if end < 0:
                return ""
            start = end + 1
            number -= 1
        end = text.find("\n", start)
        if end < 0:
            end = len(text)
        return text[start:end]


sources = Sources()


def format_entry(w_entry):
    code = w_entry.code.code
    position = code.position_of(w_entry.index)
    lines = ['  File "' + code.co_filename + '", line ' + str(position.line) + ", in " + code.co_name + "\n"]
    if code.co_filename.startswith("<") and code.co_filename not in sources.texts:
        return lines[0]
    text = sources.line(code.co_filename, position.line)
    stripped = text.strip(" \t\x0c\r\n")
    if len(stripped) > 0:
        lines.append("    " + stripped + "\n")
        marked = marks(position, text)
        if len(marked) > 0:
            lines.append("    " + marked + "\n")
    return "".join(lines)


def format_traceback(w_traceback):
    """Repeated lines of recursive functions are counted."""
    parts = []
    last = ""
    repeated = 0
    while w_traceback is not None:
        code = w_traceback.code.code
        key = code.co_filename + ":" + str(code.line_of(w_traceback.index)) + ":" + code.co_name
        if key == last:
            repeated += 1
        else:
            parts.append(repetition(repeated))
            last = key
            repeated = 1
        if repeated <= 3:
            parts.append(format_entry(w_traceback))
        w_traceback = w_traceback.w_next
    parts.append(repetition(repeated))
    return "".join(parts)


def repetition(repeated):
    if repeated <= 3:
        return ""
    more = repeated - 3
    return "  [Previous line repeated " + str(more) + " more time" + ("s" if more > 1 else "") + "]\n"


def exception_line(w_exception):
    w_type = w_exception.getclass()
    name = w_type.qualname
    if w_type.module != "builtins" and w_type.module != "__main__":
        name = w_type.module + "." + name
    try:
        text = w_exception.str()
    except OperationError:
        text = "<exception str() failed>"
    if len(text) == 0:
        return name + "\n"
    return name + ": " + text + "\n"


def syntax_lines(w_exception):
    """The place of a SyntaxError."""
    w_line = w_exception.getdictvalue("lineno")
    w_file = w_exception.getdictvalue("filename")
    if w_line is None or w_line is space.w_None or w_file is None:
        return ""
    lines = ['  File "' + w_file.str() + '", line ' + w_line.str() + "\n"]
    w_text = w_exception.getdictvalue("text")
    if isinstance(w_text, space.W_Str):
        text = w_text.text
        stripped = text.lstrip(" \t\x0c")
        removed = codepoints_in_utf8(text) - codepoints_in_utf8(stripped)
        stripped = stripped.rstrip(" \t\x0c\r\n")
        lines.append("    " + stripped + "\n")
        w_offset = w_exception.getdictvalue("offset")
        if isinstance(w_offset, space.W_Int):
            start = w_offset.intval - removed
            end = start + 1
            w_end = w_exception.getdictvalue("end_offset")
            if isinstance(w_end, space.W_Int):
                end = w_end.intval - removed
                if w_exception.getdictvalue("end_lineno").int_w() != w_line.int_w():
                    end = codepoints_in_utf8(stripped) + 1
            limit = codepoints_in_utf8(stripped) + 1
            if end > limit:
                end = limit
            if end <= start:
                end = start + 1
            if start >= 1:
                lines.append("    " + " " * (start - 1) + "^" * (end - start) + "\n")
    return "".join(lines)


@export
def format_exception(w_exception):
    """With those that it was raised because of."""
    parts = []
    if w_exception.w_cause is not None:
        parts.append(format_exception(w_exception.w_cause))
        parts.append("\nThe above exception was the direct cause of the following exception:\n\n")
    elif w_exception.w_context is not None and not w_exception.suppress_context:
        parts.append(format_exception(w_exception.w_context))
        parts.append("\nDuring handling of the above exception, another exception occurred:\n\n")
    parts.append(format_single(w_exception))
    return "".join(parts)


@export
def format_single(w_exception):
    """Without those."""
    if w_exception.w_traceback is None:
        return description(w_exception)
    return "Traceback (most recent call last):\n" + format_traceback(w_exception.w_traceback) + description(w_exception)


def description(w_exception):
    """Without its traceback, too."""
    parts = []
    if w_exception.getclass().issubtype(space.w_SyntaxError):
        parts.append(syntax_lines(w_exception))
        w_message = w_exception.getdictvalue("msg")
        parts.append(w_exception.getclass().name + ": " + ("None" if w_message is None else w_message.str()) + "\n")
    else:
        parts.append(exception_line(w_exception))
    w_notes = w_exception.getdictvalue("__notes__")
    if w_notes is not None:
        for w_note in space.items_of(w_notes):
            parts.append(w_note.str() + "\n")
    return "".join(parts)
