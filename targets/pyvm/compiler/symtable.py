"""The symbol table: one walk over the tree that makes the scopes and enters names; here, those of statements and patterns."""

from compiler import scopes
from compiler.names import NameCollector, error_at
from compiler.resolve import resolve
from compiler.scopes import Scope, mangle
from parser import ast


class SymbolTable:
    """The scopes by the nodes that make them; `top` is the text's own."""

    def __init__(self, top, by_node):
        self.top = top
        self.by_node = by_node

    def scope_of(self, node):
        return self.by_node[node]


def build_symbol_table(parsed, lazy_annotations):
    """`lazy_annotations`: annotations stay text, and their names are not used."""
    top = Scope(scopes.MODULE, "top", None, "", ast.Span(0, 0, 0, 0))
    builder = SymbolTableBuilder(top, lazy_annotations)
    if parsed.expression is not None:
        parsed.expression.accept(builder)
    builder.statements(parsed.body)
    resolve(builder.all_scopes)
    return SymbolTable(top, builder.by_node)


class SymbolTableBuilder(NameCollector):
    # Statements.

    def visit_Return(self, node):
        self.optional(node.value)

    def visit_Delete(self, node):
        for target in node.targets:
            self.bind_target(target)

    def visit_Assign(self, node):
        node.value.accept(self)
        for target in node.targets:
            self.bind_target(target)

    def visit_AugAssign(self, node):
        self.bind_target(node.target)
        node.value.accept(self)

    def visit_AnnAssign(self, node):
        target = node.target
        scope = self.scope
        if isinstance(target, ast.Name):
            name = mangle(scope.private, target.id)
            flags = scope.flags_of(name)
            if flags & (scopes.GLOBAL | scopes.NONLOCAL) and scope.kind != scopes.MODULE and node.simple:
                which = "global" if flags & scopes.GLOBAL else "nonlocal"
                raise error_at("annotated name '%s' can't be %s" % (target.id, which), node.span)
            if node.simple:
                self.bind(target.id, scopes.ANNOTATED, target.span)
            elif node.value is not None:
                self.bind(target.id, 0, target.span)
        else:
            self.bind_target(target)
        scope.has_annotations = True
        self.annotation(node.annotation)
        self.optional(node.value)

    def visit_For(self, node):
        node.iter.accept(self)
        self.bind_target(node.target)
        self.statements(node.body)
        self.statements(node.orelse)

    def visit_While(self, node):
        node.test.accept(self)
        self.statements(node.body)
        self.statements(node.orelse)

    def visit_If(self, node):
        node.test.accept(self)
        self.statements(node.body)
        self.statements(node.orelse)

    def visit_With(self, node):
        for item in node.items:
            item.manager.accept(self)
            if item.target is not None:
                self.bind_target(item.target)
        self.statements(node.body)

    def visit_Raise(self, node):
        self.optional(node.exc)
        self.optional(node.cause)

    def visit_Try(self, node):
        self.statements(node.body)
        for handler in node.handlers:
            self.optional(handler.type)
            if handler.name != "":
                self.bind(handler.name, 0, handler.span)
            self.statements(handler.body)
        self.statements(node.orelse)
        self.statements(node.finalbody)

    def visit_Assert(self, node):
        node.test.accept(self)
        self.optional(node.message)

    def visit_Import(self, node):
        for alias in node.names:
            name = alias.asname
            if name == "":
                dot = alias.name.find(".")
                name = alias.name if dot < 0 else alias.name[:dot]
            self.bind(name, 0, alias.span)

    def visit_ImportFrom(self, node):
        for alias in node.names:
            if alias.name == "*":
                if self.scope.kind != scopes.MODULE:
                    raise error_at("import * only allowed at module level", node.span)
            else:
                self.bind(alias.asname if alias.asname != "" else alias.name, 0, alias.span)

    def visit_Global(self, node):
        self.declare(node.names, scopes.GLOBAL, "global", node.span)

    def visit_Nonlocal(self, node):
        if self.scope.kind == scopes.MODULE:
            raise error_at("nonlocal declaration not allowed at module level", node.span)
        self.declare(node.names, scopes.NONLOCAL, "nonlocal", node.span)

    def declare(self, names, bit, word, span):
        scope = self.scope
        for written in names:
            name = mangle(scope.private, written)
            flags = scope.flags_of(name)
            if flags & scopes.PARAMETER:
                raise error_at("name '%s' is parameter and %s" % (name, word), span)
            if flags & scopes.ANNOTATED:
                raise error_at("annotated name '%s' can't be %s" % (name, word), span)
            if flags & scopes.USED:
                raise error_at("name '%s' is used prior to %s declaration" % (name, word), span)
            if flags & scopes.BOUND:
                raise error_at("name '%s' is assigned to before %s declaration" % (name, word), span)
            if flags & (scopes.GLOBAL | scopes.NONLOCAL) and not flags & bit:
                raise error_at("name '%s' is nonlocal and global" % name, span)
            scope.add(name, bit)
            scope.spans[name] = span

    def visit_ExprStmt(self, node):
        node.value.accept(self)

    def visit_Pass(self, node):
        pass

    def visit_Break(self, node):
        pass

    def visit_Continue(self, node):
        pass

    # Patterns.

    def patterns(self, patterns):
        for node in patterns:
            node.accept(self)

    def visit_Match(self, node):
        node.subject.accept(self)
        for case in node.cases:
            case.pattern.accept(self)
            self.optional(case.guard)
            self.statements(case.body)

    def visit_MatchValue(self, node):
        node.value.accept(self)

    def visit_MatchSingleton(self, node):
        pass

    def visit_MatchSequence(self, node):
        self.patterns(node.patterns)

    def visit_MatchMapping(self, node):
        self.expressions(node.keys)
        self.patterns(node.patterns)
        if node.rest != "":
            self.bind(node.rest, 0, node.span)

    def visit_MatchClass(self, node):
        node.cls.accept(self)
        self.patterns(node.patterns)
        self.patterns(node.kwd_patterns)

    def visit_MatchStar(self, node):
        if node.name != "":
            self.bind(node.name, 0, node.span)

    def visit_MatchAs(self, node):
        if node.pattern is not None:
            node.pattern.accept(self)
        if node.name != "":
            self.bind(node.name, 0, node.span)

    def visit_MatchOr(self, node):
        self.patterns(node.patterns)
