"""Code for `try` and `with`.

A handler begins with the exception on the stack; PUSH_EXC_INFO puts the exception that was being handled before below it. From there to
POP_EXCEPT any new exception goes to a small cleanup block, which makes the older one current again and raises on.
"""

from compiler import opcodes, scopes, unit as units
from compiler.blocks import Block
from compiler.generator import STORE
from compiler.statements import StatementGenerator


class HandlerGenerator(StatementGenerator):
    def visit_Try(self, node):
        if len(node.finalbody) > 0:
            self.try_finally(node)
        elif node.is_star:
            self.try_except_star(node)
        else:
            self.try_except(node)

    def try_body(self, node):
        """What `finally` is around."""
        if len(node.handlers) == 0:
            self.statements(node.body)
        elif node.is_star:
            self.try_except_star(node)
        else:
            self.try_except(node)

    def cleanup(self, block, outer):
        """[previous, exception]: the older exception is current again, and the newer one goes on."""
        self.unit.handler = outer
        self.begin(block)
        self.op(opcodes.ROT_TWO)
        self.op(opcodes.POP_EXCEPT)
        self.op(opcodes.RERAISE)

    def try_finally(self, node):
        handler = Block()
        cleanup = Block()
        end = Block()
        outer = self.setup_handler(handler, 0)
        frame = self.push_frame(units.FINALLY_TRY, None, None, outer)
        frame.finalbody = node.finalbody
        self.try_body(node)
        self.pop_frame()
        self.unit.handler = outer
        self.statements(node.finalbody)
        self.jump(opcodes.JUMP_FORWARD, end)
        self.begin(handler)
        self.setup_handler(cleanup, 0)
        self.op(opcodes.PUSH_EXC_INFO)
        self.push_frame(units.FINALLY_END, None, None, outer)
        self.statements(node.finalbody)
        self.pop_frame()
        self.op(opcodes.RERAISE)
        self.cleanup(cleanup, outer)
        self.begin(end)

    def try_except(self, node):
        handler = Block()
        cleanup = Block()
        end = Block()
        outer = self.setup_handler(handler, 0)
        self.push_frame(units.TRY, None, None, outer)
        self.statements(node.body)
        self.pop_frame()
        self.unit.handler = outer
        self.statements(node.orelse)
        self.jump(opcodes.JUMP_FORWARD, end)
        self.begin(handler)
        self.setup_handler(cleanup, 0)
        self.op(opcodes.PUSH_EXC_INFO)
        for clause in node.handlers:
            self.handler_clause(clause, outer, end)
        self.op(opcodes.RERAISE)
        self.cleanup(cleanup, outer)
        self.begin(end)

    def handler_clause(self, clause, outer, end):
        """One `except`: [previous, exception] before and, if it does not match, after."""
        following = Block()
        self.span = clause.span
        if clause.type is not None:
            self.load(clause.type)
            self.span = clause.span
            self.op(opcodes.CHECK_EXC_MATCH)
            self.jump(opcodes.POP_JUMP_IF_FALSE, following)
            self.begin(Block())
        if clause.name == "":
            self.op(opcodes.POP_TOP)
            self.push_frame(units.HANDLER_CLEANUP, None, None, outer)
            self.statements(clause.body)
            self.pop_frame()
            self.op(opcodes.POP_EXCEPT)
            self.jump(opcodes.JUMP_FORWARD, end)
        else:
            self.span = clause.span
            self.name_op(clause.name, STORE)
            forget = Block()
            inside = self.setup_handler(forget, 0)
            frame = self.push_frame(units.HANDLER_CLEANUP, None, None, outer)
            frame.name = clause.name
            self.statements(clause.body)
            self.pop_frame()
            self.span = clause.span
            self.unit.handler = inside
            self.op(opcodes.POP_EXCEPT)
            self.unit.handler = outer
            self.forget(clause.name)
            self.jump(opcodes.JUMP_FORWARD, end)
            self.begin(forget)
            self.unit.handler = inside
            self.forget(clause.name)
            self.op(opcodes.RERAISE)
        self.begin(following)

    def try_except_star(self, node):
        """`except*`: [previous, original group, list of results, rest] between the clauses."""
        handler = Block()
        cleanup = Block()
        raise_star = Block()
        end = Block()
        outer = self.setup_handler(handler, 0)
        self.push_frame(units.TRY, None, None, outer)
        self.statements(node.body)
        self.pop_frame()
        self.unit.handler = outer
        self.statements(node.orelse)
        self.jump(opcodes.JUMP_FORWARD, end)
        self.begin(handler)
        self.setup_handler(cleanup, 0)
        self.op(opcodes.PUSH_EXC_INFO)
        self.op_arg(opcodes.COPY, 1)
        self.op_arg(opcodes.BUILD_LIST, 0)
        self.op(opcodes.ROT_TWO)
        for clause in node.handlers:
            self.star_clause(clause, outer)
        self.span = node.span
        self.op_arg(opcodes.LIST_APPEND, 1)
        self.op(opcodes.PREP_RERAISE_STAR)
        self.op_arg(opcodes.COPY, 1)
        self.jump(opcodes.POP_JUMP_IF_NOT_NONE, raise_star)
        self.begin(Block())
        self.op(opcodes.POP_TOP)
        self.op(opcodes.POP_EXCEPT)
        self.jump(opcodes.JUMP_FORWARD, end)
        self.cleanup(raise_star, outer)
        self.cleanup(cleanup, outer)
        self.begin(end)

    def star_clause(self, clause, outer):
        """One `except*`: what its body raises is put into the list of results."""
        no_match = Block()
        failed = Block()
        following = Block()
        assert clause.type is not None
        self.load(clause.type)
        self.span = clause.span
        self.op(opcodes.CHECK_EG_MATCH)
        self.op_arg(opcodes.COPY, 1)
        self.jump(opcodes.POP_JUMP_IF_NONE, no_match)
        self.begin(Block())
        if clause.name != "":
            self.name_op(clause.name, STORE)
        else:
            self.op(opcodes.POP_TOP)
        inside = self.setup_handler(failed, 0)
        self.push_frame(units.EXCEPT_STAR, None, None, outer)
        self.statements(clause.body)
        self.pop_frame()
        self.unit.handler = inside
        self.span = clause.span
        self.forget(clause.name)
        self.jump(opcodes.JUMP_FORWARD, following)
        self.begin(failed)
        self.forget(clause.name)
        self.op_arg(opcodes.LIST_APPEND, 2)
        self.jump(opcodes.JUMP_FORWARD, following)
        self.begin(no_match)
        self.op(opcodes.POP_TOP)
        self.begin(following)

    def visit_With(self, node):
        scope = self.unit.scope
        if node.is_async and (scope.kind != scopes.FUNCTION or not scope.is_async):
            raise self.error_at("'async with' outside async function", node)
        self.with_item(node, 0)

    def with_item(self, node, i):
        item = node.items[i]
        handler = Block()
        end = Block()
        span = node.span
        self.load(item.manager)
        self.span = span
        if node.is_async:
            self.op(opcodes.BEFORE_ASYNC_WITH)
            self.await_value()
        else:
            self.op(opcodes.BEFORE_WITH)
        outer = self.setup_handler(handler, 1)
        frame = self.push_frame(units.ASYNC_WITH if node.is_async else units.WITH, None, None, outer)
        frame.span = span
        if item.target is not None:
            self.store(item.target)
        else:
            self.op(opcodes.POP_TOP)
        if i + 1 < len(node.items):
            self.with_item(node, i + 1)
        else:
            self.statements(node.body)
        self.pop_frame()
        self.unit.handler = outer
        self.span = span
        self.call_exit(node.is_async)
        self.jump(opcodes.JUMP_FORWARD, end)
        self.with_handler(node, handler, outer, end)
        self.begin(end)

    def with_handler(self, node, handler, outer, end):
        """[exit, exception]: the exit is called, and says whether the exception goes on."""
        cleanup = Block()
        suppress = Block()
        self.begin(handler)
        self.setup_handler(cleanup, 0)
        self.op(opcodes.PUSH_EXC_INFO)
        self.op(opcodes.WITH_EXCEPT_START)
        if node.is_async:
            self.await_value()
        self.jump(opcodes.POP_JUMP_IF_TRUE, suppress)
        self.begin(Block())
        self.op(opcodes.RERAISE)
        self.begin(suppress)
        self.op(opcodes.POP_TOP)
        self.unit.handler = outer
        self.op(opcodes.POP_EXCEPT)
        self.op(opcodes.POP_TOP)
        self.jump(opcodes.JUMP_FORWARD, end)
        self.cleanup(cleanup, outer)
