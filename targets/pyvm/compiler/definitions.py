"""Code for functions and classes."""

from compiler import consts, opcodes
from compiler.calls import CallGenerator
from compiler.code import CO_FUTURE_ANNOTATIONS
from compiler.consts import ConstStr
from parser import ast
from parser import ast_stmt as st


def docstring(body):
    """The str that a body begins with, or None."""
    if len(body) > 0:
        first = body[0]
        if isinstance(first, st.ExprStmt):
            value = first.value
            if isinstance(value, ast.Constant):
                if isinstance(value.value, ConstStr):
                    return value.value
    return None


class DefinitionGenerator(CallGenerator):
    def visit_FunctionDef(self, node):
        for decorator in node.decorators:
            self.load(decorator)
        self.span = node.span
        flags = self.defaults(node.args)
        if self.annotations(node.args, node.returns):
            flags |= 4
        firstlineno = node.span.line
        if len(node.decorators) > 0:
            firstlineno = node.decorators[0].span.line
        self.enter_function(node, node.name, node.args, firstlineno)
        doc = docstring(node.body)
        self.unit.constant_number(consts.NONE if doc is None else doc)
        self.body(node.body, doc is not None)
        self.span = node.body[len(node.body) - 1].span
        self.load_none()
        self.op(opcodes.RETURN_VALUE)
        code = self.leave()
        self.span = node.span
        self.make_function(code, flags)
        self.decorate(node.decorators)
        self.span = node.span
        self.store_name(node.name)

    def store_name(self, name):
        self.name_op(name, 1)

    def body(self, body, has_doc):
        for i in range(1 if has_doc else 0, len(body)):
            node = body[i]
            self.span = node.span
            node.accept(self)

    def decorate(self, decorators):
        for i in range(len(decorators) - 1, -1, -1):
            self.span = decorators[i].span
            self.op_arg(opcodes.CALL_FUNCTION, 1)

    # Annotations.

    def annotations(self, args, returns):
        """Pushes a tuple of names and annotations; whether there are any."""
        count = 0
        for arg in args.posonly:
            count += self.parameter_annotation(arg)
        for arg in args.args:
            count += self.parameter_annotation(arg)
        if args.vararg is not None:
            count += self.parameter_annotation(args.vararg)
        for arg in args.kwonly:
            count += self.parameter_annotation(arg)
        if args.kwarg is not None:
            count += self.parameter_annotation(args.kwarg)
        if returns is not None:
            self.load_str("return")
            self.annotation(returns)
            count += 1
        if count > 0:
            self.op_arg(opcodes.BUILD_TUPLE, 2 * count)
        return count > 0

    def parameter_annotation(self, arg):
        annotation = arg.annotation
        if annotation is None:
            return 0
        self.load_str(self.unit.mangle(arg.name))
        if isinstance(annotation, ast.Starred):
            # `*args: *Ts`: what the unpacking gives is one value.
            self.load(annotation.value)
            self.span = annotation.span
            self.op_arg(opcodes.UNPACK_SEQUENCE, 1)
        else:
            self.annotation(annotation)
        return 1

    def annotation(self, node):
        if self.future_flags & CO_FUTURE_ANNOTATIONS:
            self.span = node.span
            self.load_str(self.source_of(node.span))
        else:
            self.load(node)

    def source_of(self, span):
        """The text of an expression, as it is written."""
        source = self.source
        at = 0
        start = 0
        line = 1
        while line <= span.end_line:
            if line == span.line:
                start = at + span.column
            if line == span.end_line:
                break
            at = source.find("\n", at) + 1
            line += 1
        return source[start : at + span.end_column]

    # Classes.

    def visit_ClassDef(self, node):
        for decorator in node.decorators:
            self.load(decorator)
        firstlineno = node.span.line
        if len(node.decorators) > 0:
            firstlineno = node.decorators[0].span.line
        code = self.class_body(node, firstlineno)
        self.span = node.span
        self.op(opcodes.LOAD_BUILD_CLASS)
        self.make_function(code, 0)
        self.load_str(node.name)
        self.call_with(2, node.bases, node.keywords)
        self.decorate(node.decorators)
        self.span = node.span
        self.store_name(node.name)

    def class_body(self, node, firstlineno):
        scope = self.table.scope_of(node)
        self.enter(scope, node.name, firstlineno)
        self.span = ast.Span(firstlineno, 0, firstlineno, 0)
        self.op_plain_name(opcodes.LOAD_NAME, "__name__")
        self.op_plain_name(opcodes.STORE_NAME, "__module__")
        self.load_str(self.unit.qualname)
        self.op_plain_name(opcodes.STORE_NAME, "__qualname__")
        if scope.has_annotations:
            self.op(opcodes.SETUP_ANNOTATIONS)
        doc = docstring(node.body)
        if doc is not None:
            self.span = node.body[0].span
            self.load_const(doc)
            self.op_plain_name(opcodes.STORE_NAME, "__doc__")
        self.body(node.body, doc is not None)
        self.span = node.body[len(node.body) - 1].span
        if scope.needs_class_cell:
            self.op_arg(opcodes.LOAD_CLOSURE, scope.cell_index("__class__"))
            self.op(opcodes.DUP_TOP)
            self.op_plain_name(opcodes.STORE_NAME, "__classcell__")
        else:
            self.load_none()
        self.op(opcodes.RETURN_VALUE)
        return self.leave()
