"""Integers, floats and bools as arguments, in operations, and as results."""

from rpython.rlib.rarithmetic import intmask, ovfcheck, r_int32, r_singlefloat, r_uint, r_uint32
from rpython.testing import compile, interpret, interpret_raises


def test_arguments_and_results():
    def same(x):
        return x

    for value in [0, -1, 2**63 - 1, -(2**63), True, False, 0.0, -2.5, 1e300]:
        result = interpret(same, [value])
        assert result == value
        assert type(result) is type(value)


def test_floats_keep_their_bits():
    def divided(x, y):
        return x / y

    inf = float("inf")
    assert interpret(divided, [1.0, 3.0]) == 1.0 / 3.0
    assert interpret(divided, [inf, 2.0]) == inf
    nan = interpret(divided, [inf, inf])
    assert nan != nan
    assert str(interpret(divided, [-0.0, 5.0])) == "-0.0"


def test_mixed_arithmetic():
    def f(n, x):
        return n * x + 1

    assert interpret(f, [3, 0.5]) == 2.5
    assert compile(f, [int, float])(3, 0.5) == 2.5


def test_overflow():
    def checked(n):
        return ovfcheck(n * 2)

    def wrapped(n):
        return intmask(n * 2)

    assert interpret(checked, [2**62 - 1]) == 2**63 - 2
    interpret_raises(OverflowError, checked, [2**62])
    assert interpret(wrapped, [2**62]) == -(2**63)


def test_unsigned():
    def below(n):
        return n - r_uint(1)

    result = interpret(below, [r_uint(0)])
    assert result == 2**64 - 1
    assert type(result) is r_uint
    assert compile(below, [r_uint])(r_uint(8)) == 7


def test_small_integers():
    def f(a, b):
        return r_int32(intmask(a) * 3), r_uint32(intmask(b) + 1)

    assert interpret(f, [r_int32(-5), r_uint32(2**32 - 1)]) == (-15, 0)


def test_singlefloat():
    def f(x):
        return r_singlefloat(float(x) + 0.1)

    assert interpret(f, [r_singlefloat(1.0)]) == r_singlefloat(1.1)


def test_floor_division():
    def f(a, b):
        return a // b, a % b

    for a in (7, -7):
        for b in (3, -3):
            assert interpret(f, [a, b]) == (a // b, a % b)
    interpret_raises(ZeroDivisionError, f, [1, 0])


def test_bool_is_not_int():
    def f(n):
        return n > 3

    assert interpret(f, [4]) is True
    assert compile(f, [int])(3) is False


def test_parse():
    def f(s, base):
        return int(s, base)

    assert interpret(f, ["-ff", 16]) == -255
    interpret_raises(ValueError, f, ["12x", 10])
