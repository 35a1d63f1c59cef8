"""Names of a text: the scopes that functions, classes and comprehensions make, and what expressions use and bind."""

from compiler import scopes
from compiler.scopes import Scope, mangle
from parser import ast
from parser.errors import SourceError
from parser.visitor import Visitor


def error_at(message, span):
    return SourceError(message, span.line, span.column, span.end_line, span.end_column)


class NameCollector(Visitor):
    def __init__(self, top, lazy_annotations):
        self.scope = top
        self.all_scopes = [top]
        self.by_node = {}
        self.lazy_annotations = lazy_annotations

    # Scopes and names.

    def enter(self, node, kind, name, private):
        scope = Scope(kind, name, self.scope, private, node.span)
        self.all_scopes.append(scope)
        self.by_node[node] = scope
        self.scope = scope
        return scope

    def leave(self):
        parent = self.scope.parent
        assert parent is not None
        self.scope = parent

    def use(self, name):
        scope = self.scope
        scope.add(mangle(scope.private, name), scopes.USED)

    def bind(self, name, bits, span):
        scope = self.scope
        if name == "__debug__":
            raise error_at("cannot assign to __debug__", span)
        name = mangle(scope.private, name)
        if bits & scopes.PARAMETER and scope.flags_of(name) & scopes.PARAMETER:
            raise error_at("duplicate argument '%s' in function definition" % name, span)
        scope.add(name, scopes.BOUND | bits)

    def bind_target(self, node):
        """Names of an assignment's left side are bound; what the rest of it computes is used."""
        if isinstance(node, ast.Name):
            self.bind(node.id, 0, node.span)
        elif isinstance(node, ast.Starred):
            self.bind_target(node.value)
        elif isinstance(node, ast.Tuple):
            for elt in node.elts:
                self.bind_target(elt)
        elif isinstance(node, ast.List):
            for elt in node.elts:
                self.bind_target(elt)
        else:
            if isinstance(node, ast.Attribute) and node.attr == "__debug__":
                raise error_at("cannot assign to __debug__", node.span)
            node.accept(self)

    def statements(self, body):
        for node in body:
            node.accept(self)

    def expressions(self, nodes):
        for node in nodes:
            node.accept(self)

    def optional(self, node):
        if node is not None:
            node.accept(self)

    def annotation(self, node):
        if node is not None and not self.lazy_annotations:
            node.accept(self)

    # Functions and classes.

    def visit_FunctionDef(self, node):
        self.bind(node.name, 0, node.span)
        self.expressions(node.decorators)
        self.defaults(node.args)
        for arg in node.args.posonly:
            self.annotation(arg.annotation)
        for arg in node.args.args:
            self.annotation(arg.annotation)
        if node.args.vararg is not None:
            self.annotation(node.args.vararg.annotation)
        for arg in node.args.kwonly:
            self.annotation(arg.annotation)
        if node.args.kwarg is not None:
            self.annotation(node.args.kwarg.annotation)
        self.annotation(node.returns)
        scope = self.enter(node, scopes.FUNCTION, node.name, self.scope.private)
        scope.is_async = node.is_async
        self.parameters(node.args)
        self.statements(node.body)
        self.leave()

    def visit_Lambda(self, node):
        self.defaults(node.args)
        scope = self.enter(node, scopes.FUNCTION, "<lambda>", self.scope.private)
        scope.is_lambda = True
        self.parameters(node.args)
        node.body.accept(self)
        self.leave()

    def defaults(self, args):
        self.expressions(args.defaults)
        for node in args.kw_defaults:
            self.optional(node)

    def parameters(self, args):
        for arg in args.posonly:
            self.parameter(arg)
        for arg in args.args:
            self.parameter(arg)
        for arg in args.kwonly:
            self.parameter(arg)
        if args.vararg is not None:
            self.parameter(args.vararg)
            self.scope.has_varargs = True
        if args.kwarg is not None:
            self.parameter(args.kwarg)
            self.scope.has_varkeywords = True

    def parameter(self, arg):
        self.bind(arg.name, scopes.PARAMETER, arg.span)
        self.scope.parameters.append(mangle(self.scope.private, arg.name))

    def visit_ClassDef(self, node):
        self.bind(node.name, 0, node.span)
        self.expressions(node.decorators)
        self.expressions(node.bases)
        self.keywords(node.keywords)
        self.enter(node, scopes.CLASS, node.name, node.name)
        self.statements(node.body)
        self.leave()

    def keywords(self, keywords):
        for i in range(len(keywords)):
            keyword = keywords[i]
            if keyword.name != "":
                for k in range(i):
                    if keywords[k].name == keyword.name:
                        raise error_at("keyword argument repeated: " + keyword.name, keyword.span)
            keyword.value.accept(self)

    # Comprehensions.

    def visit_ListComp(self, node):
        self.comprehension(node, "<listcomp>", "list comprehension", node.generators, node.elt, None)

    def visit_SetComp(self, node):
        self.comprehension(node, "<setcomp>", "set comprehension", node.generators, node.elt, None)

    def visit_DictComp(self, node):
        self.comprehension(node, "<dictcomp>", "dict comprehension", node.generators, node.key, node.value)

    def visit_GeneratorExp(self, node):
        self.comprehension(node, "<genexpr>", "generator expression", node.generators, node.elt, None)

    def comprehension(self, node, name, what, generators, element, value):
        outer = self.scope
        first = generators[0]
        outer.iterable_depth += 1
        first.iter.accept(self)
        outer.iterable_depth -= 1
        scope = self.enter(node, scopes.FUNCTION, name, outer.private)
        scope.comprehension = what
        scope.is_async = False
        scope.add(".0", scopes.BOUND | scopes.PARAMETER)
        scope.parameters.append(".0")
        if name == "<genexpr>":
            scope.is_generator = True
        for i in range(len(generators)):
            generator = generators[i]
            if generator.is_async:
                scope.is_async = True
            self.iteration_target(generator.target)
            if i > 0:
                scope.iterable_depth += 1
                generator.iter.accept(self)
                scope.iterable_depth -= 1
            self.expressions(generator.ifs)
        element.accept(self)
        if value is not None:
            value.accept(self)
        self.leave()
        if scope.is_async and name != "<genexpr>" and outer.comprehension != "":
            outer.is_async = True

    def iteration_target(self, target):
        """The variables of a comprehension may not be assigned to by `:=`."""
        if isinstance(target, ast.Name):
            name = mangle(self.scope.private, target.id)
            if self.scope.flags_of(name) & scopes.GLOBAL or self.scope.flags_of(name) & scopes.NONLOCAL:
                raise error_at(
                    "comprehension inner loop cannot rebind assignment expression target '%s'" % target.id, target.span
                )
            self.bind(target.id, scopes.ITERATION, target.span)
        elif isinstance(target, ast.Tuple):
            for elt in target.elts:
                self.iteration_target(elt)
        elif isinstance(target, ast.List):
            for elt in target.elts:
                self.iteration_target(elt)
        elif isinstance(target, ast.Starred):
            self.iteration_target(target.value)
        else:
            self.bind_target(target)

    def visit_NamedExpr(self, node):
        target = node.target
        assert isinstance(target, ast.Name)
        if self.scope.iterable_depth > 0:
            raise error_at("assignment expression cannot be used in a comprehension iterable expression", node.span)
        if self.scope.comprehension != "":
            self.bind_around_comprehension(target)
        else:
            self.bind(target.id, 0, target.span)
        node.value.accept(self)

    def bind_around_comprehension(self, target):
        """`:=` in a comprehension assigns to a variable of the scope around it."""
        name = mangle(self.scope.private, target.id)
        scope = self.scope
        passed = []
        while scope.comprehension != "":
            if scope.flags_of(name) & scopes.ITERATION:
                raise error_at(
                    "assignment expression cannot rebind comprehension iteration variable '%s'" % target.id, target.span
                )
            passed.append(scope)
            parent = scope.parent
            assert parent is not None
            scope = parent
        if scope.kind == scopes.CLASS:
            raise error_at("assignment expression within a comprehension cannot be used in a class body", target.span)
        is_global = scope.kind == scopes.MODULE or scope.flags_of(name) & scopes.GLOBAL != 0
        for inner in passed:
            inner.add(name, scopes.GLOBAL if is_global else scopes.NONLOCAL)
            inner.spans[name] = target.span
        if not scope.flags_of(name) & scopes.NONLOCAL:
            scope.add(name, scopes.BOUND | (scopes.GLOBAL if is_global and scope.kind != scopes.MODULE else 0))

    # Expressions.

    def visit_Name(self, node):
        self.use(node.id)
        if node.id == "super" and self.scope.kind == scopes.FUNCTION:
            self.use("__class__")

    def visit_Constant(self, node):
        pass

    def visit_BoolOp(self, node):
        self.expressions(node.values)

    def visit_BinOp(self, node):
        node.left.accept(self)
        node.right.accept(self)

    def visit_UnaryOp(self, node):
        node.operand.accept(self)

    def visit_IfExp(self, node):
        node.test.accept(self)
        node.body.accept(self)
        node.orelse.accept(self)

    def visit_Dict(self, node):
        for i in range(len(node.keys)):
            self.optional(node.keys[i])
            node.values[i].accept(self)

    def visit_Set(self, node):
        self.expressions(node.elts)

    def visit_List(self, node):
        self.expressions(node.elts)

    def visit_Tuple(self, node):
        self.expressions(node.elts)

    def visit_Await(self, node):
        scope = self.scope
        node.value.accept(self)
        if scope.comprehension != "":
            scope.is_async = True

    def visit_Yield(self, node):
        self.generator(node)
        self.optional(node.value)

    def visit_YieldFrom(self, node):
        self.generator(node)
        node.value.accept(self)

    def generator(self, node):
        scope = self.scope
        if scope.comprehension != "":
            raise error_at("'yield' inside " + scope.comprehension, node.span)
        scope.is_generator = True

    def visit_Compare(self, node):
        node.left.accept(self)
        self.expressions(node.comparators)

    def visit_Call(self, node):
        node.func.accept(self)
        self.expressions(node.args)
        self.keywords(node.keywords)

    def visit_FormattedValue(self, node):
        node.value.accept(self)
        self.optional(node.format_spec)

    def visit_JoinedStr(self, node):
        self.expressions(node.values)

    def visit_Attribute(self, node):
        node.value.accept(self)

    def visit_Subscript(self, node):
        node.value.accept(self)
        node.index.accept(self)

    def visit_Starred(self, node):
        node.value.accept(self)

    def visit_Slice(self, node):
        self.optional(node.lower)
        self.optional(node.upper)
        self.optional(node.step)
