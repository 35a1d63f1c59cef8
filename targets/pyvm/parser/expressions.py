"""Expressions, by precedence climbing."""

from compiler import consts
from parser import ast, tokens
from parser.cursor import Cursor
from parser.errors import SourceError
from parser.numbers import number_value
from parser.targets import FOR_TARGET, check_target, expression_name

# How strongly infix operators bind.
BIND_OR = 1
BIND_AND = 2
BIND_NOT = 3
BIND_COMPARE = 4
BIND_BIT_OR = 5
BIND_UNARY = 11
BIND_POWER = 12

BINDING = [0] * tokens.KINDS
BINARY = [-1] * tokens.KINDS
COMPARE = [-1] * tokens.KINDS


def _binary(kind, binding, op):
    BINDING[kind] = binding
    BINARY[kind] = op


def _compare(kind, op):
    BINDING[kind] = BIND_COMPARE
    COMPARE[kind] = op


BINDING[tokens.OR] = BIND_OR
BINDING[tokens.AND] = BIND_AND
BINDING[tokens.NOT] = BIND_COMPARE
_compare(tokens.LESS, ast.LT)
_compare(tokens.LESSEQUAL, ast.LE)
_compare(tokens.EQEQUAL, ast.EQ)
_compare(tokens.NOTEQUAL, ast.NE)
_compare(tokens.GREATER, ast.GT)
_compare(tokens.GREATEREQUAL, ast.GE)
_compare(tokens.IS, ast.IS)
_compare(tokens.IN, ast.IN)
_compare(tokens.NOT, ast.NOT_IN)
_binary(tokens.VBAR, BIND_BIT_OR, ast.BIT_OR)
_binary(tokens.CIRCUMFLEX, 6, ast.BIT_XOR)
_binary(tokens.AMPER, 7, ast.BIT_AND)
_binary(tokens.LEFTSHIFT, 8, ast.LSHIFT)
_binary(tokens.RIGHTSHIFT, 8, ast.RSHIFT)
_binary(tokens.PLUS, 9, ast.ADD)
_binary(tokens.MINUS, 9, ast.SUBTRACT)
_binary(tokens.STAR, 10, ast.MULTIPLY)
_binary(tokens.SLASH, 10, ast.TRUE_DIVIDE)
_binary(tokens.DOUBLESLASH, 10, ast.FLOOR_DIVIDE)
_binary(tokens.PERCENT, 10, ast.MODULO)
_binary(tokens.AT, 10, ast.MATRIX_MULTIPLY)
_binary(tokens.DOUBLESTAR, BIND_POWER, ast.POWER)

UNARY = [-1] * tokens.KINDS
UNARY[tokens.PLUS] = ast.UNARY_POSITIVE
UNARY[tokens.MINUS] = ast.UNARY_NEGATIVE
UNARY[tokens.TILDE] = ast.UNARY_INVERT

STARTS_EXPRESSION = [False] * tokens.KINDS
for _kind in [
    tokens.NAME, tokens.NUMBER, tokens.STRING, tokens.LPAR, tokens.LSQB, tokens.LBRACE, tokens.ELLIPSIS, tokens.PLUS,
    tokens.MINUS, tokens.TILDE, tokens.FALSE, tokens.NONE, tokens.TRUE, tokens.AWAIT, tokens.LAMBDA, tokens.NOT,
]:  # fmt: skip
    STARTS_EXPRESSION[_kind] = True

FORGOT_COMMA = "invalid syntax. Perhaps you forgot a comma?"
EQUAL_HINT = "Maybe you meant '==' or ':=' instead of '='?"


