"""Code for `match`.

A pattern takes its subject from the stack and goes on, or jumps to where the case has failed. `on_top` is how many values of the
pattern are on the stack; `failures[n]` is where n of them still have to be popped. Names are bound as the pattern is matched,
so that those of a case that fails in its end are bound as well.
"""

from compiler import opcodes
from compiler.blocks import Block
from compiler.consts import ConstInt
from compiler.generator import STORE
from compiler.handlers import HandlerGenerator
from parser import ast_stmt as st


class MatchGenerator(HandlerGenerator):
    on_top = 0
    failures = []

    def visit_Match(self, node):
        end = Block()
        self.load(node.subject)
        last = len(node.cases) - 1
        for i in range(len(node.cases)):
            case = node.cases[i]
            if i < last and case.guard is None:
                self.check_refutable(case.pattern)
            check_names(self, case.pattern, [])
            outer_failures = self.failures
            outer_top = self.on_top
            self.failures = []
            self.on_top = 1
            self.span = case.pattern.span
            self.op(opcodes.DUP_TOP)
            case.pattern.accept(self)
            if case.guard is not None:
                failure = self.failure(0)
                self.jump_if(case.guard, failure, False)
            failures = self.failures
            self.failures = outer_failures
            self.on_top = outer_top
            self.op(opcodes.POP_TOP)
            self.statements(case.body)
            self.jump(opcodes.JUMP_FORWARD, end)
            self.emit_failures(failures)
        self.span = node.subject.span
        self.op(opcodes.POP_TOP)
        self.begin(end)

    def check_refutable(self, pattern):
        """A pattern that always matches must be the last one."""
        if isinstance(pattern, st.MatchAs):
            if pattern.pattern is None:
                if pattern.name == "":
                    raise self.error_at("wildcard makes remaining patterns unreachable", pattern)
                raise self.error_at("name capture '%s' makes remaining patterns unreachable" % pattern.name, pattern)
            self.check_refutable(pattern.pattern)

    def failure(self, count):
        while len(self.failures) <= count:
            self.failures.append(Block())
        return self.failures[count]

    def fail_if_false(self):
        """The condition on top of the stack is not counted."""
        self.jump(opcodes.POP_JUMP_IF_FALSE, self.failure(self.on_top))
        self.begin(Block())

    def emit_failures(self, failures):
        for n in range(len(failures) - 1, -1, -1):
            self.begin(failures[n])
            if n > 0:
                self.op(opcodes.POP_TOP)

    def fail_if_none(self):
        """The value on top of the stack is counted, and stays."""
        self.op(opcodes.DUP_TOP)
        self.load_none()
        self.op_arg(opcodes.IS_OP, 1)
        self.fail_if_false()

    def visit_MatchValue(self, node):
        self.load(node.value)
        self.span = node.span
        self.op_arg(opcodes.COMPARE_OP, opcodes.CMP_EQ)
        self.on_top -= 1
        self.fail_if_false()

    def visit_MatchSingleton(self, node):
        self.span = node.span
        self.load_const(node.value)
        self.op_arg(opcodes.IS_OP, 0)
        self.on_top -= 1
        self.fail_if_false()

    def capture(self, name):
        self.on_top -= 1
        if name == "":
            self.op(opcodes.POP_TOP)
        else:
            self.name_op(name, STORE)

    def visit_MatchAs(self, node):
        self.span = node.span
        if node.pattern is not None:
            self.op(opcodes.DUP_TOP)
            self.on_top += 1
            node.pattern.accept(self)
            self.span = node.span
        self.capture(node.name)

    def visit_MatchStar(self, node):
        self.span = node.span
        self.capture(node.name)

    def check_length(self, length, comparison):
        self.op(opcodes.GET_LEN)
        self.load_const(ConstInt(length))
        self.op_arg(opcodes.COMPARE_OP, comparison)
        self.fail_if_false()

    def subpatterns(self, patterns):
        """The values are on the stack, the first on top; `on_top` counts them as one."""
        self.on_top += len(patterns) - 1
        for pattern in patterns:
            pattern.accept(self)

    def visit_MatchSequence(self, node):
        self.span = node.span
        count = len(node.patterns)
        star = -1
        for i in range(count):
            if isinstance(node.patterns[i], st.MatchStar):
                if star >= 0:
                    raise self.error_at("multiple starred expressions in sequence pattern", node)
                star = i
        self.op(opcodes.MATCH_SEQUENCE)
        self.fail_if_false()
        if star < 0:
            self.check_length(count, opcodes.CMP_EQ)
            self.op_arg(opcodes.UNPACK_SEQUENCE, count)
        else:
            if count > 1:
                self.check_length(count - 1, opcodes.CMP_GE)
            self.op_arg(opcodes.UNPACK_EX, star | (count - star - 1) << 8)
        self.subpatterns(node.patterns)

    def visit_MatchMapping(self, node):
        self.span = node.span
        count = len(node.keys)
        self.op(opcodes.MATCH_MAPPING)
        self.fail_if_false()
        if count == 0 and node.rest == "":
            self.capture("")
            return
        if count > 0:
            self.check_length(count, opcodes.CMP_GE)
        for key in node.keys:
            self.load(key)
        self.span = node.span
        self.op_arg(opcodes.BUILD_TUPLE, count)
        self.op(opcodes.MATCH_KEYS)
        self.on_top += 2
        self.fail_if_none()
        self.op_arg(opcodes.UNPACK_SEQUENCE, count)
        self.subpatterns(node.patterns)
        self.span = node.span
        if node.rest == "":
            self.op(opcodes.POP_TOP)
        else:
            self.copy_without_keys(count)
        self.on_top -= 1
        self.capture(node.rest)

    def copy_without_keys(self, count):
        """[subject, keys] -> [a dict of the rest]."""
        self.op_arg(opcodes.BUILD_MAP, 0)
        self.op(opcodes.ROT_THREE)
        self.op(opcodes.ROT_TWO)
        self.op_arg(opcodes.DICT_UPDATE, 2)
        self.op_arg(opcodes.UNPACK_SEQUENCE, count)
        for left in range(count, 0, -1):
            self.op_arg(opcodes.COPY, left + 1)
            self.op(opcodes.ROT_TWO)
            self.op(opcodes.DELETE_SUBSCR)

    def visit_MatchClass(self, node):
        names = node.kwd_attrs
        for i in range(len(names)):
            for k in range(i):
                if names[k] == names[i]:
                    raise self.error_at("attribute name repeated in class pattern: " + names[i], node.kwd_patterns[i])
        self.load(node.cls)
        self.span = node.span
        self.load_names(names)
        self.op_arg(opcodes.MATCH_CLASS, len(node.patterns))
        self.fail_if_none()
        self.op_arg(opcodes.UNPACK_SEQUENCE, len(node.patterns) + len(names))
        self.subpatterns(node.patterns + node.kwd_patterns)

    def visit_MatchOr(self, node):
        success = Block()
        outer_failures = self.failures
        outer_top = self.on_top
        for i in range(len(node.patterns)):
            self.failures = []
            self.on_top = 1
            self.span = node.patterns[i].span
            self.op(opcodes.DUP_TOP)
            node.patterns[i].accept(self)
            self.jump(opcodes.JUMP_FORWARD, success)
            self.emit_failures(self.failures)
        self.failures = outer_failures
        self.on_top = outer_top
        self.jump(opcodes.JUMP_FORWARD, self.failure(self.on_top))
        self.begin(success)
        self.capture("")


