"""Which functions can be under test: lambdas, closures, methods, specialised ones; and functions as values."""

from rpython.rlib.objectmodel import specialize
from rpython.testing import compile, interpret


def double(n):
    return 2 * n


def test_one_function_for_several_types():
    assert interpret(double, [21]) == 42
    assert interpret(double, [0.5]) == 1.0
    assert interpret(double, ["ab"]) == "abab"


def test_lambdas():
    assert interpret(lambda x: x + 1, [1]) == 2
    assert [interpret(f, [5]) for f in (lambda x: x + 1, lambda x: x - 1)] == [6, 4]


def test_lambdas_on_both_sides():
    assert interpret(lambda x: x * 2, [3]) == interpret(lambda x: x * 3, [2])
    for k in range(2):
        assert interpret(lambda x: x + k, [1]) == interpret(lambda x: k + 1, [0])


def test_closures():
    def adder(k):
        def add(n):
            return n + k

        return add

    assert interpret(adder(1), [10]) == 11
    assert interpret(adder(2), [10]) == 12


def test_no_arguments():
    assert interpret(lambda: 7) == 7
    assert compile(lambda: 7)() == 7


def test_defaults_and_star():
    def f(a, b=5, *rest):
        return a + b + len(rest)

    assert interpret(f, [1]) == 6
    assert interpret(f, [1, 2]) == 3
    assert interpret(f, [1, 2, 3, 4]) == 5


def test_functions_as_values():
    def increment(n):
        return n + 1

    def f(n):
        g = increment if n > 0 else double
        return g(n)

    assert interpret(f, [5]) == 6
    assert interpret(f, [-5]) == -10


def test_a_function_as_an_argument():
    def f(g, n):
        return g(g(n))

    assert interpret(f, [double, 3]) == 12


def test_recursion():
    def factorial(n):
        return n * factorial(n - 1) if n else 1

    assert interpret(factorial, [10]) == 3628800


def test_specialised():
    @specialize.argtype(0)
    def twice(x):
        return x + x

    def f(n):
        return twice(n), twice(str(n))

    assert interpret(f, [12]) == (24, "1212")


def test_state_of_a_module_is_fresh_in_each_run():
    state = [0]

    def f(n):
        state[0] += n
        return state[0]

    compiled = compile(f, [int])
    assert interpret(f, [3]) == 3
    assert interpret(f, [3]) == 3
    assert compiled(3) == 3
    assert compiled(4) == 4


def test_a_function_with_asserts():
    def f(n):
        assert n > 3, "small"
        assert n == 5
        return n

    assert interpret(f, [5]) == 5
    assert f(5) == 5


compiled_here = compile(double, [int])


def test_compiled_with_the_file():
    assert compiled_here(4) == 8


def test_none_as_result():
    def f(n):
        pass

    assert interpret(f, [1]) is None
