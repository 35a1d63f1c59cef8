"""A place in the list of tokens: what the parsers of expressions and statements share."""

from parser import tokens
from parser.ast import Span
from parser.errors import SourceError


class Cursor:
    """`tok` is the next token, `last` the one before it."""

    def __init__(self, source, tokenizer, toks):
        self.source = source
        self.tokenizer = tokenizer
        self.toks = toks
        self.at = 0
        self.tok = toks[0]
        self.last = toks[0]
        self.parentheses = 0  # how many are open here
        self.item_first = toks[0]  # where the last expression began
        self.item_end = 0  # the position after it

    def advance(self):
        """Goes on, and returns the token that was next."""
        tok = self.tok
        self.last = tok
        self.at += 1
        self.tok = self.toks[self.at]
        return tok

    def peek(self):
        """The kind of the token after the next."""
        if self.at + 1 < len(self.toks):
            return self.toks[self.at + 1].kind
        return tokens.ENDMARKER

    def go_back(self, at):
        """To a position of before: the parser tries another reading."""
        self.at = at
        self.tok = self.toks[at]
        self.last = self.toks[at - 1] if at > 0 else self.tok

    def accept(self, kind):
        """Goes on if the next token is of this kind."""
        if self.tok.kind != kind:
            return False
        self.advance()
        return True

    def expect(self, kind):
        if self.tok.kind != kind:
            raise self.unexpected()
        return self.advance()

    def expect_colon(self):
        """After a keyword or a closing parenthesis, where nothing else can be."""
        if self.tok.kind != tokens.COLON:
            raise self.error_here("expected ':'")
        self.advance()

    def colon_after_expression(self):
        """Where the expression might have gone on, only the end of the line tells that the colon is missing."""
        if self.tok.kind == tokens.NEWLINE:
            raise self.error_here("expected ':'")
        self.expect(tokens.COLON)

    def span_from(self, first):
        """From this token to the last one."""
        last = self.last
        return Span(first.line, first.column, last.end_line, last.end_column)

    def span_after(self, node):
        """From the start of this node to the last token."""
        last = self.last
        return Span(node.span.line, node.span.column, last.end_line, last.end_column)

    def unexpected(self):
        """The next token is wrong, and there is no more to say."""
        tok = self.tok
        if tok.kind == tokens.INDENT or tok.kind == tokens.DEDENT:
            e = self.indentation_error("unexpected indent" if tok.kind == tokens.INDENT else "unexpected unindent")
            e.column = max(tok.end_column - 1, 0)
            return e
        e = self.error_here("invalid syntax")
        if tok.kind == tokens.ENDMARKER:
            e.column = -1
            e.end_column = -1
        return e

    def indentation_error(self, message):
        e = self.error_here(message)
        if self.tok.kind != tokens.ERROR:
            e.category = "IndentationError"
        return e

    def error_here(self, message):
        tok = self.tok
        if tok.kind == tokens.ERROR:
            error = self.tokenizer.error
            assert error is not None
            return error
        e = SourceError(message, tok.line, tok.column, tok.end_line, tok.end_column)
        e.at_end = self._at_end()
        return e

    def _at_end(self):
        i = self.at
        while self.toks[i].kind == tokens.DEDENT:
            i += 1
        return self.toks[i].kind == tokens.ENDMARKER

    def error_at(self, message, node):
        return self.error_between(message, node, node)

    def error_between(self, message, first, last):
        """About two nodes and all between them."""
        return SourceError(message, first.span.line, first.span.column, last.span.end_line, last.span.end_column)

    def error_of(self, message, tok):
        return SourceError(message, tok.line, tok.column, tok.end_line, tok.end_column)
