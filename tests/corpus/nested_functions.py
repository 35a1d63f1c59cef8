"""Functions and lambdas inside functions, without free variables: constants of the program like any function."""

from rpython.testing import case


def apply(f, a, b):
    return f(a, b)


@case((6, 2))
def lambda_as_argument(a, b):
    return apply(lambda x, y: x * 100 + y, a, b)


@case((5,))
def inner_function(x):
    def helper(y, n=3):
        return y * n

    return helper(x) + helper(1, 2)


def choose(flag, f, g):
    return f if flag else g


@case((True, 5))
@case((False, 5))
def two_lambdas_on_a_line(flag, n):
    f = choose(flag, lambda x: x + 1, lambda x: x * 10)
    g, h = (lambda x: x - 1), (lambda x: x - 2)
    return f(n), g(n), h(n), apply(lambda a, b: a, n, 1) + apply(lambda a, b: b, n, 1)


@case((4,))
def lambdas_with_defaults_on_a_line(n):
    f, g = (lambda x, k=2: x * k), (lambda x, k=3: x * k)
    return f(n), g(n), f(n, 5), g(n, 6)


@case((4,))
def keyword_only_parameters(n):
    def scaled(x, y=1, *, by=2, offset=0):
        return (x + y) * by + offset

    def required(*, a, b=7):
        return a * 10 + b

    f = lambda x, *, k=5: x + k  # noqa: E731
    return scaled(n), scaled(n, 2), scaled(n, by=3), scaled(n, 2, offset=1), required(a=n), required(b=1, a=2), f(n), f(n, k=1)


@case((3,))
def rest_parameters(n):
    def count(first, *rest):
        return first * 10 + len(rest)

    return count(n), count(n, 1, 2)


@case((2,))
@case((0,))
def lambda_in_finally(n):
    total = 0
    try:
        total += 10 // n
    except ZeroDivisionError:
        total = 1
    finally:
        total += apply(lambda a, b: a - b, 5, 3) * apply(lambda a, b: a + b, 5, 3)
    return total