class ExpressionParser(Cursor):
    """Displays, calls and parameters are in the subclasses."""

    def star_expressions(self):
        """Expressions with commas, with or without stars: a tuple if there is a comma."""
        first = self.tok
        node = self._star_expression()
        if self.tok.kind != tokens.COMMA:
            return node
        elts = [node]
        while self.accept(tokens.COMMA):
            if not STARTS_EXPRESSION[self.tok.kind] and self.tok.kind != tokens.STAR:
                break
            elts.append(self._star_expression())
        return ast.Tuple(elts, self.span_from(first))

    def _star_expression(self):
        if self.tok.kind == tokens.STAR:
            return self.starred()
        return self.expression()

    def starred(self):
        first = self.advance()
        value = self.binary(BIND_BIT_OR)
        return ast.Starred(value, self.span_from(first))

    def star_named_expression(self):
        if self.tok.kind == tokens.STAR:
            return self.starred()
        return self.named_expression()

    def named_expression(self):
        first = self.tok
        if first.kind == tokens.NAME and self.peek() == tokens.COLONEQUAL:
            self.advance()
            target = ast.Name(first.text, self.span_from(first))
            self.advance()
            value = self.expression()
            return ast.NamedExpr(target, value, self.span_from(first))
        node = self.expression()
        if self.tok.kind == tokens.COLONEQUAL:
            raise self.error_at("cannot use assignment expressions with " + expression_name(node), node)
        return node

    def condition(self):
        """What `if` and `while` test."""
        node = self.named_expression()
        if self.tok.kind == tokens.EQUAL:
            raise self.no_equal(node)
        return node

    def no_equal(self, node):
        """The error for an `=` after an expression that is no statement."""
        equal = self.advance()
        if isinstance(node, ast.Name):
            try:
                value = self.binary(BIND_BIT_OR)
                if self.tok.kind != tokens.EQUAL and self.tok.kind != tokens.COLONEQUAL:
                    return self.error_between("invalid syntax. " + EQUAL_HINT, node, value)
            except SourceError:
                pass
        elif not isinstance(node, ast.List) and not isinstance(node, ast.Tuple) and not isinstance(node, ast.BinOp):
            what = expression_name(node)
            if what != "comparison" and what != "literal" and what != "True" and what != "False" and what != "None":
                return self.error_at("cannot assign to " + what + " here. Maybe you meant '==' instead of '='?", node)
            return self.error_at("cannot assign to " + what, node)
        return self.error_of("invalid syntax", equal)

    def expression(self):
        first = self.tok
        if first.kind == tokens.LAMBDA:
            return self.lambda_expression()
        node = self.binary(BIND_OR)
        self.item_first = first
        self.item_end = self.at
        if self.tok.kind != tokens.IF:
            return node
        self.advance()
        test = self.binary(BIND_OR)
        if self.tok.kind != tokens.ELSE:
            if self.tok.kind == tokens.COLON:
                raise self.unexpected()
            raise self.error_between("expected 'else' after 'if' expression", node, test)
        self.advance()
        orelse = self.expression()
        return ast.IfExp(test, node, orelse, self.span_from(first))

    def lambda_expression(self):
        raise NotImplementedError

    def atom(self):
        raise NotImplementedError

    def call(self, func, first):
        raise NotImplementedError

    def binary(self, least):
        """An expression of operators that bind at least this strongly."""
        first = self.tok
        kind = first.kind
        if UNARY[kind] >= 0:
            self.advance()
            operand = self.binary(BIND_UNARY)
            node = ast.UnaryOp(UNARY[kind], operand, self.span_from(first))
        elif kind == tokens.NOT and least <= BIND_NOT:
            self.advance()
            operand = self.binary(BIND_NOT)
            node = ast.UnaryOp(ast.UNARY_NOT, operand, self.span_from(first))
        else:
            node = self.primary()
        while True:
            kind = self.tok.kind
            binding = BINDING[kind]
            if binding < least or binding == 0:
                return node
            if binding == BIND_COMPARE:
                if kind == tokens.NOT and self.peek() != tokens.IN:
                    return node
                node = self._comparison(node, first)
            elif binding <= BIND_AND:
                node = self._bool_op(node, first, binding)
            else:
                self.advance()
                right = self.binary(BIND_UNARY if binding == BIND_POWER else binding + 1)
                node = ast.BinOp(node, BINARY[kind], right, self.span_from(first))

    def _bool_op(self, node, first, binding):
        kind = self.tok.kind
        values = [node]
        while self.accept(kind):
            values.append(self.binary(binding + 1))
        return ast.BoolOp(ast.AND if kind == tokens.AND else ast.OR, values, self.span_from(first))

    def _comparison(self, left, first):
        ops = []
        comparators = []
        while True:
            kind = self.tok.kind
            op = COMPARE[kind]
            if op < 0 or (kind == tokens.NOT and self.peek() != tokens.IN):
                break
            self.advance()
            if kind == tokens.NOT:
                self.advance()
            elif kind == tokens.IS and self.tok.kind == tokens.NOT:
                self.advance()
                op = ast.IS_NOT
            ops.append(op)
            comparators.append(self.binary(BIND_BIT_OR))
        return ast.Compare(left, ops, comparators, self.span_from(first))

    def primary(self):
        """An atom with attributes, calls and subscripts."""
        first = self.tok
        if first.kind == tokens.AWAIT:
            self.advance()
            return ast.Await(self._trailers(self.atom(), self.last), self.span_from(first))
        return self._trailers(self.atom(), first)

    def _trailers(self, node, first):
        while True:
            kind = self.tok.kind
            if kind == tokens.DOT:
                self.advance()
                name = self.expect(tokens.NAME)
                node = ast.Attribute(node, name.text, self.span_from(first))
            elif kind == tokens.LPAR:
                node = self.call(node, first)
            elif kind == tokens.LSQB:
                self.advance()
                self.parentheses += 1
                index = self._subscripts()
                self.close(tokens.RSQB)
                node = ast.Subscript(node, index, self.span_from(first))
            else:
                return node

    def _subscripts(self):
        first = self.tok
        node = self._subscript()
        if self.tok.kind != tokens.COMMA and not isinstance(node, ast.Starred):
            return node
        elts = [node]
        while self.accept(tokens.COMMA):
            if self.tok.kind == tokens.RSQB:
                break
            elts.append(self._subscript())
        return ast.Tuple(elts, self.span_from(first))

    def _subscript(self):
        first = self.tok
        if first.kind == tokens.STAR:
            return self.starred()
        lower = None
        if first.kind != tokens.COLON:
            lower = self.named_expression()
            if self.tok.kind != tokens.COLON:
                return lower
        self.advance()
        upper = None
        step = None
        if self.tok.kind != tokens.COLON and self.tok.kind != tokens.COMMA and self.tok.kind != tokens.RSQB:
            upper = self.expression()
        if self.accept(tokens.COLON):
            if self.tok.kind != tokens.COMMA and self.tok.kind != tokens.RSQB:
                step = self.expression()
        return ast.Slice(lower, upper, step, self.span_from(first))

    def close(self, kind):
        """The closing parenthesis after an item."""
        if self.tok.kind != kind:
            raise self.no_comma()
        self.parentheses -= 1
        self.advance()

    def no_comma(self):
        """The error for a token after an item where neither a comma nor the end is."""
        error = self.unexpected()
        if not STARTS_EXPRESSION[self.tok.kind] or self.parentheses == 0 or self.tok.kind == tokens.NOT:
            return error
        if self.item_end != self.at:
            return error
        if self.tok.kind == tokens.STRING and self.last.kind == tokens.NAME:
            return error
        start = self.item_first
        try:
            after = self.expression()
        except SourceError:
            return error
        return SourceError(FORGOT_COMMA, start.line, start.column, after.span.end_line, after.span.end_column)

    def comprehensions(self):
        """`for ... in ... if ...`, once or more."""
        generators = []
        while self.tok.kind == tokens.FOR or self.tok.kind == tokens.ASYNC:
            is_async = self.accept(tokens.ASYNC)
            self.expect(tokens.FOR)
            target = self.for_target()
            if self.tok.kind != tokens.IN:
                raise self.unexpected()
            self.advance()
            iter = self.binary(BIND_OR)
            ifs = []
            while self.accept(tokens.IF):
                ifs.append(self.binary(BIND_OR))
            generators.append(ast.Comprehension(target, iter, ifs, is_async))
        return generators

    def for_target(self):
        """The targets between `for` and `in`."""
        first = self.tok
        node = self._for_item()
        if self.tok.kind == tokens.COMMA:
            elts = [node]
            while self.accept(tokens.COMMA):
                if self.tok.kind == tokens.IN:
                    break
                elts.append(self._for_item())
            node = ast.Tuple(elts, self.span_from(first))
        check_target(node, FOR_TARGET)
        return node

    def _for_item(self):
        if self.tok.kind == tokens.STAR:
            return self.starred()
        return self.binary(BIND_BIT_OR)

    def number(self):
        tok = self.advance()
        return ast.Constant(number_value(tok.text), self.span_from(tok))

    def constant(self, value):
        tok = self.advance()
        return ast.Constant(value, self.span_from(tok))

    def keyword_constant(self):
        """None, True, False or `...`; None if the next token is none of them."""
        kind = self.tok.kind
        if kind == tokens.NONE:
            return self.constant(consts.NONE)
        if kind == tokens.TRUE:
            return self.constant(consts.TRUE)
        if kind == tokens.FALSE:
            return self.constant(consts.FALSE)
        if kind == tokens.ELLIPSIS:
            return self.constant(consts.ELLIPSIS)
        return None
