"""Code for calls, lambdas, comprehensions, `yield` and `await`."""

from compiler import consts, opcodes, scopes
from compiler.blocks import Block
from compiler.expressions import MAX_PUSHED, ExpressionGenerator
from parser import ast

LIST = 0
SET = 1
DICT = 2
GENERATOR = 3


class CallGenerator(ExpressionGenerator):
    def visit_Call(self, node):
        func = node.func
        if isinstance(func, ast.Attribute) and self.plain_arguments(node.args) and len(node.keywords) == 0:
            self.load(func.value)
            self.span = call_span(func, func)
            self.op_name(opcodes.LOAD_METHOD, func.attr)
            for arg in node.args:
                self.load(arg)
            self.span = call_span(node, func)
            self.op_arg(opcodes.CALL_METHOD, len(node.args))
            return
        self.load(func)
        self.span = node.span
        if isinstance(func, ast.Attribute):
            self.span = call_span(node, func)
        self.call_with(0, node.args, node.keywords)

    def plain_arguments(self, args):
        """Few enough, and without stars."""
        if len(args) > MAX_PUSHED:
            return False
        for arg in args:
            if isinstance(arg, ast.Starred):
                return False
        return True

    def call_with(self, pushed, args, keywords):
        """A call of what is on the stack; so many of its arguments are there as well."""
        span = self.span
        plain = self.plain_arguments(args) and len(args) + len(keywords) <= MAX_PUSHED
        for keyword in keywords:
            if keyword.name == "":
                plain = False
        if not plain:
            self.call_extended(pushed, args, keywords, span)
            return
        for arg in args:
            self.load(arg)
        if len(keywords) == 0:
            self.span = span
            self.op_arg(opcodes.CALL_FUNCTION, pushed + len(args))
            return
        names = []
        for keyword in keywords:
            self.load(keyword.value)
            names.append(keyword.name)
        self.span = span
        self.load_names(names)
        self.op_arg(opcodes.CALL_FUNCTION_KW, pushed + len(args) + len(keywords))

    def call_extended(self, pushed, args, keywords, span):
        """The arguments as one tuple and one dict."""
        if pushed == 0 and len(args) == 1 and isinstance(args[0], ast.Starred):
            only = args[0]
            assert isinstance(only, ast.Starred)
            self.load(only.value)
        else:
            node = ast.Tuple(args, span)
            self.sequence(node, args, pushed, opcodes.BUILD_TUPLE, opcodes.LIST_APPEND, opcodes.LIST_EXTEND)
        self.span = span
        if len(keywords) == 0:
            self.op_arg(opcodes.CALL_FUNCTION_EX, 0)
            return
        have_dict = False
        start = 0
        for i in range(len(keywords)):
            if keywords[i].name == "":
                have_dict = self.keyword_part(keywords, start, i, have_dict, span)
                if not have_dict:
                    self.op_arg(opcodes.BUILD_MAP, 0)
                    have_dict = True
                self.load(keywords[i].value)
                self.span = span
                self.op_arg(opcodes.DICT_MERGE, 1)
                start = i + 1
            elif i - start == MAX_PUSHED // 2:
                have_dict = self.keyword_part(keywords, start, i, have_dict, span)
                start = i
        self.keyword_part(keywords, start, len(keywords), have_dict, span)
        self.op_arg(opcodes.CALL_FUNCTION_EX, 1)

    def keyword_part(self, keywords, start, end, have_dict, span):
        """Named arguments of a range, put into the dict that is there already. Whether there is one now."""
        if start == end:
            return have_dict
        for i in range(start, end):
            self.load_str(keywords[i].name)
            self.load(keywords[i].value)
        self.span = span
        self.op_arg(opcodes.BUILD_MAP, end - start)
        if have_dict:
            self.op_arg(opcodes.DICT_MERGE, 1)
        return True

    # Functions.

    def defaults(self, args):
        """Pushes the defaults; the flags for MAKE_FUNCTION."""
        flags = 0
        if len(args.defaults) > 0:
            node = ast.Tuple(args.defaults, self.span)
            self.load(node)
            flags |= 1
        names = []
        for i in range(len(args.kwonly)):
            default = args.kw_defaults[i]
            if default is not None:
                names.append(self.unit.mangle(args.kwonly[i].name))
                self.load(default)
        if len(names) > 0:
            self.load_names(names)
            self.op_arg(opcodes.BUILD_CONST_KEY_MAP, len(names))
            flags |= 2
        return flags

    def enter_function(self, node, name, args, firstlineno):
        self.enter(self.table.scope_of(node), name, firstlineno)
        unit = self.unit
        unit.posonlyargcount = len(args.posonly)
        unit.argcount = len(args.posonly) + len(args.args)
        unit.kwonlyargcount = len(args.kwonly)

    def visit_Lambda(self, node):
        self.span = node.span
        flags = self.defaults(node.args)
        self.enter_function(node, "<lambda>", node.args, node.span.line)
        self.unit.constant_number(consts.NONE)
        self.load(node.body)
        self.span = node.body.span
        self.op(opcodes.RETURN_VALUE)
        code = self.leave()
        self.span = node.span
        self.make_function(code, flags)

    # Comprehensions.

    def visit_ListComp(self, node):
        self.comprehension(node, LIST, "<listcomp>", node.generators, node.elt, None)

    def visit_SetComp(self, node):
        self.comprehension(node, SET, "<setcomp>", node.generators, node.elt, None)

    def visit_DictComp(self, node):
        self.comprehension(node, DICT, "<dictcomp>", node.generators, node.key, node.value)

    def visit_GeneratorExp(self, node):
        self.comprehension(node, GENERATOR, "<genexpr>", node.generators, node.elt, None)

    def comprehension(self, node, kind, name, generators, element, value):
        scope = self.table.scope_of(node)
        outer_async = self.unit.scope.is_async
        if scope.is_async and kind != GENERATOR and not (outer_async or self.unit.scope.comprehension != ""):
            raise self.error_at("asynchronous comprehension outside of an asynchronous function", node)
        first = generators[0]
        self.enter(scope, name, node.span.line)
        self.unit.argcount = 1
        self.span = node.span
        if kind == LIST:
            self.op(opcodes.BUILD_LIST)
        elif kind == SET:
            self.op(opcodes.BUILD_SET)
        elif kind == DICT:
            self.op(opcodes.BUILD_MAP)
        self.comprehension_loop(node, kind, generators, 0, 0, element, value)
        self.span = node.span
        if kind == GENERATOR:
            self.load_none()
        self.op(opcodes.RETURN_VALUE)
        code = self.leave()
        self.span = node.span
        self.make_function(code, 0)
        self.load(first.iter)
        self.span = node.span
        self.op(opcodes.GET_AITER if first.is_async else opcodes.GET_ITER)
        self.op_arg(opcodes.CALL_FUNCTION, 1)
        if scope.is_async and kind != GENERATOR:
            self.await_value()

    def comprehension_loop(self, node, kind, generators, i, depth, element, value):
        """The loop of one `for`; `depth`: so many iterators are above the container."""
        generator = generators[i]
        start = Block()
        skip = Block()
        end = Block()
        if i == 0:
            self.op_arg(opcodes.LOAD_FAST, 0)
        elif self.single_value(generator):
            # `for x in [value]` only gives a name to a value.
            self.comprehension_rest(node, kind, generators, i, depth, element, value, skip)
            self.begin(skip)
            return
        else:
            self.load(generator.iter)
            self.span = node.span
            self.op(opcodes.GET_AITER if generator.is_async else opcodes.GET_ITER)
        depth += 1
        outer = self.unit.handler
        self.begin(start)
        if generator.is_async:
            outer = self.setup_handler(end, 0)
            self.op(opcodes.GET_ANEXT)
            self.await_value()
            self.unit.handler = outer
        else:
            self.span = node.span
            self.jump(opcodes.FOR_ITER, end)
            self.begin(Block())
        self.store(generator.target)
        self.comprehension_rest(node, kind, generators, i, depth, element, value, skip)
        self.begin(skip)
        self.jump(opcodes.JUMP_BACKWARD, start)
        self.begin(end)
        if generator.is_async:
            self.op(opcodes.END_ASYNC_FOR)

    def single_value(self, generator):
        """Whether the iterable is a display of one value, which is then stored."""
        iter = generator.iter
        if generator.is_async:
            return False
        value = None
        if isinstance(iter, ast.List):
            if len(iter.elts) == 1:
                value = iter.elts[0]
        elif isinstance(iter, ast.Tuple):
            if len(iter.elts) == 1:
                value = iter.elts[0]
        if value is None or isinstance(value, ast.Starred):
            return False
        self.load(value)
        self.store(generator.target)
        return True

    def comprehension_rest(self, node, kind, generators, i, depth, element, value, skip):
        """Conditions, inner loops and the element."""
        for test in generators[i].ifs:
            self.jump_if(test, skip, False)
        if i + 1 < len(generators):
            self.comprehension_loop(node, kind, generators, i + 1, depth, element, value)
            return
        self.load(element)
        if kind == GENERATOR:
            self.span = node.span
            self.op(opcodes.YIELD_VALUE)
            self.op(opcodes.POP_TOP)
        elif kind == LIST:
            self.span = node.span
            self.op_arg(opcodes.LIST_APPEND, depth + 1)
        elif kind == SET:
            self.span = node.span
            self.op_arg(opcodes.SET_ADD, depth + 1)
        else:
            assert value is not None
            self.load(value)
            self.span = value.span
            self.op_arg(opcodes.MAP_ADD, depth + 1)

    # Generators and coroutines.

    def visit_Yield(self, node):
        if self.unit.scope.kind != scopes.FUNCTION:
            raise self.error_at("'yield' outside function", node)
        self.span = node.span
        self.optional(node.value)
        self.span = node.span
        self.op(opcodes.YIELD_VALUE)

    def visit_YieldFrom(self, node):
        scope = self.unit.scope
        if scope.kind != scopes.FUNCTION:
            raise self.error_at("'yield' outside function", node)
        if scope.is_async:
            raise self.error_at("'yield from' inside async function", node)
        self.load(node.value)
        self.span = node.span
        self.op(opcodes.GET_YIELD_FROM_ITER)
        self.load_none()
        self.op(opcodes.YIELD_FROM)

    def visit_Await(self, node):
        scope = self.unit.scope
        if scope.kind != scopes.FUNCTION:
            raise self.error_at("'await' outside function", node)
        if not scope.is_async:
            raise self.error_at("'await' outside async function", node)
        self.load(node.value)
        self.span = node.span
        self.await_value()

    def await_value(self):
        self.op(opcodes.GET_AWAITABLE)
        self.load_none()
        self.op(opcodes.YIELD_FROM)


def call_span(node, func):
    """The place of a method call that goes over several lines begins at the method's name."""
    span = node.span
    if func.span.line == func.span.end_line:
        return span
    return ast.Span(func.span.end_line, max(func.span.end_column - len(func.attr), 0), span.end_line, span.end_column)
