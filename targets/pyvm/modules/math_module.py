"""The module math."""

import math

from rpython.rlib import rmath
from rpython.rlib.rbigint import rbigint
from rpython.rlib.rfloat import isfinite, isinf, isnan

from objects.base import error, type_error, value_error
from objects.module import make_module
from objects.space import space


def domain_error():
    return value_error("math domain error")


def range_error():
    return error(space.w_OverflowError, "math range error")


def of_one_float(name, function):
    """A function of the module for one of floats, which raises the exceptions of the interpreter."""

    def call(w_x):
        x = w_x.float_w()
        try:
            return space.newfloat(function(x))
        except ValueError:
            raise domain_error()
        except OverflowError:
            raise range_error()

    return name, call


def of_two_floats(name, function):
    def call(w_x, w_y):
        x = w_x.float_w()
        y = w_y.float_w()
        try:
            return space.newfloat(function(x, y))
        except ValueError:
            raise domain_error()
        except OverflowError:
            raise range_error()

    return name, call


def test_of_float(name, function):
    def call(w_x):
        return space.newbool(function(w_x.float_w()))

    return name, call


ONE_FLOAT = [
    of_one_float("acos", lambda x: math.acos(x)),
    of_one_float("acosh", rmath.acosh),
    of_one_float("asin", lambda x: math.asin(x)),
    of_one_float("asinh", rmath.asinh),
    of_one_float("atan", lambda x: math.atan(x)),
    of_one_float("atanh", rmath.atanh),
    of_one_float("cbrt", rmath.cbrt),
    of_one_float("cos", lambda x: math.cos(x)),
    of_one_float("cosh", lambda x: math.cosh(x)),
    of_one_float("degrees", lambda x: x * (180.0 / math.pi)),
    of_one_float("erf", rmath.erf),
    of_one_float("erfc", rmath.erfc),
    of_one_float("exp", lambda x: math.exp(x)),
    of_one_float("exp2", rmath.exp2),
    of_one_float("expm1", lambda x: math.expm1(x)),
    of_one_float("fabs", lambda x: math.fabs(x)),
    of_one_float("gamma", rmath.gamma),
    of_one_float("lgamma", rmath.lgamma),
    of_one_float("log1p", lambda x: math.log1p(x)),
    of_one_float("radians", lambda x: x * (math.pi / 180.0)),
    of_one_float("sin", lambda x: math.sin(x)),
    of_one_float("sinh", lambda x: math.sinh(x)),
    of_one_float("sqrt", lambda x: math.sqrt(x)),
    of_one_float("tan", lambda x: math.tan(x)),
    of_one_float("tanh", lambda x: math.tanh(x)),
    of_one_float("ulp", rmath.ulp),
]
TWO_FLOATS = [
    of_two_floats("atan2", lambda x, y: math.atan2(x, y)),
    of_two_floats("copysign", lambda x, y: math.copysign(x, y)),
    of_two_floats("fmod", lambda x, y: math.fmod(x, y)),
    of_two_floats("nextafter", rmath.nextafter),
    of_two_floats("pow", lambda x, y: power(x, y)),
    of_two_floats("remainder", rmath.remainder),
]
TESTS = [test_of_float("isfinite", isfinite), test_of_float("isinf", isinf), test_of_float("isnan", isnan)]


def power(x, y):
    if x == 1.0 or y == 0.0:
        return 1.0
    if x == 0.0 and y < 0.0:
        if isinf(y):
            return -y
        raise domain_error()
    return math.pow(x, y)


# ____________________________________________________________ floats and other things


def frexp(w_x):
    m, e = rmath.frexp(w_x.float_w())
    return space.newtuple([space.newfloat(m), space.newint(e)])


def modf(w_x):
    fraction, whole = rmath.modf(w_x.float_w())
    return space.newtuple([space.newfloat(fraction), space.newfloat(whole)])


def ldexp(w_x, w_i):
    x = w_x.float_w()
    if not isinstance(w_i, space.W_AbstractInt):
        raise type_error("Expected an int as second argument to ldexp.")
    big = w_i.bigint()
    if big.fits_int():
        n = big.toint()
    else:
        # Beyond all exponents, so that it makes no difference how far.
        n = big.sign << 40
    try:
        return space.newfloat(rmath.ldexp(x, n))
    except OverflowError:
        raise range_error()


def log(w_x, w_base=None):
    value = logarithm(w_x, 0.0)
    if w_base is None:
        return space.newfloat(value)
    base = logarithm(w_base, 0.0)
    if base == 0.0:
        raise error(space.w_ZeroDivisionError, "float division by zero")
    return space.newfloat(value / base)


def log2(w_x):
    return space.newfloat(logarithm(w_x, 2.0))


def log10(w_x):
    return space.newfloat(logarithm(w_x, 10.0))


def logarithm(w_x, base):
    """The base 0.0 stands for e."""
    try:
        if isinstance(w_x, space.W_AbstractInt):
            return w_x.bigint().log(base)
        x = w_x.float_w()
        if base == 2.0:
            return math.log2(x)
        if base == 10.0:
            return math.log10(x)
        return math.log(x)
    except ValueError:
        raise domain_error()


def isclose(w_a, w_b, w_rel_tol=None, w_abs_tol=None):
    a = w_a.float_w()
    b = w_b.float_w()
    relative = 1e-09 if w_rel_tol is None else w_rel_tol.float_w()
    absolute = 0.0 if w_abs_tol is None else w_abs_tol.float_w()
    if relative < 0.0 or absolute < 0.0:
        raise value_error("tolerances must be non-negative")
    if a == b:
        return space.w_True
    if isinf(a) or isinf(b):
        return space.w_False
    difference = math.fabs(b - a)
    return space.newbool(
        difference <= math.fabs(relative * b) or difference <= math.fabs(relative * a) or difference <= absolute
    )


