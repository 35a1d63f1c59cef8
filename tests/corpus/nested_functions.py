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