def check_names(generator, pattern, names):
    """Each name is bound once, and alternatives bind the same names. The names are added to the list."""
    if isinstance(pattern, st.MatchAs):
        if pattern.pattern is not None:
            check_names(generator, pattern.pattern, names)
        check_name(generator, pattern.name, pattern, names)
    elif isinstance(pattern, st.MatchStar):
        check_name(generator, pattern.name, pattern, names)
    elif isinstance(pattern, st.MatchSequence):
        for inner in pattern.patterns:
            check_names(generator, inner, names)
    elif isinstance(pattern, st.MatchMapping):
        for inner in pattern.patterns:
            check_names(generator, inner, names)
        check_name(generator, pattern.rest, pattern, names)
    elif isinstance(pattern, st.MatchClass):
        for inner in pattern.patterns + pattern.kwd_patterns:
            check_names(generator, inner, names)
    elif isinstance(pattern, st.MatchOr):
        before = names[:]
        first = names[:]
        check_names(generator, pattern.patterns[0], first)
        generator.check_refutable(pattern.patterns[0])
        for i in range(1, len(pattern.patterns)):
            other = before[:]
            check_names(generator, pattern.patterns[i], other)
            if i + 1 < len(pattern.patterns):
                generator.check_refutable(pattern.patterns[i])
            if not same_names(first, other):
                raise generator.error_at("alternative patterns bind different names", pattern)
        for name in first[len(before) :]:
            names.append(name)


def check_name(generator, name, pattern, names):
    if name == "":
        return
    if name in names:
        raise generator.error_at("multiple assignments to name '%s' in pattern" % name, pattern)
    names.append(name)


def same_names(first, second):
    if len(first) != len(second):
        return False
    for name in first:
        if name not in second:
            return False
    return True
