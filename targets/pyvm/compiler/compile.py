"""The compiler's entry: source text to a code object."""

from compiler import consts, opcodes
from compiler.code import CO_FUTURE_ANNOTATIONS
from compiler.definitions import docstring
from compiler.generator import NO_SPAN
from compiler.matching import MatchGenerator
from compiler.symtable import build_symbol_table
from parser import ast
from parser import ast_stmt as st
from parser.errors import SourceError
from parser.parser import parse
from rpython.rlib.rstackovf import StackOverflow, check_stack_overflow

FEATURES = [
    "nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function", "unicode_literals",
    "barry_as_FLUFL", "generator_stop", "annotations",
]  # fmt: skip


def compile_source(text, filename, mode, is_utf8, flags):
    """The code object of a text in mode "exec", "eval" or "single". SourceError, with its line, if the text is wrong.

    `is_utf8`: the text is a str of the interpreter; otherwise it is a file's bytes, which may say their encoding. `flags`: those of
    `from __future__` that are inherited.
    """
    try:
        return _compile(text, filename, mode, is_utf8, flags)
    except StackOverflow:
        check_stack_overflow()
        e = SourceError("maximum recursion depth exceeded during compilation", 0, -1, 0, -1)
        e.category = "RecursionError"
        e.filename = filename
        raise e


def _compile(text, filename, mode, is_utf8, flags):
    parsed = parse(text, filename, mode, is_utf8)
    try:
        flags |= future_flags(parsed.body)
        table = build_symbol_table(parsed, flags & CO_FUTURE_ANNOTATIONS != 0)
        generator = TextGenerator(parsed.source, filename, table, flags, mode == "single")
        return generator.text(parsed)
    except SourceError as e:
        e.complete(parsed.source, filename)
        raise e


class TextGenerator(MatchGenerator):
    def text(self, parsed):
        """The code object of the whole text."""
        self.enter(self.table.top, "<module>", 1)
        expression = parsed.expression
        if expression is not None:
            self.load(expression)
            self.span = expression.span
            self.op(opcodes.RETURN_VALUE)
            return self.leave()
        body = parsed.body
        self.span = ast.Span(1, 0, 1, 0)
        if self.unit.scope.has_annotations:
            self.op(opcodes.SETUP_ANNOTATIONS)
        doc = None if self.interactive else docstring(body)
        if doc is not None:
            self.span = body[0].span
            self.load_const(doc)
            self.op_plain_name(opcodes.STORE_NAME, "__doc__")
        self.body(body, doc is not None)
        self.span = NO_SPAN if len(body) == 0 else body[len(body) - 1].span
        self.load_const(consts.NONE)
        self.op(opcodes.RETURN_VALUE)
        return self.leave()


def future_flags(body):
    """What the imports from `__future__` at the start of the text switch on; such an import anywhere else is an error."""
    flags = 0
    at_start = True
    for i in range(len(body)):
        node = body[i]
        if isinstance(node, st.ImportFrom):
            if node.module == "__future__" and node.level == 0:
                if not at_start:
                    span = node.span
                    raise SourceError(
                        "from __future__ imports must occur at the beginning of the file",
                        span.line, span.column, span.end_line, span.end_column,
                    )  # fmt: skip
                flags |= _features(node)
                continue
        if i > 0 or docstring(body) is None:
            at_start = False
    return flags


def _features(node):
    flags = 0
    span = node.span
    for alias in node.names:
        if alias.name == "braces":
            raise SourceError("not a chance", span.line, span.column, span.end_line, span.end_column)
        if alias.name not in FEATURES:
            message = "future feature " + alias.name + " is not defined"
            raise SourceError(message, span.line, span.column, span.end_line, span.end_column)
        if alias.name == "annotations":
            flags |= CO_FUTURE_ANNOTATIONS
    return flags
