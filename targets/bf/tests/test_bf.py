"""The interpreter in parts: reading programs, the tape, and programs run on a console that is a pair of strs."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, ".."))

from console import Console
from interpreter import Tape, TapeError, run
from program import BracketError, parse
from rpython.rlib.rstring import StringBuilder
from rpython.testing import interpret, interpret_raises

PROGRAMS = os.path.join(HERE, "..", "programs")


class Strings(Console):
    """A console that reads from a str and keeps what is written."""

    def __init__(self, text):
        self.output = StringBuilder()
        self.input = text
        self.at = 0

    def flush(self):
        pass

    def read(self):
        if self.at == len(self.input):
            return 0
        return Console.read(self)


def output(source, text):
    console = Strings(text)
    run(parse(source), console)
    return console.output.build()


def source(name):
    with open(os.path.join(PROGRAMS, name), encoding="latin-1") as f:
        return f.read()


def check(name, text, expected):
    assert interpret(output, [source(name), text]) == expected


def test_parse_drops_comments():
    def code(text):
        return parse(text).code

    assert interpret(code, ["a + b [ > c ]."]) == "+[>]."


def test_brackets():
    def partner(text, pc):
        return parse(text).brackets[pc]

    assert interpret(partner, ["[[]+]", 0]) == 4
    assert interpret(partner, ["[[]+]", 4]) == 0
    assert interpret(partner, ["[[]+]", 1]) == 2


def test_unmatched():
    def line(text):
        try:
            parse(text)
        except BracketError as e:
            return e.message + " " + str(e.line)
        return ""

    assert interpret(line, ["+\n[\n[]\n"]) == "unmatched [ 2"
    assert interpret(line, ["+\n\n]"]) == "unmatched ] 3"
    assert interpret(line, ["[]"]) == ""


def test_tape_grows_and_wraps():
    def cells(n):
        tape = Tape()
        for i in range(n):
            tape.advance()
            tape.decrement()
        return len(tape.cells) * 1000 + tape.get()

    assert interpret(cells, [20]) == 21255


def test_left_of_tape():
    interpret_raises(TapeError, output, ["+<", ""])


def test_end_of_input_is_zero():
    assert interpret(output, ["+,.", ""]) == "\0"


def test_hello():
    check("hello.bf", "", "Hello, World!\n")


def test_cat():
    check("cat.bf", "one\ntwo", "one\ntwo")


def test_reverse():
    check("reverse.bf", "abc", "cba")


def test_triangle():
    check("triangle.bf", "", "".join(["*" * n + "\n" for n in range(1, 9)]))


def test_primes():
    check("primes.bf", "20\n", "2\n3\n5\n7\n11\n13\n17\n19\n")
    check("primes.bf", "1", "")
