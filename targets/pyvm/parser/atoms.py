"""Atoms: names, literals, displays, comprehensions, calls, parameters."""

from parser import ast, tokens
from parser.expressions import EQUAL_HINT, ExpressionParser, STARTS_EXPRESSION
from parser.parameters import ParameterReader
from parser.strings import StringReader
from parser.tokenizer import Tokenizer


class AtomParser(ExpressionParser):
    def atom(self):
        tok = self.tok
        kind = tok.kind
        if kind == tokens.NAME:
            self.advance()
            return ast.Name(tok.text, self.span_from(tok))
        if kind == tokens.NUMBER:
            return self.number()
        if kind == tokens.STRING:
            return self._strings()
        if kind == tokens.LPAR:
            return self._parenthesized()
        if kind == tokens.LSQB:
            return self._list()
        if kind == tokens.LBRACE:
            return self._braces()
        node = self.keyword_constant()
        if node is None:
            raise self.unexpected()
        return node

    def _strings(self):
        first = self.tok
        parts = []
        while self.tok.kind == tokens.STRING:
            parts.append(self.advance())
        return StringReader(self).read(parts, self.span_from(first))

    def nested_expression(self, start, end, line, column):
        """The expression of an f-string's field, which is at this place of the source."""
        tokenizer = Tokenizer(self.source, start, end, line, column)
        parser = AtomParser(self.source, tokenizer, tokenizer.expression())
        parser.parentheses = 1
        if parser.tok.kind == tokens.YIELD:
            node = parser.yield_expression()
        else:
            node = parser.star_expressions()
        if parser.tok.kind != tokens.ENDMARKER:
            raise parser.no_comma()
        if isinstance(node, ast.Starred):
            raise parser.error_at("cannot use starred expression here", node)
        return node

    def yield_expression(self):
        first = self.advance()
        if self.accept(tokens.FROM):
            value = self.expression()
            return ast.YieldFrom(value, self.span_from(first))
        result = None
        if STARTS_EXPRESSION[self.tok.kind] or self.tok.kind == tokens.STAR:
            result = self.star_expressions()
        return ast.Yield(result, self.span_from(first))

    def _open(self):
        self.parentheses += 1
        return self.advance()

    def _parenthesized(self):
        first = self._open()
        if self.tok.kind == tokens.RPAR:
            self.close(tokens.RPAR)
            return ast.Tuple([], self.span_from(first))
        if self.tok.kind == tokens.YIELD:
            value = self.yield_expression()
            self.close(tokens.RPAR)
            value.parenthesized = True
            return value
        node = self.star_named_expression()
        if self._at_for():
            self._check_element(node)
            generators = self.comprehensions()
            self.close(tokens.RPAR)
            return ast.GeneratorExp(node, generators, self.span_from(first))
        if self.tok.kind == tokens.COMMA:
            elts = self._more_items(node, tokens.RPAR)
            node = ast.Tuple(elts, self.span_from(first))
            node.parenthesized = True
            return node
        if isinstance(node, ast.Starred) and self.tok.kind == tokens.RPAR:
            raise self.error_at("cannot use starred expression here", node)
        if self.tok.kind == tokens.EQUAL:
            raise self.no_equal(node)
        self.close(tokens.RPAR)
        node.parenthesized = True
        return node

    def _at_for(self):
        return self.tok.kind == tokens.FOR or (self.tok.kind == tokens.ASYNC and self.peek() == tokens.FOR)

    def _check_element(self, node):
        if isinstance(node, ast.Starred):
            raise self.error_at("iterable unpacking cannot be used in comprehension", node)

    def _more_items(self, first, kind):
        """The items after the first of a display, and its end."""
        elts = [first]
        while self.accept(tokens.COMMA):
            if self.tok.kind == kind:
                break
            elts.append(self.star_named_expression())
        if self._at_for() and len(elts) > 1:
            raise self.error_between("did you forget parentheses around the comprehension target?", first, elts[len(elts) - 1])
        if self.tok.kind == tokens.EQUAL:
            raise self.no_equal(elts[len(elts) - 1])
        self.close(kind)
        return elts

    def _list(self):
        first = self._open()
        if self.tok.kind == tokens.RSQB:
            self.close(tokens.RSQB)
            return ast.List([], self.span_from(first))
        node = self.star_named_expression()
        if self._at_for():
            self._check_element(node)
            generators = self.comprehensions()
            self.close(tokens.RSQB)
            return ast.ListComp(node, generators, self.span_from(first))
        elts = self._more_items(node, tokens.RSQB)
        return ast.List(elts, self.span_from(first))

    def _braces(self):
        first = self._open()
        if self.tok.kind == tokens.RBRACE:
            self.close(tokens.RBRACE)
            return ast.Dict([], [], self.span_from(first))
        if self.tok.kind == tokens.DOUBLESTAR:
            return self._dict(first, None)
        node = self.star_named_expression()
        if self.tok.kind == tokens.COLON and not isinstance(node, ast.Starred):
            return self._dict(first, node)
        if self._at_for():
            self._check_element(node)
            generators = self.comprehensions()
            self.close(tokens.RBRACE)
            return ast.SetComp(node, generators, self.span_from(first))
        elts = self._more_items(node, tokens.RBRACE)
        return ast.Set(elts, self.span_from(first))

    def _dict(self, first, key):
        """A dict whose first key has been read; None: it begins with `**`."""
        keys = []
        values = []
        while True:
            if key is None:
                star = self.expect(tokens.DOUBLESTAR)
                value = self.binary(5)
                if self._at_for():
                    raise self.error_of("dict unpacking cannot be used in dict comprehension", star)
            else:
                value = self._dict_value()
                if self._at_for() and len(keys) == 0:
                    generators = self.comprehensions()
                    self.close(tokens.RBRACE)
                    return ast.DictComp(key, value, generators, self.span_from(first))
            keys.append(key)
            values.append(value)
            if not self.accept(tokens.COMMA):
                break
            if self.tok.kind == tokens.RBRACE:
                break
            key = None
            if self.tok.kind != tokens.DOUBLESTAR:
                key = self.expression()
                if self.tok.kind != tokens.COLON:
                    raise self.error_of("':' expected after dictionary key", self.last).to(self.tok)
        self.close(tokens.RBRACE)
        return ast.Dict(keys, values, self.span_from(first))

    def _dict_value(self):
        colon = self.expect(tokens.COLON)
        if self.tok.kind == tokens.STAR:
            raise self.error_at("cannot use a starred expression in a dictionary value", self.starred())
        if self.tok.kind == tokens.RBRACE or self.tok.kind == tokens.COMMA:
            raise self.error_of("expression expected after dictionary key and ':'", colon)
        return self.expression()

    def call(self, func, first):
        self._open()
        args, keywords = self.arguments(True)
        self.close(tokens.RPAR)
        return ast.Call(func, args, keywords, self.span_from(first))

    def arguments(self, generator_allowed):
        """The arguments of a call or of a class up to the closing parenthesis."""
        args = []
        keywords = []
        opening = self.last
        unpacked = False
        wrong_order = ""
        while self.tok.kind != tokens.RPAR:
            first = self.tok
            if first.kind == tokens.DOUBLESTAR:
                self.advance()
                value = self.expression()
                keywords.append(ast.Keyword("", value, self.span_from(first)))
                unpacked = True
            elif first.kind == tokens.STAR:
                self.advance()
                value = self.expression()
                if unpacked:
                    raise self.error_of("iterable argument unpacking follows keyword argument unpacking", first)
                args.append(ast.Starred(value, self.span_from(first)))
            elif self.peek() == tokens.EQUAL and may_be_keyword(first.kind):
                keywords.append(self._keyword())
            else:
                node = self.named_expression()
                if self._at_for():
                    if not generator_allowed:
                        raise self.unexpected()
                    node = self._generator_argument(node, opening, len(args) + len(keywords))
                elif self.tok.kind == tokens.EQUAL:
                    raise self.error_between(
                        'expression cannot contain assignment, perhaps you meant "=="?', node, node
                    ).to(self.tok)
                elif len(keywords) > 0 and wrong_order == "":
                    wrong_order = "positional argument follows keyword argument"
                    if unpacked:
                        wrong_order += " unpacking"
                args.append(node)
            if not self.accept(tokens.COMMA):
                break
        if wrong_order != "" and self.tok.kind == tokens.RPAR:
            raise self.error_here(wrong_order)
        return args, keywords

    def _keyword(self):
        first = self.advance()
        equal = self.advance()
        if first.kind != tokens.NAME:
            raise self.error_of("cannot assign to " + tokens.KIND_NAMES[first.kind], first).to(equal)
        value = self.expression()
        if self._at_for():
            raise self.error_of("invalid syntax. " + EQUAL_HINT, first).to(equal)
        return ast.Keyword(first.text, value, self.span_from(first))

    def _generator_argument(self, node, opening, before):
        """`f(x for x in y)`: the generator needs no parentheses of its own where it is the only argument."""
        self._check_element(node)
        generators = self.comprehensions()
        alone = before == 0 and self.tok.kind == tokens.RPAR
        if not alone and (self.tok.kind == tokens.RPAR or self.tok.kind == tokens.COMMA):
            last_if = generators[len(generators) - 1]
            last = last_if.ifs[len(last_if.ifs) - 1] if len(last_if.ifs) > 0 else last_if.iter
            raise self.error_between("Generator expression must be parenthesized", node, last)
        if not alone:
            raise self.no_comma()
        end = self.tok
        span = ast.Span(opening.line, opening.column, end.end_line, end.end_column)
        return ast.GeneratorExp(node, generators, span)

    def lambda_expression(self):
        first = self.advance()
        parameters = self.parameters(tokens.COLON, False)
        if self.tok.kind != tokens.COLON:
            raise self.unexpected()
        self.advance()
        body = self.expression()
        return ast.Lambda(parameters, body, self.span_from(first))

    def parameters(self, end, annotated):
        """The parameters of a function or of a lambda, up to this token."""
        return ParameterReader(self, end, annotated).read()


def may_be_keyword(kind):
    """The name of a keyword argument, or what someone may have taken for one."""
    return kind == tokens.NAME or kind == tokens.NONE or kind == tokens.TRUE or kind == tokens.FALSE
