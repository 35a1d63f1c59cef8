"""Each test fails; the names say in which way."""

from rpython.testing import ExecutionError, TranslationError, compile, interpret


def double(n):
    return 2 * n


def test_values():
    assert interpret(double, [3]) == 7


def test_message():
    assert interpret(double, [3]) > 100, "too small"


def test_long_values():
    expected = list(range(40))
    expected[7] = -1
    assert expected == [i for i in range(40)]


def test_other_operators():
    assert 3 not in {3: "three"}


def test_native_graph():
    f = compile(double, [int])
    assert f(5) == 11


def test_exception():
    def f(items):
        return items[2]

    interpret(f, [[1]])


def test_rejected():
    def f(n):
        if n:
            return "s"
        return n

    interpret(f, [1])


def test_plain_assert():
    done = False
    assert done


def test_endless():
    def f(n):
        return f(n + 1) + 1

    interpret(f, [1])


def test_passes():
    assert double(1) == 2
