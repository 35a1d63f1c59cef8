"""Code objects: what is compiled to what, and what of a program's names the symbol table finds out."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, ".."))

from compiler import opcodes
from compiler.code import CO_GENERATOR, CO_NESTED, CO_VARARGS, CO_VARKEYWORDS, Code, Position, encode_positions
from compiler.compile import compile_source
from compiler.consts import ConstCode, ConstStr
from compiler.dis import InstructionReader, argument_text, disassemble
from parser.errors import SourceError
from rpython.testing import compile, interpret

sys.setrecursionlimit(10000)


def module(text):
    return compile_source(text, "f.py", "exec", True, 0)


def inner(code, name):
    """The code object of this name in the constants."""
    for const in code.co_consts:
        if isinstance(const, ConstCode) and const.code.co_name == name:
            return const.code
    raise KeyError(name)


def function(text):
    return inner(module(text), "f")


def ops(code):
    """The instructions as text, without positions."""
    result = []
    reader = InstructionReader(code)
    while reader.next():
        text = opcodes.NAMES[reader.op]
        if opcodes.ARGS[reader.op] != opcodes.NO_ARG:
            meaning = argument_text(code, reader.op, reader.arg, reader.index)
            text += " " + (meaning if meaning != "" else str(reader.arg))
        result.append(text)
    return result


def listing(text):
    try:
        return disassemble(module(text))
    except SourceError as e:
        return e.show()


def failure(text):
    try:
        module(text)
    except SourceError as e:
        return "%d:%d %s" % (e.line, e.offset(), e.message)
    return ""


EVERYTHING = """
'''doc'''
import a.b as c, d.e
from . import g as h, i
from j import *
def f(p, /, a, b=2, *args, k, l=3, **kw) -> int:
    '''doc'''
    global y
    for x, *z in a:
        if x and b or not kw and x < 3 < z:
            continue
        try:
            y = x.foo(1, *z, k=2, **kw)
        except (ValueError, TypeError) as e:
            return [v + a for v in args for w in v if v]
        finally:
            print(f'{x!r:>{b}}', y[1:2, ...], -3 ** 2, "a" "b", 1 in {1, 2})
    else:
        yield from {**kw, 'a': 1}
    with open(p) as g[0], h():
        while True:
            x += (yield)
            assert x, 'no'
            if x: break
            else: del x, y[0], a.b
    async def inner(): return [await q async for q in r if (last := q)]
    match a:
        case [1, *rest] | {'a': [*rest], 'b': 1} if rest: pass
        case C(x, y=None) as v: nonlocal_ = lambda: v
        case _: raise A from B
@c.d
class A(c, metaclass=d):
    x: int = 3
    def m(self): return super().m() if self is not None else __class__
