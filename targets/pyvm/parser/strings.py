"""String literals: prefixes, adjacent literals, f-strings with their fields."""

from compiler.consts import ConstBytes, ConstStr
from parser import ast
from parser.errors import SourceError
from parser.escapes import EscapeError, decode_escapes

MAX_NESTING = 2


class StringReader:
    """Makes one node of adjacent literals. `parser` reads the expressions of f-strings."""

    def __init__(self, parser):
        self.parser = parser
        self.source = parser.source

    def read(self, parts, span):
        texts = []
        bytes_count = 0
        has_fields = False
        pieces = FieldList(span)
        for tok in parts:
            prefix_end = 0
            raw = False
            formatted = False
            is_bytes = False
            text = tok.text
            while text[prefix_end] != "'" and text[prefix_end] != '"':
                c = text[prefix_end]
                if c == "r" or c == "R":
                    raw = True
                elif c == "b" or c == "B":
                    is_bytes = True
                elif c == "f" or c == "F":
                    formatted = True
                prefix_end += 1
            quotes = 1
            if len(text) >= prefix_end + 6 and text[prefix_end + 1] == text[prefix_end] and text[prefix_end + 2] == text[prefix_end]:
                quotes = 3
            if formatted:
                has_fields = True
                reader = FieldReader(self.parser, tok, span, raw, prefix_end + quotes, len(text) - quotes)
                reader.read_literal_and_fields(pieces, 0)
                continue
            value = text[prefix_end + quotes : len(text) - quotes]
            if is_bytes:
                bytes_count += 1
                for c in value:
                    if ord(c) >= 128:
                        raise error_of(tok, "bytes can only contain ASCII literal characters")
            if not raw:
                value = unescaped(value, is_bytes, self.parser)
            texts.append(value)
            pieces.literal(value)
        if bytes_count > 0:
            if bytes_count != len(parts):
                raise error_after(self.parser, "cannot mix bytes and nonbytes literals")
            return ast.Constant(ConstBytes("".join(texts)), span)
        if has_fields:
            return ast.JoinedStr(pieces.finish(), span)
        return ast.Constant(ConstStr("".join(texts)), span)


class FieldList:
    """The values of an f-string; literals beside each other are joined."""

    def __init__(self, span):
        self.span = span
        self.values = []
        self.texts = []

    def literal(self, text):
        if text != "":
            self.texts.append(text)

    def field(self, node):
        self._flush()
        self.values.append(node)

    def _flush(self):
        if len(self.texts) > 0:
            self.values.append(ast.Constant(ConstStr("".join(self.texts)), self.span))
            self.texts = []

    def finish(self):
        self._flush()
        return self.values


def error_of(tok, message):
    return SourceError(message, tok.line, tok.column, tok.end_line, tok.end_column)


def error_after(parser, message):
    """At the token after the strings, where such errors are shown."""
    tok = parser.tok
    return SourceError(message, tok.line, tok.column, tok.line, tok.column)


def unescaped(text, is_bytes, parser):
    try:
        return decode_escapes(text, is_bytes)
    except EscapeError as e:
        raise error_after(parser, e.message)


