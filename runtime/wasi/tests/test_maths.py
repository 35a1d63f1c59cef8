"""The functions of `math`, untranslated, against the C library's."""

import math
import os
import random
import struct
import sys
import types

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "..", "frontends", "rpython", "lib"))
package = sys.modules.setdefault("rpython_wasi", types.ModuleType("rpython_wasi"))
package.__path__ = [os.path.join(HERE, "..")]

from rpython_wasi import exponential, trigonometry  # noqa: E402

EXPONENTIAL = ["exp", "expm1", "log", "log2", "log10", "log1p", "sinh", "cosh", "tanh"]
TRIGONOMETRY = ["sin", "cos", "tan", "asin", "acos", "atan"]
SPECIAL = [0.0, -0.0, 1.0, -1.0, 0.5, -2.0, 3.0, -3.0, 2.5, -2.5, 1e300, 1e-300, 5e-324, -5e-324]
INFINITE = [math.inf, -math.inf, math.nan]


def samples(rng):
    any_bits = struct.unpack("d", struct.pack("Q", rng.getrandbits(64)))[0]
    return [any_bits, rng.uniform(-1, 1), rng.uniform(-30, 30), rng.uniform(-700, 700), 2.0 ** rng.uniform(-60, 10)]


def same(got, expected):
    """To the last digit but one: the C library's own results may be that far off."""
    if expected != expected or got != got:
        return expected != expected and got != got
    if math.isinf(expected) or expected == 0.0:
        return got == expected and math.copysign(1.0, got) == math.copysign(1.0, expected)
    return abs(got - expected) <= math.ulp(expected)


def check(function, c_function, args):
    try:
        expected = c_function(*args)
    except ValueError:
        # Python's error for what is no number, or infinite by its nature.
        got = function(*args)
        assert got - got != 0.0, (function, args, got)
        return
    except OverflowError:
        assert math.isinf(function(*args)), (function, args)
        return
    got = function(*args)
    assert same(got, expected), (function, args, got, expected)


def test_functions_of_one_number():
    rng = random.Random(1)
    for module, names in ((exponential, EXPONENTIAL), (trigonometry, TRIGONOMETRY)):
        for name in names:
            for _ in range(100):
                for x in samples(rng):
                    check(getattr(module, name), getattr(math, name), (x,))
            for x in SPECIAL + INFINITE:
                check(getattr(module, name), getattr(math, name), (x,))


def test_functions_of_two_numbers():
    rng = random.Random(2)
    for module, name in (
        (exponential, "pow"),
        (trigonometry, "atan2"),
        (trigonometry, "hypot"),
        (trigonometry, "fmod"),
    ):
        for _ in range(100):
            for x, y in zip(samples(rng), reversed(samples(rng))):
                check(getattr(module, name), getattr(math, name), (x, y))
        for x in SPECIAL + INFINITE:
            for y in SPECIAL + INFINITE:
                check(getattr(module, name), getattr(math, name), (x, y))


def test_exact_results_are_exact():
    for n in range(-20, 300):
        assert exponential.pow(2.0, float(n)) == 2.0**n
        assert exponential.log2(2.0**n) == float(n)
    for n in range(23):
        assert exponential.pow(10.0, float(n)) == float(10**n)
        assert exponential.log10(float(10**n)) == float(n)
    assert trigonometry.hypot(3.0 * 2.0**600, 4.0 * 2.0**600) == 5.0 * 2.0**600
    assert trigonometry.atan2(0.0, -1.0) == math.pi


def test_results_are_rounded_correctly_where_it_is_hard():
    """From Kahan and McDonald's and Ng's examples of arguments near multiples of pi / 2."""
    assert trigonometry.sin(6381956970095103.0 * 2.0**797) == 1.0
    assert trigonometry.cos(6381956970095103.0 * 2.0**797) == -4.687165924254628e-19
    assert trigonometry.sin(1e22) == -0.8522008497671888
    assert trigonometry.tan(1e22) == -1.6287782256068988


if __name__ == "__main__":
    for test in [t for name, t in sorted(globals().items()) if name.startswith("test_")]:
        test()
    print("ok")
