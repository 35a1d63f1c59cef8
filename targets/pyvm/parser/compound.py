"""Compound statements, blocks, and whole texts."""

from parser import ast, tokens
from parser import ast_stmt as st
from parser.errors import SourceError
from parser.patterns import PatternParser
from parser.targets import ASSIGN, check_target


class StatementParser(PatternParser):
    def file(self):
        """All statements of a text."""
        body = []
        while self.tok.kind != tokens.ENDMARKER:
            self.statements(body)
        return body

    def interactive(self):
        """One line of a dialogue, or one compound statement."""
        body = []
        if self.tok.kind == tokens.ENDMARKER:
            raise self.unexpected()
        self.statements(body)
        if self.tok.kind != tokens.ENDMARKER:
            tok = self.tok
            raise SourceError("multiple statements found while compiling a single statement", tok.line, -1, tok.line, -1)
        return body

    def single_expression(self):
        """A text that is an expression."""
        node = self.star_expressions()
        while self.accept(tokens.NEWLINE):
            pass
        if self.tok.kind != tokens.ENDMARKER:
            raise self.no_comma()
        return node

    def statements(self, body):
        """A compound statement, or a line of simple ones."""
        compound = self.compound_statement()
        if compound is not None:
            body.append(compound)
            return
        while True:
            body.append(self.simple_statement())
            if self.tok.kind == tokens.NEWLINE:
                break
            if self.tok.kind != tokens.SEMI:
                raise self.no_comma()
            self.advance()
            if self.tok.kind == tokens.NEWLINE:
                break
        self.advance()

    def compound_statement(self):
        """None if the next statement is none."""
        tok = self.tok
        kind = tok.kind
        if kind == tokens.NAME:
            if tok.text == "match":
                return self.match_statement()
            return None
        if kind == tokens.IF:
            return self._if()
        if kind == tokens.FOR:
            return self._for(tok, False)
        if kind == tokens.WHILE:
            return self._while()
        if kind == tokens.DEF:
            return self._function([], tok, False)
        if kind == tokens.CLASS:
            return self._class([], tok)
        if kind == tokens.TRY:
            return self._try()
        if kind == tokens.WITH:
            return self._with(tok, False)
        if kind == tokens.AT:
            return self._decorated()
        if kind == tokens.ASYNC:
            return self._async()
        return None

    def _async(self):
        first = self.advance()
        if self.tok.kind == tokens.DEF:
            return self._function([], first, True)
        if self.tok.kind == tokens.FOR:
            return self._for(first, True)
        if self.tok.kind == tokens.WITH:
            return self._with(first, True)
        raise self.unexpected()

    def block(self, what, first):
        """The body after a colon; `what` and the token where it began are for the message."""
        body = []
        if self.tok.kind != tokens.NEWLINE:
            self._line(body)
            return body
        self.advance()
        if self.tok.kind != tokens.INDENT:
            raise self.indentation_error("expected an indented block after " + what + " on line %d" % first.line)
        self.advance()
        while self.tok.kind != tokens.DEDENT:
            if self.tok.kind == tokens.ENDMARKER:
                raise self.unexpected()
            self.statements(body)
        self.advance()
        return body

    def _line(self, body):
        """Simple statements on the line of the colon."""
        while True:
            body.append(self.simple_statement())
            if self.tok.kind == tokens.NEWLINE:
                break
            if self.tok.kind != tokens.SEMI:
                raise self.no_comma()
            self.advance()
            if self.tok.kind == tokens.NEWLINE:
                break
        self.advance()

    def _end_of(self, body):
        """Statements end where their last one does."""
        return body[len(body) - 1].span

    def span_to(self, first, body):
        end = self._end_of(body)
        return ast.Span(first.line, first.column, end.end_line, end.end_column)

    def _if(self):
        first = self.advance()
        what = "'if' statement" if first.kind == tokens.IF else "'elif' statement"
        test = self.condition()
        self.colon_after_expression()
        body = self.block(what, first)
        orelse = []
        if self.tok.kind == tokens.ELIF:
            orelse.append(self._if())
        else:
            orelse = self._else()
        return st.If(test, body, orelse, self.span_to(first, orelse if len(orelse) > 0 else body))

    def _else(self):
        if self.tok.kind != tokens.ELSE:
            return []
        first = self.advance()
        self.expect_colon()
        return self.block("'else' statement", first)

    def _while(self):
        first = self.advance()
        test = self.condition()
        self.colon_after_expression()
        body = self.block("'while' statement", first)
        orelse = self._else()
        return st.While(test, body, orelse, self.span_to(first, orelse if len(orelse) > 0 else body))

    def _for(self, first, is_async):
        start = self.expect(tokens.FOR)
        target = self.for_target()
        if self.tok.kind != tokens.IN:
            raise self.unexpected()
        self.advance()
        iter = self.star_expressions()
        self.colon_after_expression()
        body = self.block("'for' statement", start)
        orelse = self._else()
        return st.For(target, iter, body, orelse, is_async, self.span_to(first, orelse if len(orelse) > 0 else body))

    def _decorated(self):
        decorators = []
        while self.accept(tokens.AT):
            decorators.append(self.named_expression())
            if self.tok.kind != tokens.NEWLINE:
                raise self.no_comma()
            self.advance()
        first = self.tok
        if first.kind == tokens.CLASS:
            return self._class(decorators, first)
        if first.kind == tokens.ASYNC:
            self.advance()
            if self.tok.kind != tokens.DEF:
                raise self.unexpected()
            return self._function(decorators, first, True)
        if first.kind != tokens.DEF:
            raise self.unexpected()
        return self._function(decorators, first, False)

    def _function(self, decorators, first, is_async):
        start = self.expect(tokens.DEF)
        name = self.expect(tokens.NAME)
        if self.tok.kind != tokens.LPAR:
            raise self.error_here("expected '('")
        self.advance()
        self.parentheses += 1
        args = self.parameters(tokens.RPAR, True)
        self.close(tokens.RPAR)
        returns = None
        if self.tok.kind == tokens.ARROW:
            if self.peek() == tokens.COLON:
                raise self.error_here("expected ':'")
            self.advance()
            returns = self.expression()
        self.expect_colon()
        body = self.block("function definition", start)
        return st.FunctionDef(name.text, args, body, decorators, returns, is_async, self.span_to(first, body))

    def _class(self, decorators, first):
        self.advance()
        name = self.expect(tokens.NAME)
        bases = []
        keywords = []
        if self.accept(tokens.LPAR):
            self.parentheses += 1
            bases, keywords = self.arguments(False)
            self.close(tokens.RPAR)
        self.colon_after_expression()
        body = self.block("class definition", first)
        return st.ClassDef(name.text, bases, keywords, body, decorators, self.span_to(first, body))

    def _try(self):
        first = self.advance()
        self.expect_colon()
        body = self.block("'try' statement", first)
        handlers = []
        is_star = False
        while self.tok.kind == tokens.EXCEPT:
            start = self.tok
            star = self.peek() == tokens.STAR
            if len(handlers) > 0 and star != is_star:
                raise self.error_of("cannot have both 'except' and 'except*' on the same 'try'", start)
            is_star = star
            handlers.append(self._handler())
        orelse = []
        if len(handlers) > 0:
            orelse = self._else()
        finalbody = []
        if self.tok.kind == tokens.FINALLY:
            start = self.advance()
            self.expect_colon()
            finalbody = self.block("'finally' statement", start)
        if len(handlers) == 0 and len(finalbody) == 0:
            raise self.error_here("expected 'except' or 'finally' block")
        for i in range(len(handlers) - 1):
            if handlers[i].type is None:
                raise self.error_at("default 'except:' must be last", handlers[i])
        end = handlers[len(handlers) - 1].body if len(handlers) > 0 else body
        if len(orelse) > 0:
            end = orelse
        if len(finalbody) > 0:
            end = finalbody
        return st.Try(body, handlers, orelse, finalbody, is_star, self.span_to(first, end))

    def _handler(self):
        first = self.advance()
        star = self.accept(tokens.STAR)
        what = "'except*' statement" if star else "'except' statement"
        type = None
        name = ""
        if self.tok.kind != tokens.COLON or star:
            if star and (self.tok.kind == tokens.COLON or self.tok.kind == tokens.NEWLINE):
                raise self.error_here("expected one or more exception types")
            start = self.tok
            if self.tok.kind == tokens.NEWLINE:
                raise self.error_here("expected ':'")
            type = self.expression()
            if self.tok.kind == tokens.COMMA:
                self.advance()
                self.star_expressions()
                e = self.error_of("multiple exception types must be parenthesized", start)
                raise e.to(self.last)
            if self.accept(tokens.AS):
                name = self.expect(tokens.NAME).text
            self.colon_after_expression()
        else:
            self.advance()
        body = self.block(what, first)
        return st.ExceptHandler(type, name, body, self.span_to(first, body))

    def _with(self, first, is_async):
        start = self.expect(tokens.WITH)
        items = self._parenthesized_items() if self.tok.kind == tokens.LPAR else None
        if items is None:
            items = [self._with_item()]
            while self.accept(tokens.COMMA):
                items.append(self._with_item())
        self.colon_after_expression()
        body = self.block("'with' statement", start)
        return st.With(items, body, is_async, self.span_to(first, body))

    def _with_item(self):
        manager = self.expression()
        target = None
        if self.accept(tokens.AS):
            target = self.star_expressions_item()
            if isinstance(target, ast.IfExp):
                raise self.unexpected()
            check_target(target, ASSIGN)
        return st.WithItem(manager, target)

    def _parenthesized_items(self):
        """`(a as b, c as d)` before the colon; None if the parenthesis belongs to an expression."""
        at = self.at
        parentheses = self.parentheses
        self.advance()
        items = []
        try:
            while self.tok.kind != tokens.RPAR:
                items.append(self._with_item())
                if not self.accept(tokens.COMMA):
                    break
            self.expect(tokens.RPAR)
            if self.tok.kind == tokens.COLON and len(items) > 0:
                return items
        except SourceError:
            pass
        self.go_back(at)
        self.parentheses = parentheses
        return None