class FieldReader:
    """Reads the inside of one f-string token; positions are in the token's text."""

    def __init__(self, parser, tok, span, raw, start, end):
        self.parser = parser
        self.span = span
        self.tok = tok
        self.text = tok.text
        self.raw = raw
        self.pos = start
        self.end = end

    def fail(self, message):
        return error_after(self.parser, "f-string" + message)

    def read_literal_and_fields(self, pieces, depth):
        """Up to the end, or in a format up to the brace that ends the field."""
        text = self.text
        while self.pos < self.end:
            start = self.pos
            pos = start
            doubled = False
            while pos < self.end and text[pos] != "{" and text[pos] != "}":
                if text[pos] == "\\" and not self.raw and pos + 1 < self.end:
                    if text[pos + 1] == "N" and pos + 2 < self.end and text[pos + 2] == "{":
                        while pos < self.end and text[pos] != "}":
                            pos += 1
                    elif text[pos + 1] != "{" and text[pos + 1] != "}":
                        pos += 1
                pos += 1
            if pos > self.end:
                pos = self.end
            self.pos = pos
            if pos < self.end and depth == 0:
                if pos + 1 < self.end and text[pos + 1] == text[pos]:
                    doubled = True
                elif text[pos] == "}":
                    raise self.fail(": single '}' is not allowed")
            literal = text[start : pos + 1] if doubled else text[start:pos]
            if not self.raw:
                literal = unescaped(literal, False, self.parser)
            pieces.literal(literal)
            if doubled:
                self.pos = pos + 2
            elif pos < self.end:
                if text[pos] == "}":
                    return
                self.field(pieces, depth)

    def field(self, pieces, depth):
        """A field from its opening brace on."""
        if depth >= MAX_NESTING:
            raise self.fail(": expressions nested too deeply")
        text = self.text
        start = self.pos + 1
        self.pos = start
        self.find_end_of_expression()
        if self.pos >= self.end:
            raise self.fail(": expecting '}'")
        value = self.expression(start, self.pos)
        debug = ""
        if text[self.pos] == "=":
            self.pos += 1
            while self.pos < self.end and text[self.pos] in " \t\n\x0c\r":
                self.pos += 1
            debug = text[start : self.pos]
        conversion = -1
        if self.pos < self.end and text[self.pos] == "!":
            conversion = self.conversion()
        spec = None
        if self.pos < self.end and text[self.pos] == ":":
            self.pos += 1
            inner = FieldList(value.span)
            self.read_literal_and_fields(inner, depth + 1)
            spec = ast.JoinedStr(inner.finish(), value.span)
        if self.pos >= self.end or text[self.pos] != "}":
            raise self.fail(": expecting '}'")
        self.pos += 1
        if debug != "":
            pieces.literal(debug)
            if spec is None and conversion < 0:
                conversion = ord("r")
        pieces.field(ast.FormattedValue(value, conversion, spec, self.span))

    def conversion(self):
        self.pos += 1
        c = self.text[self.pos] if self.pos < self.end else "}"
        if c != "s" and c != "r" and c != "a":
            raise self.fail(": invalid conversion character: expected 's', 'r', or 'a'")
        self.pos += 1
        return ord(c)

    def find_end_of_expression(self):
        """Goes to the character that ends the expression: `}`, `:`, `=` or `!`, outside of parentheses and strings."""
        text = self.text
        opened = []
        quote = ""
        while self.pos < self.end:
            c = text[self.pos]
            if c == "\\":
                raise self.fail(" expression part cannot include a backslash")
            if quote != "":
                if c == quote[0] and text[self.pos : self.pos + len(quote)] == quote:
                    self.pos += len(quote)
                    quote = ""
                    continue
            elif c == "'" or c == '"':
                quote = c
                if text[self.pos : self.pos + 3] == c + c + c:
                    quote = c + c + c
                self.pos += len(quote)
                continue
            elif c == "(" or c == "[" or c == "{":
                opened.append(c)
            elif c == "#":
                raise self.fail(" expression part cannot include '#'")
            elif len(opened) == 0 and (c == "!" or c == ":" or c == "}" or c == "=" or c == "<" or c == ">"):
                if self.pos + 1 < self.end and text[self.pos + 1] == "=" and c != ":" and c != "}":
                    self.pos += 2
                    continue
                if c != "<" and c != ">":
                    break
            elif c == ")" or c == "]" or c == "}":
                self.close(opened, c)
            self.pos += 1
        if quote != "":
            raise self.fail(": unterminated string")
        if len(opened) > 0:
            raise self.fail(": expecting '}'")

    def close(self, opened, c):
        if len(opened) == 0:
            raise self.fail(": unmatched '%s'" % c)
        expected = opened.pop()
        if (c == ")" and expected != "(") or (c == "]" and expected != "[") or (c == "}" and expected != "{"):
            raise self.fail(": closing parenthesis '%s' does not match opening parenthesis '%s'" % (c, expected))

    def expression(self, start, end):
        text = self.text
        blank = True
        for i in range(start, end):
            if text[i] not in " \t\n\x0c\r":
                blank = False
        if blank:
            raise self.fail(": empty expression not allowed")
        line = self.tok.line
        column = self.tok.column + start
        for i in range(start):
            if text[i] == "\n":
                line += 1
                column = start - i - 1
        base = self.tok.start
        try:
            return self.parser.nested_expression(base + start, base + end, line, column)
        except SourceError as e:
            if not e.message.startswith("f-string"):
                e.message = "f-string: " + e.message
            e.at_end = False
            raise e
