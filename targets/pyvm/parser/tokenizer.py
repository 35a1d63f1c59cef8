"""Source text to tokens: layout, names, numbers, strings, operators. Literals are found here and given values elsewhere."""

from parser import tokens
from parser.errors import SourceError
from parser.identifiers import check_identifier
from parser.numbers import NumberError, scan_number
from parser.tokens import Token

MAX_PARENTHESES = 200
MAX_INDENTS = 100
TAB = 8

# What a character may begin.
OTHER = 0
LETTER = 1
DIGIT = 2
QUOTE = 3
CLASSES = [OTHER] * 256
for _c in range(256):
    if chr(_c).isalpha() and _c < 128 or _c == ord("_") or _c >= 128:
        CLASSES[_c] = LETTER
    elif _c < 128 and chr(_c).isdigit():
        CLASSES[_c] = DIGIT
    elif chr(_c) in "'\"":
        CLASSES[_c] = QUOTE


class Tokenizer:
    """Reads `source` (UTF-8, lines end in "\\n") from `start` to `end`. What is wrong becomes an ERROR token, the last one."""

    def __init__(self, source, start, end, line, column):
        self.source = source
        self.pos = start
        self.end = end
        self.line = line
        self.line_start = start - column
        self.tokens = []
        self.error = None
        self.indents = [0]
        self.alternatives = [0]  # the same with a tab of 1: where both disagree, tabs and spaces are mixed
        self.open_kinds = []
        self.open_lines = []
        self.open_columns = []

    def module(self):
        """The tokens of a whole text."""
        try:
            self._lines()
        except SourceError as e:
            self._stop(e)
        return self.tokens

    def expression(self):
        """The tokens of an expression inside parentheses that the caller knows of: layout means nothing."""
        try:
            while self._skip_space(True):
                self._token()
        except SourceError as e:
            self._stop(e)
        self._layout(tokens.ENDMARKER)
        return self.tokens

    def _stop(self, error):
        self.error = error
        self._layout(tokens.ERROR)

    def _fail(self, message, start, end):
        """The error between these positions of the present line."""
        return SourceError(message, self.line, start - self.line_start, self.line, end - self.line_start)

    def _layout(self, kind):
        column = self.pos - self.line_start
        self.tokens.append(Token(kind, "", self.pos, self.line, column, self.line, column))

    def _lines(self):
        source = self.source
        while True:
            if len(self.open_kinds) == 0 and not self._indentation():
                break
            line_has_tokens = False
            while self._skip_space(len(self.open_kinds) > 0):
                self._token()
                line_has_tokens = True
            if self.pos >= self.end and len(self.open_kinds) > 0:
                raise self._never_closed()
            if line_has_tokens:
                self._newline()
            if self.pos < self.end:
                assert source[self.pos] == "\n"
                self.pos += 1
                self.line += 1
                self.line_start = self.pos
        if self.pos == self.line_start:
            # The end is said to be on the last line, after its text.
            self.line -= 1
            if self.pos > 0:
                self.pos -= 1
                self.line_start = source.rfind("\n", 0, self.pos) + 1
        for i in range(len(self.indents) - 1):
            self._layout(tokens.DEDENT)
        self._layout(tokens.ENDMARKER)

    def _newline(self):
        column = self.pos - self.line_start
        self.tokens.append(Token(tokens.NEWLINE, "", self.pos, self.line, column, self.line, column))

    def _never_closed(self):
        last = len(self.open_kinds) - 1
        column = self.open_columns[last]
        line = self.open_lines[last]
        e = SourceError("'%s' was never closed" % tokens.KIND_NAMES[self.open_kinds[last]], line, column, line, column + 1)
        e.at_end = True
        return e

    def _indentation(self):
        """Goes to the next line with tokens, and gives INDENT and DEDENT. False at the end."""
        source = self.source
        while True:
            column = 0
            alternative = 0
            while self.pos < self.end:
                c = source[self.pos]
                if c == " ":
                    column += 1
                    alternative += 1
                elif c == "\t":
                    column = (column // TAB + 1) * TAB
                    alternative += 1
                elif c == "\x0c":
                    column = 0
                    alternative = 0
                elif c == "\\" and self.pos + 1 < self.end and source[self.pos + 1] == "\n":
                    self.pos += 2
                    self.line += 1
                    self.line_start = self.pos
                    continue
                else:
                    break
                self.pos += 1
            if self.pos >= self.end:
                return False
            c = source[self.pos]
            if c == "#":
                self._skip_comment()
            if self.pos >= self.end:
                return False
            if source[self.pos] != "\n":
                break
            self.pos += 1
            self.line += 1
            self.line_start = self.pos
        self._indent_to(column, alternative)
        return True

    def _indent_to(self, column, alternative):
        top = len(self.indents) - 1
        if column == self.indents[top]:
            if alternative != self.alternatives[top]:
                raise self._mixed_tabs()
        elif column > self.indents[top]:
            if len(self.indents) >= MAX_INDENTS:
                e = self._fail("too many levels of indentation", self.pos, self.pos)
                e.category = "IndentationError"
                raise e
            if alternative <= self.alternatives[top]:
                raise self._mixed_tabs()
            self.indents.append(column)
            self.alternatives.append(alternative)
            self.tokens.append(
                Token(tokens.INDENT, "", self.pos, self.line, 0, self.line, self.pos - self.line_start)
            )
        else:
            while column < self.indents[top]:
                top -= 1
            if column != self.indents[top]:
                end = self._end_of_line()
                e = self._fail("unindent does not match any outer indentation level", end, end)
                e.category = "IndentationError"
                raise e
            if alternative != self.alternatives[top]:
                raise self._mixed_tabs()
            while len(self.indents) > top + 1:
                self.indents.pop()
                self.alternatives.pop()
                self._layout(tokens.DEDENT)

    def _mixed_tabs(self):
        e = self._fail("inconsistent use of tabs and spaces in indentation", self.line_start, self._end_of_line())
        e.category = "TabError"
        return e

    def _end_of_line(self):
        end = self.source.find("\n", self.pos)
        return self.end if end < 0 or end > self.end else end

    def _skip_comment(self):
        source = self.source
        while self.pos < self.end and source[self.pos] != "\n":
            self.pos += 1

    def _skip_space(self, over_lines):
        """True if there is another token; False at the end of the line or of the text."""
        source = self.source
        while self.pos < self.end:
            c = source[self.pos]
            if c == " " or c == "\t" or c == "\x0c":
                self.pos += 1
            elif c == "#":
                self._skip_comment()
            elif c == "\n":
                if not over_lines:
                    return False
                self.pos += 1
                self.line += 1
                self.line_start = self.pos
            elif c == "\\":
                if self.pos + 1 >= self.end:
                    e = self._fail("unexpected EOF while parsing", self.pos + 1, self.pos + 1)
                    e.at_end = True
                    raise e
                if source[self.pos + 1] != "\n":
                    raise self._fail("unexpected character after line continuation character", self.pos + 1, self.pos + 2)
                if self.pos + 2 >= self.end:
                    e = self._fail("unexpected EOF while parsing", self.pos + 1, self.pos + 1)
                    e.at_end = True
                    raise e
                self.pos += 2
                self.line += 1
                self.line_start = self.pos
            else:
                return True
        return False

    def _token(self):
        """The next token, which begins here. Afterwards the position is after it."""
        what = CLASSES[ord(self.source[self.pos])]
        if what == LETTER:
            self._name()
        elif what == DIGIT:
            self._number()
        elif what == QUOTE:
            self._string(self.pos)
        else:
            self._operator()

    def _add(self, kind, text, start):
        line = self.line
        offset = self.line_start
        self.tokens.append(Token(kind, text, start, line, start - offset, line, self.pos - offset))

    def _name(self):
        source = self.source
        start = self.pos
        pos = start
        ascii = True
        while pos < self.end:
            c = ord(source[pos])
            what = CLASSES[c]
            if what != LETTER and what != DIGIT:
                break
            if c >= 128:
                ascii = False
            pos += 1
        self.pos = pos
        if pos < self.end and CLASSES[ord(source[pos])] == QUOTE and is_string_prefix(source, start, pos):
            self._string(start)
            return
        text = source[start:pos]
        if not ascii:
            wrong = check_identifier(text)
            if wrong.position >= 0:
                at = start + wrong.position
                raise self._fail(wrong.message, at, at + 1)
            self._add(tokens.NAME, wrong.name, start)
            return
        self._add(tokens.KEYWORDS.get(text, tokens.NAME), text, start)

    def _number(self):
        start = self.pos
        try:
            self.pos = scan_number(self.source, start, self.end)
        except NumberError as e:
            raise self._fail(e.message, e.start, e.end)
        self._add(tokens.NUMBER, self.source[start : self.pos], start)

    def _string(self, start):
        """A string whose prefix begins at `start` and whose quote is here."""
        source = self.source
        line = self.line
        column = start - self.line_start
        quote = source[self.pos]
        pos = self.pos + 1
        triple = False
        if pos + 1 < self.end and source[pos] == quote and source[pos + 1] == quote:
            triple = True
            pos += 2
        while True:
            if pos >= self.end:
                if triple:
                    e = SourceError(
                        "unterminated triple-quoted string literal (detected at line %d)" % self._last_line(),
                        line, column, line, column + 1,
                    )  # fmt: skip
                    e.at_end = True
                    raise e
                raise self._unterminated(line, column)
            c = source[pos]
            if c == quote:
                if not triple:
                    pos += 1
                    break
                if pos + 2 < self.end and source[pos + 1] == quote and source[pos + 2] == quote:
                    pos += 3
                    break
            elif c == "\n":
                if not triple:
                    raise self._unterminated(line, column)
                self.line += 1
                self.line_start = pos + 1
            elif c == "\\":
                pos += 1
                if pos < self.end and source[pos] == "\n":
                    self.line += 1
                    self.line_start = pos + 1
            pos += 1
        self.pos = pos
        text = source[start:pos]
        self.tokens.append(Token(tokens.STRING, text, start, line, column, self.line, pos - self.line_start))

    def _last_line(self):
        """The line on which the text ends."""
        line = self.line
        if self.end > 0 and self.source[self.end - 1] == "\n":
            line -= 1
        return line

    def _unterminated(self, line, column):
        message = "unterminated string literal (detected at line %d)" % self.line
        return SourceError(message, line, column, line, column + 1)

    def _operator(self):
        source = self.source
        start = self.pos
        c = source[start]
        kind = tokens.FIRST[ord(c)]
        pos = start + 1
        if c == ".":
            if pos < self.end and CLASSES[ord(source[pos])] == DIGIT:
                self._number()
                return
            if pos + 1 < self.end and source[pos] == "." and source[pos + 1] == ".":
                kind = tokens.ELLIPSIS
                pos += 2
        elif kind == tokens.ERROR:
            if ord(c) < 32 or ord(c) == 127:
                raise self._fail("invalid non-printable character U+00" + hex_byte(ord(c)), start, start + 1)
            kind = tokens.UNKNOWN
        else:
            while pos < self.end:
                longer = tokens.LONGER.get(kind * 256 + ord(source[pos]), -1)
                if longer < 0:
                    break
                kind = longer
                pos += 1
            if kind == tokens.EXCLAMATION:
                kind = tokens.UNKNOWN
        if kind >= tokens.LPAR and kind <= tokens.RBRACE:
            if kind == tokens.LPAR or kind == tokens.LSQB or kind == tokens.LBRACE:
                self._open(kind)
            else:
                self._close(kind)
        self.pos = pos
        self._add(kind, "", start)

    def _open(self, kind):
        if len(self.open_kinds) >= MAX_PARENTHESES:
            raise self._fail("too many nested parentheses", self.pos, self.pos + 1)
        self.open_kinds.append(kind)
        self.open_lines.append(self.line)
        self.open_columns.append(self.pos - self.line_start)

    def _close(self, kind):
        name = tokens.KIND_NAMES[kind]
        if len(self.open_kinds) == 0:
            raise self._fail("unmatched '" + name + "'", self.pos, self.pos + 1)
        opened = self.open_kinds.pop()
        line = self.open_lines.pop()
        self.open_columns.pop()
        if opened != kind - 1:
            message = "closing parenthesis '%s' does not match opening parenthesis '%s'" % (name, tokens.KIND_NAMES[opened])
            if line != self.line:
                message += " on line %d" % line
            raise self._fail(message, self.pos, self.pos + 1)


def hex_byte(value):
    digits = "0123456789ABCDEF"
    return digits[value >> 4 & 15] + digits[value & 15]


def is_string_prefix(source, start, end):
    """Whether the name before a quote is one of the prefixes of strings, in any case."""
    if end - start > 2:
        return False
    text = source[start:end].lower()
    return text == "r" or text == "b" or text == "u" or text == "f" or text == "br" or text == "rb" or text == "fr" or text == "rf"
