"""Code for statements other than definitions, `try`, `with` and `match`."""

from compiler import consts, opcodes, scopes, unit as units
from compiler.blocks import Block
from compiler.consts import ConstInt
from compiler.definitions import DefinitionGenerator
from compiler.fold import fold, fold_container
from compiler.generator import LOAD, STORE
from parser import ast

INPLACE_OPS = [
    opcodes.INPLACE_ADD, opcodes.INPLACE_SUBTRACT, opcodes.INPLACE_MULTIPLY, opcodes.INPLACE_MATRIX_MULTIPLY,
    opcodes.INPLACE_TRUE_DIVIDE, opcodes.INPLACE_FLOOR_DIVIDE, opcodes.INPLACE_MODULO, opcodes.INPLACE_POWER,
    opcodes.INPLACE_LSHIFT, opcodes.INPLACE_RSHIFT, opcodes.INPLACE_AND, opcodes.INPLACE_XOR, opcodes.INPLACE_OR,
]  # fmt: skip


class StatementGenerator(DefinitionGenerator):
    def visit_ExprStmt(self, node):
        if self.interactive and self.unit.parent is None:
            self.load(node.value)
            self.span = node.span
            self.op(opcodes.PRINT_EXPR)
            return
        if fold(node.value) is not None:
            return
        node.value.accept(self)
        self.span = node.span
        self.op(opcodes.POP_TOP)

    def visit_Pass(self, node):
        pass

    def visit_Assign(self, node):
        if len(node.targets) == 1 and self.exchange(node.targets[0], node.value, node.span):
            return
        self.load(node.value)
        last = len(node.targets) - 1
        for i in range(len(node.targets)):
            if i < last:
                self.span = node.span
                self.op(opcodes.DUP_TOP)
            self.store(node.targets[i])

    def exchange(self, target, value, span):
        """`a, b = x, y` needs no tuple."""
        if not isinstance(target, ast.Tuple) or not isinstance(value, ast.Tuple):
            return False
        n = len(target.elts)
        if n != len(value.elts) or n < 2 or n > 3 or has_star(target.elts) or has_star(value.elts):
            return False
        for elt in value.elts:
            self.load(elt)
        self.span = span
        if n == 2:
            self.op(opcodes.ROT_TWO)
        else:
            self.op_arg(opcodes.SWAP, 3)
        for elt in target.elts:
            self.store(elt)
        return True

    def visit_AugAssign(self, node):
        target = node.target
        span = node.span
        self.span = target.span
        if isinstance(target, ast.Name):
            self.name_op(target.id, LOAD)
            self.load(node.value)
            self.span = span
            self.op(INPLACE_OPS[node.op])
            self.span = target.span
            self.name_op(target.id, STORE)
        elif isinstance(target, ast.Attribute):
            self.load(target.value)
            self.span = target.span
            self.op(opcodes.DUP_TOP)
            self.op_name(opcodes.LOAD_ATTR, target.attr)
            self.load(node.value)
            self.span = span
            self.op(INPLACE_OPS[node.op])
            self.span = target.span
            self.op(opcodes.ROT_TWO)
            self.op_name(opcodes.STORE_ATTR, target.attr)
        elif isinstance(target, ast.Subscript):
            self.load(target.value)
            self.load(target.index)
            self.span = target.span
            self.op(opcodes.DUP_TOP_TWO)
            self.op(opcodes.BINARY_SUBSCR)
            self.load(node.value)
            self.span = span
            self.op(INPLACE_OPS[node.op])
            self.span = target.span
            self.op(opcodes.ROT_THREE)
            self.op(opcodes.STORE_SUBSCR)

    def visit_AnnAssign(self, node):
        target = node.target
        value = node.value
        if value is not None:
            self.load(value)
            self.store(target)
        in_function = self.unit.scope.kind == scopes.FUNCTION
        self.span = node.span
        if isinstance(target, ast.Name):
            if node.simple and not in_function:
                self.annotation(node.annotation)
                self.span = node.span
                self.op_plain_name(opcodes.LOAD_NAME, "__annotations__")
                self.load_str(self.unit.mangle(target.id))
                self.op(opcodes.STORE_SUBSCR)
                return
        elif value is None:
            if isinstance(target, ast.Attribute):
                self.load(target.value)
                self.op(opcodes.POP_TOP)
            elif isinstance(target, ast.Subscript):
                self.load(target.value)
                self.op(opcodes.POP_TOP)
                self.load(target.index)
                self.op(opcodes.POP_TOP)
        if not node.simple and not in_function:
            self.annotation(node.annotation)
            self.op(opcodes.POP_TOP)

    def visit_Delete(self, node):
        for target in node.targets:
            self.delete(target)

    def visit_Global(self, node):
        pass

    def visit_Nonlocal(self, node):
        pass

    def visit_Assert(self, node):
        test = node.test
        if isinstance(test, ast.Tuple) and len(test.elts) > 0:
            # A tuple with items is always true; the test is kept as it is written.
            self.load(test)
            self.op(opcodes.POP_TOP)
            return
        end = Block()
        self.jump_if(test, end, True)
        span = comparison_span(test, node.span)
        self.span = span
        self.op(opcodes.LOAD_ASSERTION_ERROR)
        if node.message is not None:
            self.load(node.message)
            self.span = span
            self.op_arg(opcodes.CALL_FUNCTION, 1)
        self.op_arg(opcodes.RAISE_VARARGS, 1)
        self.begin(end)

    def visit_Raise(self, node):
        count = 0
        if node.exc is not None:
            self.load(node.exc)
            count += 1
            if node.cause is not None:
                self.load(node.cause)
                count += 1
        self.span = node.span
        self.op_arg(opcodes.RAISE_VARARGS, count)
        self.begin(Block())

    # Imports.

    def visit_Import(self, node):
        for alias in node.names:
            self.load_const(ConstInt(0))
            self.load_none()
            self.op_plain_name(opcodes.IMPORT_NAME, alias.name)
            dot = alias.name.find(".")
            if alias.asname == "":
                self.name_op(alias.name if dot < 0 else alias.name[:dot], STORE)
                continue
            # `import a.b.c as d` is the innermost module.
            while dot >= 0:
                start = dot + 1
                dot = alias.name.find(".", start)
                end = len(alias.name) if dot < 0 else dot
                self.op_plain_name(opcodes.IMPORT_FROM, alias.name[start:end])
                self.op(opcodes.ROT_TWO)
                self.op(opcodes.POP_TOP)
            self.name_op(alias.asname, STORE)

    def visit_ImportFrom(self, node):
        self.load_const(ConstInt(node.level))
        self.load_names([alias.name for alias in node.names])
        self.op_plain_name(opcodes.IMPORT_NAME, node.module)
        for alias in node.names:
            if alias.name == "*":
                self.op(opcodes.IMPORT_STAR)
                return
            self.op_plain_name(opcodes.IMPORT_FROM, alias.name)
            self.name_op(alias.asname if alias.asname != "" else alias.name, STORE)
        self.op(opcodes.POP_TOP)

    # Flow of control.

    def visit_If(self, node):
        end = Block()
        orelse = Block() if len(node.orelse) > 0 else end
        self.jump_if(node.test, orelse, False)
        self.statements(node.body)
        if len(node.orelse) > 0:
            self.jump(opcodes.JUMP_FORWARD, end)
            self.begin(orelse)
            self.statements(node.orelse)
        self.begin(end)

    def visit_While(self, node):
        start = Block()
        orelse = Block()
        end = Block()
        self.begin(start)
        self.push_frame(units.WHILE_LOOP, start, end, self.unit.handler)
        self.jump_if(node.test, orelse, False)
        self.statements(node.body)
        self.span = node.span
        self.jump(opcodes.JUMP_BACKWARD, start)
        self.pop_frame()
        self.begin(orelse)
        self.statements(node.orelse)
        self.begin(end)

    def visit_For(self, node):
        if node.is_async:
            self.async_for(node)
            return
        start = Block()
        orelse = Block()
        end = Block()
        value = fold_container(node.iter)
        if value is not None and not isinstance(value, consts.ConstFrozenset):
            self.span = node.iter.span
            self.load_const(value)
        else:
            self.load(node.iter)
        self.span = node.span
        self.op(opcodes.GET_ITER)
        self.begin(start)
        self.push_frame(units.FOR_LOOP, start, end, self.unit.handler)
        self.jump(opcodes.FOR_ITER, orelse)
        self.begin(Block())
        self.store(node.target)
        self.statements(node.body)
        self.span = node.span
        self.jump(opcodes.JUMP_BACKWARD, start)
        self.pop_frame()
        self.begin(orelse)
        self.statements(node.orelse)
        self.begin(end)

    def async_for(self, node):
        if not self.unit.scope.is_async or self.unit.scope.kind != scopes.FUNCTION:
            raise self.error_at("'async for' outside async function", node)
        start = Block()
        orelse = Block()
        end = Block()
        self.load(node.iter)
        self.span = node.iter.span
        self.op(opcodes.GET_AITER)
        self.begin(start)
        self.push_frame(units.FOR_LOOP, start, end, self.unit.handler)
        outer = self.setup_handler(orelse, 0)
        self.op(opcodes.GET_ANEXT)
        self.await_value()
        self.unit.handler = outer
        self.store(node.target)
        self.statements(node.body)
        self.span = node.iter.span
        self.jump(opcodes.JUMP_BACKWARD, start)
        self.pop_frame()
        self.begin(orelse)
        self.op(opcodes.END_ASYNC_FOR)
        self.statements(node.orelse)
        self.begin(end)

    def visit_Break(self, node):
        loop = self.unwind_all(False, True)
        if loop is None:
            raise self.error_at("'break' outside loop", node)
        if loop.kind == units.FOR_LOOP:
            self.op(opcodes.POP_TOP)
        self.jump(opcodes.JUMP_FORWARD, loop.end)
        self.begin(Block())

    def visit_Continue(self, node):
        loop = self.unwind_all(False, True)
        if loop is None:
            raise self.error_at("'continue' not properly in loop", node)
        self.jump(opcodes.JUMP_BACKWARD, loop.start)
        self.begin(Block())

    def visit_Return(self, node):
        scope = self.unit.scope
        if scope.kind != scopes.FUNCTION:
            raise self.error_at("'return' outside function", node)
        value = node.value
        if value is not None and scope.is_async and scope.is_generator:
            raise self.error_at("'return' with value in async generator", node)
        constant = consts.NONE if value is None else fold(value)
        if constant is None:
            assert value is not None
            value.accept(self)
            self.span = node.span
            self.unwind_all(True, False)
        else:
            self.unwind_all(False, False)
            self.load_const(constant)
        self.op(opcodes.RETURN_VALUE)
        self.begin(Block())


def has_star(elts):
    for elt in elts:
        if isinstance(elt, ast.Starred):
            return True
    return False


def comparison_span(test, span):
    """Where an assertion is said to fail: at the comparison that is tested last, or else at the given place."""
    if isinstance(test, ast.Compare):
        return test.span
    if isinstance(test, ast.UnaryOp):
        if test.op == ast.UNARY_NOT:
            return comparison_span(test.operand, span)
    elif isinstance(test, ast.BoolOp):
        for value in test.values:
            span = comparison_span(value, span)
    return span
