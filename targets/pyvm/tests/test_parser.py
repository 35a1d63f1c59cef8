"""Tokens, trees and the errors of damaged text."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, ".."))

from parser import ast, tokens
from parser import ast_stmt as st
from parser.errors import SourceError
from parser.parser import is_incomplete, parse
from parser.tokenizer import Tokenizer
from rpython.testing import compile, interpret, raises

sys.setrecursionlimit(10000)


def kinds(text):
    return [tokens.KIND_NAMES[token.kind] for token in Tokenizer(text, 0, len(text), 1, 0).module()]


def expression(text):
    return parse(text, "<test>", "eval", True).expression


def first(text):
    return parse(text, "<test>", "exec", True).body[0]


def failure(text):
    """What is printed for a text that is wrong."""
    try:
        parse(text, "f.py", "exec", True)
    except SourceError as e:
        return e.show()
    return ""


def place(text):
    """Category, line and columns (from 1) of an error."""
    try:
        parse(text, "f.py", "exec", True)
    except SourceError as e:
        return "%s %d:%d-%d %s" % (e.category, e.line, e.offset(), e.end_offset(), e.message)
    return ""


def test_layout():
    assert interpret(kinds, ["if x:\n  y\n\n # nothing\n  z\nw"]) == [
        "if", "name", ":", "newline", "indent", "name", "newline", "name", "newline", "dedent", "name", "newline", "end of file",
    ]  # fmt: skip
    assert kinds("(a\n  b) \\\n c\n") == ["(", "name", "name", ")", "name", "newline", "end of file"]


def test_operators_and_literals():
    assert kinds("a**=b//c->d:=...<>!=")[1::2][:4] == ["**=", "//", "->", ":="]
    assert kinds("1_0 0xF 1.5e3j .5 rb'x' f\"y\" ''' \n '''")[:-2] == ["number"] * 4 + ["string"] * 3


def test_names_beyond_ascii():
    assert kinds("na\xc3\xafve = 1")[0] == "name"
    assert "invalid character '\xe2\x80\x9c' (U+201C)" in failure("x = \xe2\x80\x9cy\xe2\x80\x9d")
    assert "invalid non-printable character U+00A0" in failure("x =\xc2\xa01")


def test_precedence():
    node = expression("-a ** b + c * d if not e < f is not g else lambda x: x")
    assert isinstance(node, ast.IfExp)
    assert isinstance(node.body, ast.BinOp) and node.body.op == ast.ADD
    assert isinstance(node.body.left, ast.UnaryOp) and isinstance(node.body.left.operand, ast.BinOp)
    assert isinstance(node.test, ast.UnaryOp) and node.test.operand.ops == [ast.LT, ast.IS_NOT]
    assert isinstance(node.orelse, ast.Lambda)
    power = expression("a ** -b ** c")
    assert isinstance(power.right, ast.UnaryOp) and isinstance(power.right.operand, ast.BinOp)


def test_spans():
    node = first("x = (a +\n     b)(c)\n").value
    assert (node.span.line, node.span.column, node.span.end_line, node.span.end_column) == (1, 4, 2, 10)


def test_strings():
    def value(text):
        node = expression(text)
        assert isinstance(node, ast.Constant)
        return node.value.show()

    assert interpret(value, ["'a\\x41\\101\\n' r'\\n' \"'\""]) == "\"aAA\\n\\\\n'\""
    assert value("'\\u00e9\\U0001F600'") == "'\xc3\xa9\xf0\x9f\x98\x80'"
    assert value("'\\N{greek small letter alpha}\\N{HANGUL SYLLABLE GAG}\\N{CJK UNIFIED IDEOGRAPH-4E00}'") == "'\xce\xb1\xea\xb0\x81\xe4\xb8\x80'"
    assert value("b'\\xff\\n\\q'") == "b'\\xff\\n\\\\q'"


def test_f_strings():
    node = expression("f'a{{{b!r:>{c}}}}' 'd' f'{e=}'")
    assert isinstance(node, ast.JoinedStr)
    literal, field, second, last = node.values
    assert literal.value.value == "a{" and second.value.value == "}de="
    assert field.conversion == ord("r") and len(field.format_spec.values) == 2
    assert last.conversion == ord("r") and field.value.span.column == 6


def test_numbers():
    def value(text):
        node = expression(text)
        assert isinstance(node, ast.Constant)
        return node.value.show()

    for text, shown in [
        ("0xff", "255"), ("1_000", "1000"), ("1e3", "1000.0"), ("0b101", "5"), ("2.5j", "2.5j"), ("0_0", "0"),
        ("9223372036854775807", "9223372036854775807"), ("9223372036854775808", "9223372036854775808"),
        ("0xFFFFFFFFFFFFFFFF", "0xFFFFFFFFFFFFFFFF"),
    ]:  # fmt: skip
        assert value(text) == shown


def test_match_is_a_name():
    assert isinstance(first("match = 1\n"), st.Assign)
    assert isinstance(first("match(x)\n"), st.ExprStmt)
    assert isinstance(first("match (x):\n  case _: pass\n"), st.Match)
    assert isinstance(first("match[x]: int\n"), st.AnnAssign)


def test_parenthesized_with():
    assert len(first("with (a as b, c as d,): pass\n").items) == 2
    assert isinstance(first("with (a, b) as c: pass\n").items[0].manager, ast.Tuple)
    assert len(first("with (a).b as c, d: pass\n").items) == 2


def test_what_is_printed_for_an_error():
    shown = interpret(failure, ["if x:\n    y = (1 2)\n"])
    assert shown == (
        '  File "f.py", line 2\n    y = (1 2)\n         ^^^\nSyntaxError: invalid syntax. Perhaps you forgot a comma?\n'
    )
    assert failure("'\xc3\xa9' = 1\n").split("\n")[2] == "    ^^^"


# As CPython 3.11 says them.
ERRORS = [
    ("x = = 3", "SyntaxError 1:5-6 invalid syntax"),
    ('print "a"', "SyntaxError 1:1-10 Missing parentheses in call to 'print'. Did you mean print(...)?"),
    ("f() = 3", "SyntaxError 1:1-4 cannot assign to function call here. Maybe you meant '==' instead of '='?"),
    ("(a, 1) = 2", "SyntaxError 1:5-6 cannot assign to literal"),
    ("if x = 3: pass", "SyntaxError 1:4-9 invalid syntax. Maybe you meant '==' or ':=' instead of '='?"),
    ("if x\n  y", "SyntaxError 1:5-5 expected ':'"),
    ("if x:\ny", "IndentationError 2:1-2 expected an indented block after 'if' statement on line 1"),
    ("if x:\n    a\n  b\n", "IndentationError 3:4-4 unindent does not match any outer indentation level"),
    ("a\n  b\n", "IndentationError 2:2-3 unexpected indent"),
    ("if x:\n\ta\n        b\n", "TabError 3:1-10 inconsistent use of tabs and spaces in indentation"),
    ("x = (1,\ny = 2\n", "SyntaxError 1:5-6 '(' was never closed"),
    ("x = (1]", "SyntaxError 1:7-8 closing parenthesis ']' does not match opening parenthesis '('"),
    ("x)", "SyntaxError 1:2-3 unmatched ')'"),
    ("'abc", "SyntaxError 1:1-2 unterminated string literal (detected at line 1)"),
    ("'''abc\n\n", "SyntaxError 1:1-2 unterminated triple-quoted string literal (detected at line 2)"),
    ("x = 012", "SyntaxError 1:5-6 leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers"),
    ("x = 1abc", "SyntaxError 1:5-6 invalid decimal literal"),
    ("x \\ y", "SyntaxError 1:4-5 unexpected character after line continuation character"),
    ("f(a=1, b)", "SyntaxError 1:9-10 positional argument follows keyword argument"),
    ("f(1=2)", 'SyntaxError 1:3-5 expression cannot contain assignment, perhaps you meant "=="?'),
    ("f(x for x in y, 1)", "SyntaxError 1:3-15 Generator expression must be parenthesized"),
    ("def f(a=1, b): pass", "SyntaxError 1:12-13 non-default argument follows default argument"),
    ("def f(*): pass", "SyntaxError 1:7-8 named arguments must follow bare *"),
    ("[x, y for x in z]", "SyntaxError 1:2-6 did you forget parentheses around the comprehension target?"),
    ("try: pass\nexcept A, B: pass\n", "SyntaxError 2:8-12 multiple exception types must be parenthesized"),
    ("try: pass\nexcept: pass\nexcept A: pass\n", "SyntaxError 2:1-13 default 'except:' must be last"),
    ("{1: 2, 3}", "SyntaxError 1:8-10 ':' expected after dictionary key"),
    ("from a import b,", "SyntaxError 1:17-17 trailing comma not allowed without surrounding parentheses"),
    ("del f()", "SyntaxError 1:5-8 cannot delete function call"),
    ("a, b += 1", "SyntaxError 1:1-5 'tuple' is an illegal expression for augmented assignment"),
    ("x = 1 if y", "SyntaxError 1:5-11 expected 'else' after 'if' expression"),
    ("f'{a b}'", "SyntaxError 1:4-7 f-string: invalid syntax. Perhaps you forgot a comma?"),
]


def test_errors():
    native = compile(place, [str])
    for text, expected in ERRORS:
        assert place(text) == expected
        assert native(text) == expected


def test_encodings():
    def assigned(text):
        node = parse(text, "<test>", "exec", False).body[0]
        assert isinstance(node, st.Assign) and isinstance(node.value, ast.Constant)
        return node.value.value.show()

    assert assigned("# coding: latin-1\nx = '\xe9'\n") == "'\xc3\xa9'"
    assert assigned("\xef\xbb\xbfx = 1\r\n") == "1"
    with raises(SourceError) as caught:
        assigned("x = '\xe9'")
    assert caught.value.line == 1
    with raises(SourceError) as caught:
        assigned("# coding: nonsense\n")
    assert caught.value.message == "unknown encoding: nonsense"


def test_incomplete():
    for text in ["if x:", "if x:\n  y\n", "(1,\n", "'''a\n", "def f():\n  return 1", "x = \\", "try:\n  x\n", "@a\n", "class A:\n  # b\n"]:
        assert is_incomplete(text), text
    for text in ["x", "x = = 1", "if x:\n  y\n\n", "1 +", "f(x))", "def f(): return 1\n\n", ""]:
        assert not is_incomplete(text), text


def test_deep_nesting_is_an_error():
    native = compile(place, [str])
    assert native("(" * 500) == "SyntaxError 1:201-202 too many nested parentheses"
    assert native("if x:\n" + "".join([" " * i + "if x:\n" for i in range(1, 150)])).startswith("IndentationError 101:")
