"""`match` and its patterns. `match` and `case` are names everywhere else."""

from parser import ast, tokens
from parser import ast_stmt as st
from parser.errors import SourceError
from parser.simple import SimpleStatementParser


class PatternParser(SimpleStatementParser):
    def block(self, what, first):
        raise NotImplementedError

    def span_to(self, first, body):
        raise NotImplementedError

    def match_statement(self):
        """None if `match` is a name here."""
        kind = self.peek()
        if kind == tokens.EQUAL or kind == tokens.DOT or kind == tokens.COMMA or kind == tokens.NEWLINE or kind == tokens.COLON:
            return None
        at = self.at
        parentheses = self.parentheses
        first = self.advance()
        try:
            subject = self._subject()
            found = self.tok.kind == tokens.COLON and self.peek() == tokens.NEWLINE
        except SourceError:
            self.go_back(at)
            self.parentheses = parentheses
            return None
        if not found or not self._at_case(2):
            self.go_back(at)
            self.parentheses = parentheses
            return None
        self.advance()
        self.advance()
        if self.tok.kind != tokens.INDENT:
            raise self.indentation_error("expected an indented block after 'match' statement on line %d" % first.line)
        self.advance()
        cases = []
        while self.tok.kind == tokens.NAME and self.tok.text == "case":
            cases.append(self._case())
        if self.tok.kind != tokens.DEDENT:
            raise self.unexpected()
        self.advance()
        return st.Match(subject, cases, self.span_to(first, cases[len(cases) - 1].body))

    def _at_case(self, ahead):
        i = self.at + ahead
        if self.toks[i].kind != tokens.INDENT:
            return True
        return self.toks[i + 1].kind == tokens.NAME and self.toks[i + 1].text == "case"

    def _subject(self):
        first = self.tok
        node = self.star_named_expression()
        if self.tok.kind != tokens.COMMA:
            return node
        elts = [node]
        while self.accept(tokens.COMMA):
            if self.tok.kind == tokens.COLON:
                break
            elts.append(self.star_named_expression())
        return ast.Tuple(elts, self.span_from(first))

    def _case(self):
        first = self.advance()
        pattern = self._open_sequence()
        guard = None
        if self.accept(tokens.IF):
            guard = self.named_expression()
        self.colon_after_expression()
        body = self.block("'case' statement", first)
        return st.MatchCase(pattern, guard, body)

    def _open_sequence(self):
        first = self.tok
        pattern = self._maybe_star()
        if self.tok.kind != tokens.COMMA:
            if isinstance(pattern, st.MatchStar):
                raise self.unexpected()
            return pattern
        patterns = [pattern]
        while self.accept(tokens.COMMA):
            if self.tok.kind == tokens.COLON or self.tok.kind == tokens.IF:
                break
            patterns.append(self._maybe_star())
        return st.MatchSequence(patterns, self.span_from(first))

    def _maybe_star(self):
        first = self.tok
        if not self.accept(tokens.STAR):
            return self._as_pattern()
        name = self.expect(tokens.NAME).text
        return st.MatchStar("" if name == "_" else name, self.span_from(first))

    def _as_pattern(self):
        first = self.tok
        pattern = self._or_pattern()
        if not self.accept(tokens.AS):
            return pattern
        name = self.tok
        if name.kind != tokens.NAME:
            raise self.error_here("invalid pattern target")
        if name.text == "_":
            raise self.error_here("cannot use '_' as a target")
        self.advance()
        return st.MatchAs(pattern, name.text, self.span_from(first))

    def _or_pattern(self):
        first = self.tok
        pattern = self._closed_pattern()
        if self.tok.kind != tokens.VBAR:
            return pattern
        patterns = [pattern]
        while self.accept(tokens.VBAR):
            patterns.append(self._closed_pattern())
        return st.MatchOr(patterns, self.span_from(first))

    def _closed_pattern(self):
        first = self.tok
        kind = first.kind
        if kind == tokens.NUMBER or kind == tokens.MINUS:
            return st.MatchValue(self._signed_number(), self.span_from(first))
        if kind == tokens.STRING:
            return st.MatchValue(self._literal(), self.span_from(first))
        if kind == tokens.NONE or kind == tokens.TRUE or kind == tokens.FALSE:
            node = self.keyword_constant()
            assert isinstance(node, ast.Constant)
            return st.MatchSingleton(node.value, self.span_from(first))
        if kind == tokens.NAME:
            return self._name_pattern()
        if kind == tokens.LPAR:
            return self._group(tokens.RPAR)
        if kind == tokens.LSQB:
            return self._group(tokens.RSQB)
        if kind == tokens.LBRACE:
            return self._mapping()
        raise self.unexpected()

    def _literal(self):
        node = self.atom()
        if isinstance(node, ast.JoinedStr):
            raise self.error_at("patterns may only match literals and attribute lookups", node)
        return node

    def _signed_number(self):
        """A number, with a sign, and with an imaginary part after it."""
        first = self.tok
        negative = self.accept(tokens.MINUS)
        if self.tok.kind != tokens.NUMBER:
            raise self.unexpected()
        node = self.number()
        if negative:
            node = ast.UnaryOp(ast.UNARY_NEGATIVE, node, self.span_from(first))
        kind = self.tok.kind
        if kind != tokens.PLUS and kind != tokens.MINUS:
            return node
        self.advance()
        if self.tok.kind != tokens.NUMBER:
            raise self.unexpected()
        right = self.number()
        return ast.BinOp(node, ast.ADD if kind == tokens.PLUS else ast.SUBTRACT, right, self.span_from(first))

    def _dotted(self):
        """A name with attributes."""
        first = self.expect(tokens.NAME)
        node = ast.Name(first.text, self.span_from(first))
        while self.accept(tokens.DOT):
            name = self.expect(tokens.NAME)
            node = ast.Attribute(node, name.text, self.span_from(first))
        return node

    def _name_pattern(self):
        first = self.tok
        node = self._dotted()
        if self.tok.kind == tokens.LPAR:
            return self._class_pattern(node, first)
        if not isinstance(node, ast.Name):
            return st.MatchValue(node, self.span_from(first))
        return st.MatchAs(None, "" if node.id == "_" else node.id, self.span_from(first))

    def _class_pattern(self, cls, first):
        self.advance()
        patterns = []
        kwd_attrs = []
        kwd_patterns = []
        while self.tok.kind != tokens.RPAR:
            if self.tok.kind == tokens.NAME and self.peek() == tokens.EQUAL:
                kwd_attrs.append(self.advance().text)
                self.advance()
                kwd_patterns.append(self._as_pattern())
            else:
                pattern = self._as_pattern()
                if len(kwd_attrs) > 0:
                    raise self.error_at("positional patterns follow keyword patterns", pattern)
                patterns.append(pattern)
            if not self.accept(tokens.COMMA):
                break
        self.expect(tokens.RPAR)
        return st.MatchClass(cls, patterns, kwd_attrs, kwd_patterns, self.span_from(first))

    def _group(self, end):
        """A pattern in parentheses, or a sequence in parentheses or brackets."""
        first = self.advance()
        patterns = []
        comma = end == tokens.RSQB
        while self.tok.kind != end:
            patterns.append(self._maybe_star())
            if not self.accept(tokens.COMMA):
                break
            comma = True
        self.expect(end)
        if comma or len(patterns) != 1 or isinstance(patterns[0], st.MatchStar):
            return st.MatchSequence(patterns, self.span_from(first))
        return patterns[0]

    def _mapping(self):
        first = self.advance()
        keys = []
        patterns = []
        rest = ""
        while self.tok.kind != tokens.RBRACE:
            if self.accept(tokens.DOUBLESTAR):
                rest = self.expect(tokens.NAME).text
            else:
                if rest != "":
                    raise self.unexpected()
                keys.append(self._mapping_key())
                self.expect(tokens.COLON)
                patterns.append(self._as_pattern())
            if not self.accept(tokens.COMMA):
                break
        self.expect(tokens.RBRACE)
        return st.MatchMapping(keys, patterns, rest, self.span_from(first))

    def _mapping_key(self):
        kind = self.tok.kind
        if kind == tokens.NUMBER or kind == tokens.MINUS:
            return self._signed_number()
        if kind == tokens.STRING:
            return self._literal()
        if kind == tokens.NAME:
            node = self._dotted()
            if isinstance(node, ast.Name):
                raise self.unexpected()
            return node
        node = self.keyword_constant()
        if node is None:
            raise self.unexpected()
        return node
