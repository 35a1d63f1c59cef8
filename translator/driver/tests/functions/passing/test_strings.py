"""Strings, characters and bytes."""

from rpython.testing import compile, interpret, interpret_raises


def test_every_character():
    def f(s):
        return s + s[::-1] if False else s + "|"

    s = "".join([chr(i) for i in range(256)])
    assert interpret(f, [s]) == s + "|"
    assert compile(f, [str])(s) == s + "|"


def test_every_byte():
    def f(b):
        return b + b"|", b[0]

    b = bytes(range(256))
    assert interpret(f, [b]) == (b + b"|", 0)


def test_empty():
    def f(s):
        return s, len(s)

    assert interpret(f, [""]) == ("", 0)


def test_characters_are_strings():
    def f(s, i):
        return s[i]

    assert interpret(f, ["abc", 1]) == "b"
    interpret_raises(IndexError, f, ["abc", 3])


def test_methods():
    def f(s):
        return s.upper(), s.find("l"), s.split(" "), s.replace("o", "0"), s.startswith("he")

    s = "hello world"
    assert interpret(f, [s]) == ("HELLO WORLD", 2, ["hello", "world"], "hell0 w0rld", True)


def test_join():
    def f(items):
        return ", ".join(items)

    assert interpret(f, [["a", "b", "c"]]) == "a, b, c"
    assert compile(f, [[str]])([]) == ""


def test_format():
    def f(n, s):
        return "%d %s %x" % (n, s, n)

    assert interpret(f, [255, "x"]) == "255 x ff"


def test_none_or_a_string():
    def f(n):
        if n:
            return None
        return "no"

    assert interpret(f, [1]) is None
    assert interpret(f, [0]) == "no"


def test_an_optional_argument():
    def f(s):
        if s is None:
            return -1
        return len(s)

    assert interpret(f, [None]) == -1
    assert interpret(f, ["four"]) == 4


def test_code_to_and_from():
    def f(n):
        return ord(chr(n)), chr(n)

    assert interpret(f, [200]) == (200, "\xc8")
