"""Exceptions of functions under test are those of Python."""

from rpython.testing import TranslationError, compile, interpret, interpret_raises, raises


class Stop(Exception):
    def __init__(self, code, why):
        self.code = code
        self.why = why


class HardStop(Stop):
    pass


def test_attributes():
    def f(n):
        if n > 1:
            raise HardStop(n, ["too", "much"])
        raise Stop(n, [])

    e = interpret_raises(HardStop, f, [5])
    assert (e.code, e.why) == (5, ["too", "much"])
    e = interpret_raises(Stop, f, [1])
    assert type(e) is Stop
    with raises(HardStop) as caught:
        compile(f, [int])(7)
    assert caught.value.code == 7


def test_messages():
    def f(n):
        raise ValueError("not good" if n else "")

    e = interpret_raises(ValueError, f, [1])
    assert str(e) == "not good"


def test_classes_of_the_test():
    class Mine(Exception):
        pass

    def f(n):
        if n:
            raise Mine
        return n

    interpret_raises(Mine, f, [1])
    assert interpret(f, [0]) == 0


def test_what_operations_raise():
    interpret_raises(IndexError, lambda items: items[3], [[1]])
    interpret_raises(KeyError, lambda d: d["x"], [{"y": 1}])
    interpret_raises(ZeroDivisionError, lambda n: 1 // n, [0])
    interpret_raises(ValueError, lambda s: int(s), ["x"])
    interpret_raises(OSError, read_missing)


def read_missing():
    from rpython.rlib.rposix import read_file

    return read_file("/no/such/file")


def test_errno():
    from rpython.rlib import rposix

    def f(path):
        return rposix.read_file(path)

    assert interpret_raises(OSError, f, ["/no/such/file"]).errno == 2


def test_caught_inside():
    def f(items, i):
        try:
            return items[i]
        except IndexError:
            return -1
        finally:
            items.append(0)

    assert interpret(f, [[5], 0]) == 5
    assert interpret(f, [[5], 9]) == -1


def test_asserts():
    def f(n):
        assert n > 3, "small"
        return n

    e = interpret_raises(AssertionError, f, [1])
    assert str(e) == "small"


def test_not_raised():
    with raises(AssertionError) as caught:
        interpret_raises(ValueError, lambda n: n, [3])
    assert "(3) gives 3 and does not raise ValueError" in str(caught.value)


def test_another_exception_passes():
    def f(n):
        raise KeyError

    with raises(KeyError):
        interpret_raises(ValueError, f, [3])


def test_rejected():
    def f(n):
        if n:
            return "text"
        return n

    with raises(TranslationError) as caught:
        interpret(f, [2])
    message = str(caught.value)
    assert "an int and a str cannot be mixed" in message
    assert 'return "text"' in message
    with raises(TranslationError):
        compile(f, [int])


def test_rejected_arguments():
    with raises(TypeError):
        interpret(lambda n: n, [2**64])
    with raises(TypeError):
        interpret(lambda s: s, ["\u20ac"])
    with raises(TypeError):
        interpret(lambda items: items, [[1, "a"]])
    with raises(TypeError):
        compile(lambda n: n, [int])(1, 2)