"""


def test_native_compiles_the_same():
    native = compile(listing, [str])
    shown = listing(EVERYTHING)
    assert "Disassembly of <code object <listcomp>, file 'f.py'" in shown
    assert native(EVERYTHING) == shown
    star = "try: pass\nexcept* A as e: f(e)\nexcept* B: pass\n"
    assert "CHECK_EG_MATCH" in native(star) and native(star) == listing(star)


def test_typed():
    text = "def f(x):\n  try: return x.y(1)\n  finally: x = {1: 2}\n"
    assert interpret(listing, [text]) == listing(text)


def test_expressions():
    assert ops(module("x = a.b(c, d)[1]")) == [
        "LOAD_NAME a", "LOAD_METHOD b", "LOAD_NAME c", "LOAD_NAME d", "CALL_METHOD 2", "LOAD_CONST 1", "BINARY_SUBSCR",
        "STORE_NAME x", "LOAD_CONST None", "RETURN_VALUE",
    ]  # fmt: skip
    assert ops(function("def f(a, b): return a if a is None else -b")) == [
        "LOAD_FAST a", "POP_JUMP_IF_NOT_NONE to 4", "LOAD_FAST a", "RETURN_VALUE", "LOAD_FAST b", "UNARY_NEGATIVE", "RETURN_VALUE",
    ]  # fmt: skip


def test_constants_are_folded():
    assert ops(module("x = -1 + 2 * 3 ** 2, 'a' + 'b', (1, 2)[:]"))[0] == "LOAD_CONST 17"
    assert ops(module("x = 1 << 100"))[0] == "LOAD_CONST 0b1" + "0" * 100
    assert ops(module("x = -9223372036854775808"))[0] == "LOAD_CONST -9223372036854775808"
    assert ops(module("x = 1 // 0"))[2] == "BINARY_FLOOR_DIVIDE"
    assert ops(module("x in [1, 2]"))[1] == "LOAD_CONST (1, 2)"
    assert ops(module("0.0; x = (0.0, -0.0, 0, False)"))[0] == "LOAD_CONST (0.0, -0.0, 0, False)"


def test_dead_code_goes():
    assert ops(function("def f():\n  while True:\n    return 1\n    x()\n  y()\n")) == ["LOAD_CONST 1", "RETURN_VALUE"]
    assert ops(function("def f():\n  if 0: x()\n  return y\n")) == ["LOAD_GLOBAL y", "RETURN_VALUE"]


def test_jumps_go_to_their_end():
    code = ops(function("def f(a):\n  while a:\n    if b:\n      c\n    else:\n      d\n"))
    assert code.count("JUMP_BACKWARD to 0") == 2 and "JUMP_FORWARD" not in " ".join(code)


def test_long_jumps_have_prefixes():
    code = module("if a:\n" + "  x\n" * 400 + "y\n")
    reader = InstructionReader(code)
    reader.next()
    reader.next()
    assert reader.op == opcodes.POP_JUMP_IF_FALSE and reader.arg == 800 and reader.index == 2 and reader.start == 1


def test_names():
    code = function("def f(p, /, a, *args, k, **kw):\n  b = a\n  def g():\n    nonlocal b\n    b = p\n  return g, c\n")
    assert (code.co_posonlyargcount, code.co_argcount, code.co_kwonlyargcount) == (1, 2, 1)
    assert code.co_varnames == ["p", "a", "k", "args", "kw", "g"]
    assert code.co_cellvars == ["b", "p"] and code.cell2arg == [-1, 0]
    assert code.co_flags & CO_VARARGS and code.co_flags & CO_VARKEYWORDS and not code.co_flags & CO_NESTED
    g = inner(code, "g")
    assert g.co_freevars == ["b", "p"] and g.co_qualname == "f.<locals>.g" and g.co_flags & CO_NESTED
    assert ops(g) == ["LOAD_DEREF p", "STORE_DEREF b", "LOAD_CONST None", "RETURN_VALUE"]


def test_names_of_classes():
    code = module("def f(x):\n  class A:\n    x = x\n    __y = 1\n    def m(self): return x, super(), self.__y\n")
    body = inner(inner(code, "f"), "A")
    assert body.co_freevars == ["x"] and body.co_cellvars == ["__class__"] and "_A__y" in body.co_names
    assert "LOAD_NAME x" in ops(body) or "LOAD_CLASSDEREF x" in ops(body)
    assert inner(body, "m").co_freevars == ["__class__", "x"] and "_A__y" in inner(body, "m").co_names


def test_the_class_cell_goes_through_classes():
    code = module("class A:\n  def m(self):\n    class B:\n      nonlocal __class__\n      __class__ = 1\n    return __class__\n")
    body = inner(inner(inner(code, "A"), "m"), "B")
    assert body.co_freevars == ["__class__"] and "STORE_DEREF __class__" in ops(body)


def test_comprehensions():
    code = function("def f(a): return [(b := x) for x in a if x]")
    assert code.co_cellvars == ["b"] and inner(code, "<listcomp>").co_freevars == ["b"]
    assert inner(code, "<listcomp>").co_varnames == [".0", "x"]
    assert inner(module("(x for x in y)"), "<genexpr>").co_flags & CO_GENERATOR


def test_docstrings():
    assert isinstance(function("def f():\n  'doc'\n").co_consts[0], ConstStr)
    assert not isinstance(function("def f(): return 'doc'").co_consts[0], ConstStr)


def test_modes():
    assert ops(compile_source("1 + x", "f.py", "eval", True, 0)) == ["LOAD_CONST 1", "LOAD_NAME x", "BINARY_ADD", "RETURN_VALUE"]
    assert ops(compile_source("x; y = 1\n", "f.py", "single", True, 0))[:2] == ["LOAD_NAME x", "PRINT_EXPR"]


def test_exception_table():
    code = function("def f():\n  try:\n    a\n  except A:\n    b\n  finally:\n    c\n")
    table = code.exception_table
    for i in range(0, len(table), 4):
        assert table[i] < table[i + 1] and (i == 0 or table[i - 3] <= table[i])
    assert code.find_handler(0) == 0 and code.find_handler(len(code.co_code)) == -1
    handlers = [opcodes.NAMES[ord(code.co_code[2 * table[i + 2]])] for i in range(0, len(table), 4)]
    assert "PUSH_EXC_INFO" in handlers and "ROT_TWO" in handlers


def test_stack_sizes():
    assert function("def f(a): return [a, a, [a, (a, a.b(a, a))]]").co_stacksize == 8
    assert function("def f(a): return [" + "a, " * 1000 + "]").co_stacksize == 2


def test_positions():
    code = module("x = (a +\n     b)\ny(\n  z)\n")
    position = code.position_of(2)
    assert (position.line, position.column, position.end_line, position.end_column) == (1, 5, 2, 6)
    assert [code.line_of(i) for i in range(8)] == [1, 2, 1, 1, 3, 4, 3, 3]


def test_position_table():
    def round_trip(numbers):
        positions = [Position(numbers[i], numbers[i + 1], numbers[i + 2], numbers[i + 3]) for i in range(0, len(numbers), 4)]
        code = Code("f", "f", "f.py", 5)
        code.position_table = encode_positions(positions, 5)
        result = []
        for i in range(len(positions)):
            p = code.position_of(i)
            result += [p.line, p.column, p.end_line, p.end_column]
        return result

    numbers = [3, 1, 3, 4, 3, 1, 3, 4, 2, 0, 5, -1, 0, -1, 0, -1, 100000, 300, 100001, 2]
    assert interpret(round_trip, [numbers]) == numbers


# As CPython 3.11 says them.
ERRORS = [
    ("return 1", "1:1 'return' outside function"),
    ("def f():\n  break", "2:3 'break' outside loop"),
    ("while x:\n  def f(): continue", "2:12 'continue' not properly in loop"),
    ("class A: yield 1", "1:10 'yield' outside function"),
    ("def f(): await x", "1:10 'await' outside async function"),
    ("def f(a, a): pass", "1:10 duplicate argument 'a' in function definition"),
    ("def f():\n  x = 1\n  global x", "3:3 name 'x' is assigned to before global declaration"),
    ("def f(x):\n  global x", "2:3 name 'x' is parameter and global"),
    ("def f():\n  nonlocal x", "2:3 no binding for nonlocal 'x' found"),
    ("nonlocal x", "1:1 nonlocal declaration not allowed at module level"),
    ("*a, *b = c", "1:1 multiple starred expressions in assignment"),
    ("*a = b", "1:1 starred assignment target must be in a list or tuple"),
    ("f(a=1, a=2)", "1:8 keyword argument repeated: a"),
    ("def f():\n  from a import *", "2:3 import * only allowed at module level"),
    ("x = 1\nfrom __future__ import annotations", "2:1 from __future__ imports must occur at the beginning of the file"),
    ("[x := 1 for x in y]", "1:2 assignment expression cannot rebind comprehension iteration variable 'x'"),
    ("match x:\n  case a: pass\n  case b: pass", "2:8 name capture 'a' makes remaining patterns unreachable"),
    ("match x:\n  case [a, a]: pass", "2:12 multiple assignments to name 'a' in pattern"),
    ("[(yield) for x in y]", "1:3 'yield' inside list comprehension"),
]


def test_errors():
    native = compile(failure, [str])
    for text, expected in ERRORS:
        assert failure(text) == expected
        assert native(text) == expected


def test_deep_trees_are_an_error():
    native = compile(failure, [str])
    for text in ["-" * 200000 + "1", "+".join(["x"] * 200000), "x" + ".a" * 100000, "not " * 300000 + "1"]:
        assert native(text) == "0:0 maximum recursion depth exceeded during compilation"