def floats_of(w_iterable):
    return [w_x.float_w() for w_x in space.items_of(w_iterable)]


def fsum(w_seq):
    values = floats_of(w_seq)
    try:
        return space.newfloat(rmath.fsum(values))
    except ValueError:
        raise value_error("-inf + inf in fsum")
    except OverflowError:
        raise error(space.w_OverflowError, "intermediate overflow in fsum")


def hypot(args_w):
    return space.newfloat(norm([w_x.float_w() for w_x in args_w]))


def norm(values):
    if len(values) == 2:
        return math.hypot(values[0], values[1])
    try:
        return rmath.norm(values)
    except OverflowError:
        return rmath.INFINITY


def dist(w_p, w_q):
    p = floats_of(w_p)
    q = floats_of(w_q)
    if len(p) != len(q):
        raise value_error("both points must have the same number of dimensions")
    return space.newfloat(norm([p[i] - q[i] for i in range(len(p))]))


# ____________________________________________________________ whole numbers


def rounded(name, special):
    """floor, ceil and trunc: a type may have its own."""

    def call(w_x):
        if isinstance(w_x, space.W_AbstractInt) and not w_x.getclass().is_heap:
            return space.as_int(w_x)
        w_method = w_x.getclass().lookup(special)
        if w_method is not None:
            return w_method.call1(w_x)
        if name == "trunc":
            raise type_error("type " + w_x.type_name() + " doesn't define __trunc__ method")
        x = w_x.float_w()
        return space.float_to_int(space.float_floor(x) if name == "floor" else -space.float_floor(-x))

    return name, call



ROUNDED = [rounded("floor", "__floor__"), rounded("ceil", "__ceil__"), rounded("trunc", "__trunc__")]


def gcd(args_w):
    result = rbigint.fromint(0)
    for w_x in args_w:
        result = result.gcd(w_x.index_w().bigint())
    return space.newlong(result)


def lcm(args_w):
    result = rbigint.fromint(1)
    for w_x in args_w:
        x = w_x.index_w().bigint()
        if x.sign == 0:
            result = x
        elif result.sign != 0:
            result = result.mul(x.floordiv(result.gcd(x))).abs()
    return space.newlong(result)


def isqrt(w_n):
    n = w_n.index_w().bigint()
    if n.sign < 0:
        raise value_error("isqrt() argument must be nonnegative")
    return space.newlong(n.isqrt())


def factorial(w_x):
    n = w_x.index_w().bigint()
    if n.sign < 0:
        raise value_error("factorial() not defined for negative values")
    if not n.fits_int():
        raise error(space.w_OverflowError, "factorial() argument should not exceed 9223372036854775807")
    return space.newlong(product_of_range(1, n.toint()))


def product_of_range(low, high):
    """low * (low + 1) * ... * high, by halves, so that factors are of a size."""
    if high - low < 8:
        result = rbigint.fromint(1)
        while low <= high:
            result = result.int_mul(low)
            low += 1
        return result
    middle = low + (high - low) // 2
    return product_of_range(low, middle).mul(product_of_range(middle + 1, high))


def count_arguments(w_n, w_k):
    n = w_n.index_w().bigint()
    k = w_k.index_w().bigint()
    if n.sign < 0:
        raise value_error("n must be a non-negative integer")
    if k.sign < 0:
        raise value_error("k must be a non-negative integer")
    return n, k


def falling(n, k):
    """n * (n - 1) * ... for k factors."""
    if n.fits_int():
        return product_of_range(n.toint() - k + 1, n.toint())
    result = rbigint.fromint(1)
    for i in range(k):
        result = result.mul(n.int_sub(i))
    return result


def perm(w_n, w_k=None):
    if w_k is None or w_k is space.w_None:
        return factorial(w_n)
    n, k = count_arguments(w_n, w_k)
    if k.gt(n):
        return space.newint(0)
    if not k.fits_int():
        raise error(space.w_OverflowError, "k must not exceed 9223372036854775807")
    return space.newlong(falling(n, k.toint()))


def comb(w_n, w_k):
    n, k = count_arguments(w_n, w_k)
    if k.gt(n):
        return space.newint(0)
    other = n.sub(k)
    if other.lt(k):
        k = other
    if not k.fits_int():
        raise error(space.w_OverflowError, "min(n - k, k) must not exceed 9223372036854775807")
    count = k.toint()
    return space.newlong(falling(n, count).floordiv(product_of_range(1, count)))


def prod(w_iterable, w_start=None):
    w_result = space.newint(1) if w_start is None else w_start
    for w_x in space.items_of(w_iterable):
        w_result = space.binary(w_result, w_x, space.MUL)
    return w_result


def setup():
    functions = ONE_FLOAT + TWO_FLOATS + TESTS + ROUNDED
    functions += [frexp, modf, ldexp, log, log2, log10, isclose, fsum, hypot, dist]
    functions += [gcd, lcm, isqrt, factorial, perm, comb, prod]
    values = [("pi", math.pi), ("e", math.e), ("tau", math.tau), ("inf", rmath.INFINITY), ("nan", rmath.NAN)]
    return make_module("math", functions, [(name, space.newfloat(value)) for name, value in values])
