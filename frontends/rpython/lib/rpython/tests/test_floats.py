"""Texts of floats and back, native, against exact arithmetic with Python's ints: shortest texts, texts of so many digits, texts read and
rounded to the nearest float; also of the smallest floats. Then what rlib has beyond `math`, and random numbers."""

import math
import random

from rpython.rlib import rmath
from rpython.rlib.floathex import float_fromhex, float_hex
from rpython.rlib.longlong2float import float2longlong, longlong2float
from rpython.rlib.rfloat import formatd, string_to_float
from rpython.rlib.rrandom import Random
from rpython.testing import compile, interpret, raises

HIDDEN = 1 << 52


def some_bits(r):
    """Those of a finite float that is not negative."""
    kind = r.randrange(5)
    if kind == 0:
        return r.getrandbits(52)
    if kind == 1:
        return float2longlong(float(r.randrange(10**6)) / 10.0 ** r.randrange(8))
    if kind == 2:
        return (r.randrange(1, 2047) << 52) + r.choice((0, 1, HIDDEN - 1))
    return r.randrange(2047 << 52)


def ratio(bits):
    """The float as a fraction."""
    exponent = bits >> 52
    mantissa = bits & (HIDDEN - 1)
    if exponent:
        mantissa += HIDDEN
    else:
        exponent = 1
    exponent -= 1075
    return mantissa << max(exponent, 0), 1 << max(-exponent, 0)


def rounded(a, b):
    """a / b to the nearest int, halves to even ones."""
    q, rest = divmod(2 * a, 2 * b)
    if rest > b or (rest == b and q & 1):
        q += 1
    return q


def nearest_bits(a, b):
    """Of the float that is nearest to a / b."""
    exponent = a.bit_length() - b.bit_length() - 53
    exponent = max(exponent, -1074)
    mantissa = rounded(a << max(-exponent, 0), b << max(exponent, 0))
    if mantissa >= 2 * HIDDEN:
        exponent += 1
        mantissa = rounded(a << max(-exponent, 0), b << max(exponent, 0))
    if mantissa < HIDDEN:
        return mantissa
    return mantissa + (exponent + 1074 << 52)


def number(text):
    """Digits, an optional point and exponent as a fraction."""
    mantissa, _, exponent = text.partition("e")
    whole, _, fraction = mantissa.partition(".")
    exponent = int(exponent or "0") - len(fraction)
    return int(whole + fraction) * 10 ** max(exponent, 0), 10 ** max(-exponent, 0)


def texts(all_bits, code, precision):
    return [formatd(longlong2float(bits), code, precision) for bits in all_bits]


def values(all_texts):
    return [float2longlong(string_to_float(text)) for text in all_texts]


