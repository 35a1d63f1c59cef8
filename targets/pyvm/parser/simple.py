"""Simple statements: those on one line."""

from parser import ast, tokens
from parser import ast_stmt as st
from parser.atoms import AtomParser
from parser.errors import SourceError
from parser.expressions import BIND_BIT_OR, STARTS_EXPRESSION
from parser.targets import ASSIGN, DELETE, check_target, expression_name, invalid_target, target_error

AUGMENTED = [-1] * tokens.KINDS
AUGMENTED[tokens.PLUSEQUAL] = ast.ADD
AUGMENTED[tokens.MINEQUAL] = ast.SUBTRACT
AUGMENTED[tokens.STAREQUAL] = ast.MULTIPLY
AUGMENTED[tokens.ATEQUAL] = ast.MATRIX_MULTIPLY
AUGMENTED[tokens.SLASHEQUAL] = ast.TRUE_DIVIDE
AUGMENTED[tokens.DOUBLESLASHEQUAL] = ast.FLOOR_DIVIDE
AUGMENTED[tokens.PERCENTEQUAL] = ast.MODULO
AUGMENTED[tokens.DOUBLESTAREQUAL] = ast.POWER
AUGMENTED[tokens.LEFTSHIFTEQUAL] = ast.LSHIFT
AUGMENTED[tokens.RIGHTSHIFTEQUAL] = ast.RSHIFT
AUGMENTED[tokens.AMPEREQUAL] = ast.BIT_AND
AUGMENTED[tokens.VBAREQUAL] = ast.BIT_OR
AUGMENTED[tokens.CIRCUMFLEXEQUAL] = ast.BIT_XOR


