"""Errors in the source text, with their place and how they are shown."""

from rpython.rlib.rutf8 import codepoints_in_utf8


class SourceError(Exception):
    """Lines count from 1; columns from 0 in bytes of UTF-8, -1 for none. `category` is the name of the exception's class.

    `at_end`: the text ended too early, and more of it might make it right.
    """

    def __init__(self, message, line, column, end_line, end_column):
        Exception.__init__(self, message)
        self.category = "SyntaxError"
        self.message = message
        self.line = line
        self.column = column
        self.end_line = end_line
        self.end_column = end_column
        self.filename = ""
        self.text = ""
        self.at_end = False

    def to(self, token):
        """The same error, up to the end of this token."""
        self.end_line = token.end_line
        self.end_column = token.end_column
        return self

    def complete(self, source, filename):
        """The line of the text is looked up when the error leaves the compiler."""
        self.filename = filename
        self.text = line_of(source, self.line)

    def offset(self):
        """As SyntaxError.offset: from 1, in characters."""
        return _offset(self.text, self.column)

    def end_offset(self):
        if self.end_line != self.line:
            return codepoints_in_utf8(self.text) + 1
        return _offset(self.text, self.end_column)

    def show(self):
        """What is printed for an error that nothing catches."""
        lines = ['  File "' + self.filename + '", line ' + str(self.line) + "\n"]
        stripped = self.text.lstrip(" \t\x0c")
        removed = len(self.text) - len(stripped)
        stripped = stripped.rstrip(" \t\x0c\n")
        if len(stripped) > 0 or self.column >= 0:
            lines.append("    " + stripped + "\n")
        start = self.offset() - removed
        if self.column >= 0 and start >= 1:
            end = self.end_offset() - removed
            limit = codepoints_in_utf8(stripped) + 1
            if end > limit:
                end = limit
            if end <= start:
                end = start + 1
            lines.append("    " + " " * (start - 1) + "^" * (end - start) + "\n")
        lines.append(self.category + ": " + self.message + "\n")
        return "".join(lines)


def _offset(text, column):
    if column < 0:
        return 0
    if column > len(text):
        return codepoints_in_utf8(text) + 1 + column - len(text)
    return codepoints_in_utf8(text, 0, column) + 1


def line_of(source, line):
    """The text of a line, without its end."""
    start = 0
    while line > 1:
        end = source.find("\n", start)
        if end < 0:
            return ""
        start = end + 1
        line -= 1
    end = source.find("\n", start)
    if end < 0:
        end = len(source)
    return source[start:end]