def test_shortest():
    r = random.Random(1)
    all_bits = [some_bits(r) for i in range(1500)]
    for bits, text in zip(all_bits, compile(texts, [[int], str, int])(all_bits, "r", 0)):
        a, b = number(text)
        assert nearest_bits(a, b) == bits, text
        if a:
            # No number of fewer digits is this float.
            digits = text.partition("e")[0].replace(".", "").strip("0")
            unit = 10 ** max(len(str(a // b)) - len(digits) + 1, 0)
            if len(digits) > 1 and unit > 1:
                for shorter in (a // b // unit * unit, (a // b // unit + 1) * unit):
                    assert nearest_bits(shorter, 1) != bits, text


def test_digits():
    r = random.Random(2)
    all_bits = [some_bits(r) for i in range(300)]
    run = compile(texts, [[int], str, int])
    for precision in (0, 1, 6, 16, 17, 40):
        for bits, text in zip(all_bits, run(all_bits, "e", precision)):
            a, b = ratio(bits)
            c, d = number(text)
            mantissa, _, exponent = text.partition("e")
            assert len(mantissa) == precision + 2 - (precision == 0)
            scale = int(exponent) - precision
            assert rounded(a * 10 ** max(-scale, 0), b * 10 ** max(scale, 0)) == int(mantissa.replace(".", "")), text
        for bits, text in zip(all_bits, run(all_bits, "f", precision)):
            a, b = ratio(bits)
            assert rounded(a * 10**precision, b) == int(text.replace(".", "")), text


def test_texts_read():
    r = random.Random(3)
    inputs = ["%d.%de%d" % (r.getrandbits(r.randrange(1, 200)), r.getrandbits(60), r.randrange(-340, 300)) for i in range(1500)]
    for i in range(500):
        # Halfway between two floats, and a digit more.
        a, b = ratio(some_bits(r))
        halfway = 2 * a + (1 if a < HIDDEN * 2 else a & -a), 2 * b
        exponent = halfway[1].bit_length() - 1
        inputs.append("%de-%d" % (halfway[0] * 5**exponent, exponent))
        inputs.append("%d1e-%d" % (halfway[0] * 5**exponent, exponent + 1))
    run = compile(values, [[str]])
    for text, bits in zip(inputs, run(inputs)):
        expected = nearest_bits(*number(text))
        assert bits == min(expected, 2047 << 52), text


def test_hexadecimal():
    def there_and_back(x):
        return float_fromhex(float_hex(x))

    r = random.Random(4)
    for i in range(100):
        x = longlong2float(some_bits(r))
        assert there_and_back(x) == x and float_hex(-x) == "-" + float_hex(x)
    assert interpret(there_and_back, [-0.1]) == -0.1
    assert float_hex(1.5) == "0x1.8000000000000p+0" and float_hex(5e-324) == "0x0.0000000000001p-1022"
    assert float_fromhex(" -0X.8P1 ") == -1.0 and float_fromhex("0x1.00000000000008p0") == 1.0
    for text, error in (("0x1p1024", OverflowError), ("0x", ValueError), ("1p", ValueError), ("zz", ValueError)):
        with raises(error):
            float_fromhex(text)


def test_parts():
    def parts(x, n):
        m, e = rmath.frexp(x)
        fraction, whole = rmath.modf(x)
        return m, e, fraction, whole, rmath.ldexp(x, n), rmath.ulp(x)

    run = compile(parts, [float, int])
    for x in (0.0, 1.0, -3.75, 5e-324, -1e308, 2.0**-1030, 12345.678):
        for n in (0, -1, -1074, 3):
            if x == -1e308 and n == 3:
                continue
            m, e, fraction, whole, scaled, ulp = run(x, n)
            assert (m, e) == math.frexp(x) and (fraction, whole) == math.modf(x) and scaled == math.ldexp(x, n)
            assert abs(x) + ulp > abs(x)
    with raises(OverflowError):
        rmath.ldexp(1e308, 3)


def test_functions():
    cases = [
        (rmath.asinh, math.asinh, (-3.0, 1e-5, 0.5, 1e10)),
        (rmath.acosh, math.acosh, (1.0, 1.5, 3.0, 1e10)),
        (rmath.atanh, math.atanh, (-0.9, 1e-5, 0.3)),
        (rmath.cbrt, lambda x: math.copysign(abs(x) ** (1.0 / 3.0), x), (27.0, -0.001, 1e300)),
        (rmath.erf, math.erf, (-0.5, 1e-9, 1.0, 3.0)),
        (rmath.erfc, math.erfc, (-0.5, 0.5, 5.0)),
        (rmath.gamma, math.gamma, (0.5, 5.0, -1.5, 60.5, 171.0)),
        (rmath.lgamma, math.lgamma, (0.5, 5.0, -1.5, 1e5)),
    ]
    for ours, python, arguments in cases:
        run = compile(ours, [float])
        for x in arguments:
            assert abs(run(x) - python(x)) <= 1e-13 * abs(python(x)), (ours, x)
    for ours, x in ((rmath.acosh, 0.5), (rmath.atanh, 1.0), (rmath.gamma, -1.0), (rmath.lgamma, 0.0)):
        with raises(ValueError):
            ours(x)


def test_rounded_once():
    assert compile(rmath.fsum, [[float]])([0.1] * 10 + [1e100, -1e100]) == 1.0
    assert compile(rmath.norm, [[float]])([3.0 * 2.0**900, 4.0 * 2.0**900]) == 5.0 * 2.0**900 and rmath.norm([]) == 0.0
    with raises(OverflowError):
        rmath.fsum([1e308, 1e308])


def test_random_numbers():
    def numbers(key, n):
        r = Random()
        r.init_by_array(key)
        return [r.random() for i in range(n)] + [float(r.genrand32()) for i in range(n)]

    run = compile(numbers, [[int], int])
    for seed in (0, 42, 2**40 + 7):
        r = random.Random(seed)
        key = [seed & 0xFFFFFFFF, seed >> 32] if seed >> 32 else [seed]
        assert run(key, 700) == [r.random() for i in range(700)] + [float(r.getrandbits(32)) for i in range(700)]