class SimpleStatementParser(AtomParser):
    def simple_statement(self):
        first = self.tok
        kind = first.kind
        if kind == tokens.RETURN:
            self.advance()
            value = None
            if STARTS_EXPRESSION[self.tok.kind] or self.tok.kind == tokens.STAR:
                value = self.star_expressions()
            return st.Return(value, self.span_from(first))
        if kind == tokens.IMPORT:
            return self._import()
        if kind == tokens.FROM:
            return self._import_from()
        if kind == tokens.RAISE:
            return self._raise()
        if kind == tokens.PASS:
            self.advance()
            return st.Pass(self.span_from(first))
        if kind == tokens.DEL:
            return self._delete()
        if kind == tokens.ASSERT:
            self.advance()
            test = self.expression()
            message = None
            if self.tok.kind == tokens.EQUAL:
                raise self.no_equal(test)
            if self.accept(tokens.COMMA):
                message = self.expression()
            return st.Assert(test, message, self.span_from(first))
        if kind == tokens.BREAK:
            self.advance()
            return st.Break(self.span_from(first))
        if kind == tokens.CONTINUE:
            self.advance()
            return st.Continue(self.span_from(first))
        if kind == tokens.GLOBAL:
            names = self._names()
            return st.Global(names, self.span_from(first))
        if kind == tokens.NONLOCAL:
            names = self._names()
            return st.Nonlocal(names, self.span_from(first))
        return self._expression_statement()

    def _names(self):
        self.advance()
        names = [self.expect(tokens.NAME).text]
        while self.accept(tokens.COMMA):
            names.append(self.expect(tokens.NAME).text)
        return names

    def _raise(self):
        first = self.advance()
        exc = None
        cause = None
        if STARTS_EXPRESSION[self.tok.kind]:
            exc = self.expression()
            if self.accept(tokens.FROM):
                cause = self.expression()
        return st.Raise(exc, cause, self.span_from(first))

    def _delete(self):
        first = self.advance()
        targets = []
        while True:
            node = self.star_expressions_item()
            check_target(node, DELETE)
            targets.append(node)
            if not self.accept(tokens.COMMA):
                break
            if self.tok.kind == tokens.NEWLINE or self.tok.kind == tokens.SEMI:
                break
        return st.Delete(targets, self.span_from(first))

    def star_expressions_item(self):
        if self.tok.kind == tokens.STAR:
            return self.starred()
        return self.expression()

    def _right_side(self):
        if self.tok.kind == tokens.YIELD:
            return self.yield_expression()
        return self.star_expressions()

    def _expression_statement(self):
        first = self.tok
        node = self._right_side()
        kind = self.tok.kind
        if kind == tokens.NEWLINE or kind == tokens.SEMI:
            return st.ExprStmt(node, self.span_from(first))
        if kind == tokens.EQUAL:
            return self._assignment(node, first)
        if AUGMENTED[kind] >= 0:
            if not is_single_target(node):
                raise self.error_at("'%s' is an illegal expression for augmented assignment" % expression_name(node), node)
            self.advance()
            value = self._right_side()
            return st.AugAssign(node, AUGMENTED[kind], value, self.span_from(first))
        if kind == tokens.COLON:
            return self._annotated(node, first)
        self._check_print(node)
        return st.ExprStmt(node, self.span_from(first))

    def _check_print(self, node):
        """`print x` and `exec x`, as they were before Python 3."""
        if not isinstance(node, ast.Name) or (node.id != "print" and node.id != "exec"):
            return
        if not STARTS_EXPRESSION[self.tok.kind] or self.tok.kind == tokens.LPAR:
            return
        try:
            last = self.star_expressions()
        except SourceError:
            return
        name = node.id
        raise self.error_between(
            "Missing parentheses in call to '%s'. Did you mean %s(...)?" % (name, name), node, last
        )

    def _assignment(self, node, first):
        targets = []
        value = node
        while self.tok.kind == tokens.EQUAL:
            wrong = invalid_target(value, ASSIGN)
            if wrong is not None:
                raise self._not_assignable(value, wrong, len(targets) == 0)
            targets.append(value)
            self.advance()
            value = self._right_side()
        return st.Assign(targets, value, self.span_from(first))

    def _not_assignable(self, node, wrong, is_first):
        """The error for a left side whose part `wrong` cannot be assigned to; `node` is all of it."""
        if isinstance(wrong, ast.Yield) or isinstance(wrong, ast.YieldFrom):
            if not wrong.parenthesized:
                return target_error("assignment to yield expression not possible", wrong)
        message = "cannot assign to " + expression_name(wrong)
        last = node
        if isinstance(node, ast.Tuple) and not node.parenthesized and len(node.elts) > 0:
            last = node.elts[len(node.elts) - 1]
        if is_first and wrong is last and may_be_compared(wrong):
            self.advance()
            try:
                self.binary(BIND_BIT_OR)
                if self.tok.kind != tokens.EQUAL and self.tok.kind != tokens.COLONEQUAL:
                    message += " here. Maybe you meant '==' instead of '='?"
            except SourceError:
                pass
        return target_error(message, wrong)

    def _annotated(self, node, first):
        self.advance()
        annotation = self.expression()
        if isinstance(node, ast.List):
            raise self.error_at("only single target (not list) can be annotated", node)
        if isinstance(node, ast.Tuple):
            raise self.error_at("only single target (not tuple) can be annotated", node)
        if not is_single_target(node):
            raise self.error_at("illegal target for annotation", node)
        value = None
        if self.accept(tokens.EQUAL):
            value = self._right_side()
        simple = isinstance(node, ast.Name) and not node.parenthesized
        return st.AnnAssign(node, annotation, value, simple, self.span_from(first))

    def _dotted_name(self):
        parts = [self.expect(tokens.NAME).text]
        while self.accept(tokens.DOT):
            parts.append(self.expect(tokens.NAME).text)
        return ".".join(parts)

    def _alias(self, dotted):
        first = self.tok
        name = self._dotted_name() if dotted else self.expect(tokens.NAME).text
        asname = ""
        if self.accept(tokens.AS):
            asname = self.expect(tokens.NAME).text
        return st.Alias(name, asname, self.span_from(first))

    def _import(self):
        first = self.advance()
        names = [self._alias(True)]
        while self.accept(tokens.COMMA):
            names.append(self._alias(True))
        return st.Import(names, self.span_from(first))

    def _import_from(self):
        first = self.advance()
        level = 0
        while self.tok.kind == tokens.DOT or self.tok.kind == tokens.ELLIPSIS:
            level += 1 if self.advance().kind == tokens.DOT else 3
        module = ""
        if level == 0 or self.tok.kind == tokens.NAME:
            module = self._dotted_name()
        self.expect(tokens.IMPORT)
        if self.tok.kind == tokens.STAR:
            star = self.advance()
            names = [st.Alias("*", "", self.span_from(star))]
        elif self.tok.kind == tokens.LPAR:
            self.advance()
            names = self._aliases(True)
            self.expect(tokens.RPAR)
        else:
            names = self._aliases(False)
        return st.ImportFrom(module, names, level, self.span_from(first))

    def _aliases(self, parenthesized):
        names = [self._alias(False)]
        while self.accept(tokens.COMMA):
            if self.tok.kind == tokens.NEWLINE:
                raise self.error_here("trailing comma not allowed without surrounding parentheses")
            if parenthesized and self.tok.kind == tokens.RPAR:
                break
            names.append(self._alias(False))
        return names


def is_single_target(node):
    return isinstance(node, ast.Name) or isinstance(node, ast.Attribute) or isinstance(node, ast.Subscript)


def may_be_compared(node):
    """Whether someone may have meant `==` by the `=` after it."""
    if isinstance(node, ast.List) or isinstance(node, ast.Tuple) or isinstance(node, ast.GeneratorExp):
        return False
    name = expression_name(node)
    if name == "None" or name == "True" or name == "False":
        return False
    if node.parenthesized:
        return True
    if isinstance(node, ast.UnaryOp):
        return node.op != ast.UNARY_NOT
    return not (
        isinstance(node, ast.BoolOp)
        or isinstance(node, ast.Compare)
        or isinstance(node, ast.Lambda)
        or isinstance(node, ast.IfExp)
        or isinstance(node, ast.Starred)
    )
