"""rbigint against Python's int: untranslated, on the graph interpreter and as native code, on numbers whose digits are often at an
edge. Thresholds of the methods for long numbers are lowered in some runs, so that small numbers reach them."""

import math
import random

from rpython.rlib.bigint import product, quotient, radix
from rpython.rlib.jit import JitDriver
from rpython.rlib.longlong2float import float2longlong
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rbigint import InvalidSignednessError, MaxIntError, rbigint
from rpython.rlib.rstring import ParseStringError
from rpython.rlib.unroll import unrolling_iterable
from rpython.testing import check_loops, compile, interpret, meta_interp, raises

EDGES = (0, 0, 1, 2**64 - 1, 2**64 - 2, 2**63, 2**63 - 1, 2**32, 2**32 - 1)


def some_digit(r):
    return r.choice(EDGES) if r.randrange(2) else r.getrandbits(64)


def some_int(r, most_digits):
    n = r.choice((0, 1, 1, 2, 3, r.randrange(most_digits)))
    value = 0
    for i in range(n):
        value = value << 64 | some_digit(r)
    return (value >> r.randrange(64)) * r.choice((1, -1))


def some_machine_int(r):
    return r.choice((0, 1, -1, 7, 2**63 - 1, -(2**63), r.getrandbits(63), -r.getrandbits(40)))


# ____________________________________________________________ the operations, in RPython and as Python has them


@specialize.arg(0)
def attempt(operation, a, b, n):
    try:
        return operation(a, b, n)
    except ZeroDivisionError:
        return "zero"
    except OverflowError:
        return "overflow"
    except ValueError:
        return "value"
    except InvalidSignednessError:
        return "overflow"


OPERATIONS = [
    (lambda a, b, n: a.add(b).str(), lambda a, b, n: a + b),
    (lambda a, b, n: a.sub(b).str(), lambda a, b, n: a - b),
    (lambda a, b, n: a.mul(b).str(), lambda a, b, n: a * b),
    (lambda a, b, n: a.mul(a).str(), lambda a, b, n: a * a),
    (lambda a, b, n: a.floordiv(b).str(), lambda a, b, n: a // b),
    (lambda a, b, n: a.mod(b).str(), lambda a, b, n: a % b),
    (lambda a, b, n: bits(a.truediv(b)), lambda a, b, n: bits(python_quotient(a, b))),
    (lambda a, b, n: bits(a.tofloat()), lambda a, b, n: bits(python_quotient(a, 1))),
    (lambda a, b, n: a.int_add(n).str(), lambda a, b, n: a + n),
    (lambda a, b, n: a.int_sub(n).str(), lambda a, b, n: a - n),
    (lambda a, b, n: a.int_mul(n).str(), lambda a, b, n: a * n),
    (lambda a, b, n: a.int_floordiv(n).str(), lambda a, b, n: a // n),
    (lambda a, b, n: a.int_mod(n).str(), lambda a, b, n: a % n),
    (lambda a, b, n: a.and_(b).str(), lambda a, b, n: a & b),
    (lambda a, b, n: a.or_(b).str(), lambda a, b, n: a | b),
    (lambda a, b, n: a.xor(b).str(), lambda a, b, n: a ^ b),
    (lambda a, b, n: a.int_and_(n).str(), lambda a, b, n: a & n),
    (lambda a, b, n: a.int_or_(n).str(), lambda a, b, n: a | n),
    (lambda a, b, n: a.int_xor(n).str(), lambda a, b, n: a ^ n),
    (lambda a, b, n: a.lshift(n & 255).str(), lambda a, b, n: a << (n & 255)),
    (lambda a, b, n: a.rshift(n & 255).str(), lambda a, b, n: a >> (n & 255)),
    (lambda a, b, n: a.neg().str(), lambda a, b, n: -a),
    (lambda a, b, n: a.abs().str(), lambda a, b, n: abs(a)),
    (lambda a, b, n: a.invert().str(), lambda a, b, n: ~a),
    (lambda a, b, n: a.hex(), lambda a, b, n: hex(a)),
    (lambda a, b, n: a.oct(), lambda a, b, n: oct(a)),
    (lambda a, b, n: str(a.hash()), lambda a, b, n: hash(a)),
    (lambda a, b, n: str(a.bit_length()), lambda a, b, n: a.bit_length()),
    (lambda a, b, n: str(a.bit_count()), lambda a, b, n: bin(a).count("1")),
    (lambda a, b, n: str(a.toint()), lambda a, b, n: machine_int(a)),
    (lambda a, b, n: a.gcd(b).str(), lambda a, b, n: math.gcd(a, b)),
    (lambda a, b, n: a.isqrt().str(), lambda a, b, n: math.isqrt(a)),
    (lambda a, b, n: a.int_pow(n & 15).str(), lambda a, b, n: a ** (n & 15)),
    (lambda a, b, n: a.pow(b.rshift(200), b).str(), lambda a, b, n: pow(a, b >> 200, b)),
    (lambda a, b, n: comparisons(a, b, n), lambda a, b, n: python_comparisons(a, b, n)),
    (lambda a, b, n: rbigint.fromint(n).str(), lambda a, b, n: n),
    (lambda a, b, n: rbigint.fromstr(a.hex(), 0).str(), lambda a, b, n: a),
    (lambda a, b, n: rbigint.frombytes(a.tobytes(n & 63, "big", n < 0), "big", n < 0).str(), lambda a, b, n: by_bytes(a, n)),
]


def bits(x):
    # Not every Python has the shortest text for a float.
    return str(float2longlong(x))


def python_quotient(a, b):
    """a / b rounded by whole numbers: not every Python rounds it to the nearest or gives a zero its sign."""
    sign = -1.0 if (a < 0) != (b < 0) else 1.0
    a, b = abs(a), abs(b)
    exponent = max(a.bit_length() - b.bit_length() - 60, -1074)
    quotient, rest = divmod(a << max(-exponent, 0), b << max(exponent, 0))
    drop = max(quotient.bit_length() - 53, 0)
    lower = quotient & ((1 << drop) - 1)
    quotient >>= drop
    half = 1 << drop >> 1
    if lower > half or lower == half > 0 and (rest or quotient & 1) or not drop and 2 * rest > b:
        quotient += 1
    return sign * math.ldexp(float(quotient), exponent + drop)


def machine_int(a):
    if not -(2**63) <= a < 2**63:
        raise OverflowError
    return a


def by_bytes(a, n):
    return int.from_bytes(a.to_bytes(n & 63, "big", signed=n < 0), "big", signed=n < 0)


def comparisons(a, b, n):
    results = [a.eq(b), a.ne(b), a.lt(b), a.le(b), a.gt(b), a.ge(b)]
    results += [a.int_eq(n), a.int_ne(n), a.int_lt(n), a.int_le(n), a.int_gt(n), a.int_ge(n)]
    return "".join(["1" if x else "0" for x in results])


def python_comparisons(a, b, n):
    results = [a == b, a != b, a < b, a <= b, a > b, a >= b, a == n, a != n, a < n, a <= n, a > n, a >= n]
    return "".join(["1" if x else "0" for x in results])


class Lowered:
    """The thresholds for a while so low that every method is reached."""

    def __enter__(self):
        self.saved = (product.KARATSUBA, product.KARATSUBA_SQUARE, quotient.RECURSIVE, radix.TO_TEXT, radix.FROM_TEXT)
        set_thresholds(4, 5, 4, 3, 4)

    def __exit__(self, *exc):
        set_thresholds(*self.saved)


def set_thresholds(karatsuba, square, recursive, to_text, from_text):
    product.KARATSUBA = karatsuba
    product.KARATSUBA_SQUARE = square
    quotient.RECURSIVE = recursive
    radix.TO_TEXT = to_text
    radix.FROM_TEXT = from_text


OURS = unrolling_iterable([ours for ours, python in OPERATIONS])


def all_operations(texts, machine_ints):
    """Of each two texts and machine int, the result of every operation."""
    results = []
    for i in range(len(machine_ints)):
        a = rbigint.fromstr(texts[2 * i], 10)
        b = rbigint.fromstr(texts[2 * i + 1], 10)
        for operation in OURS:
            results.append(attempt(operation, a, b, machine_ints[i]))
    return results


def check(run, seed, count, most_digits):
    r = random.Random(seed)
    numbers = [some_int(r, most_digits) for i in range(2 * count)]
    machine_ints = [some_machine_int(r) for i in range(count)]
    results = run([digits_of(x) for x in numbers], machine_ints)
    at = 0
    for i in range(count):
        a, b, n = numbers[2 * i], numbers[2 * i + 1], machine_ints[i]
        for k in range(len(OPERATIONS)):
            expected = attempt(OPERATIONS[k][1], a, b, n)
            if not isinstance(expected, str):
                expected = digits_of(expected)
            assert results[at] == expected, (k, a, b, n, results[at], expected)
            at += 1
    assert at == len(results)


def test_untranslated():
    check(all_operations, 1, 6, 8)
    with Lowered():
        check(all_operations, 2, 2, 20)


def test_interpreted():
    with Lowered():
        check(lambda texts, ints: interpret(all_operations, [texts, ints]), 3, 10, 20)


def test_native():
    run = compile(all_operations, [[str], [int]])
    check(run, 4, 150, 30)
    check(run, 5, 5, 200)
    with Lowered():
        run = compile(all_operations, [[str], [int]])
    for seed in range(6, 9):
        check(run, seed, 60, 40)


def quotients(digits, shifts):
    """Of numbers of about 54 bits by powers of two, where rounding is at its edges, down to the smallest floats."""
    results = []
    for i in range(len(digits)):
        a = rbigint.fromint(digits[i])
        try:
            results.append(bits(a.truediv(rbigint.fromint(3).lshift(shifts[i]))))
            results.append(bits(a.truediv(rbigint.fromint(1).lshift(shifts[i]))))
            results.append(bits(a.lshift(shifts[i]).int_add(shifts[i] & 1).tofloat()))
        except OverflowError:
            results.append("overflow")
    return results


def test_rounding():
    r = random.Random(1)
    digits = [(r.getrandbits(54) << r.randrange(3)) + r.choice((0, 1, -1)) for i in range(2000)]
    shifts = [r.randrange(1200) for i in range(2000)]
    expected = []
    for a, shift in zip(digits, shifts):
        try:
            expected.append(bits(python_quotient(a, 3 << shift)))
            expected.append(bits(python_quotient(a, 1 << shift)))
            expected.append(bits(python_quotient((a << shift) + (shift & 1), 1)))
        except OverflowError:
            expected.append("overflow")
    assert compile(quotients, [[int], [int]])(digits, shifts) == expected


def long_numbers(n):
    a = rbigint.fromint(3).int_pow(n)
    text = a.str()
    b = rbigint.fromdecimalstr(text)
    root = a.isqrt()
    rest = a.sub(root.mul(root))
    assert b.eq(a) and rest.sign >= 0 and rest.le(root.lshift(1))
    return text, a.gcd(root).str()


def test_long_numbers():
    n = 20000
    power = 3**n
    root = math.isqrt(power)
    assert compile(long_numbers, [int])(n) == (digits_of(power), digits_of(math.gcd(power, root)))


def digits_of(x):
    """As str(x), which some versions of Python limit."""
    if x < 0:
        return "-" + digits_of(-x)
    if x < 10**1000:
        return str(x)
    half = x.bit_length() * 3 // 20
    return digits_of(x // 10**half) + digits_of(x % 10**half).zfill(half)


def quotients_at_edges(exponents):
    """Of numbers beside powers of two, so that quotients have all bits set and are rounded down from there."""
    results = []
    one = rbigint.fromint(1)
    for i in exponents:
        for j in exponents:
            for k in range(-1, 2):
                a = one.lshift(i).int_add(k)
                b = one.lshift(j).neg()
                results.append(a.floordiv(b).str() + " " + a.mod(b).str() + " " + a.neg().floordiv(b.int_sub(k).neg()).str())
    return results


def test_quotients_at_edges():
    exponents = [1, 31, 32, 33, 63, 64, 65, 127, 128, 129, 192]
    expected = []
    for i in exponents:
        for j in exponents:
            for k in range(-1, 2):
                a = (1 << i) + k
                b = -(1 << j)
                expected.append("%d %d %d" % (a // b, a % b, -a // (k - b)))
    assert compile(quotients_at_edges, [[int]])(exponents) == expected


def test_from_floats():
    def f(x):
        return rbigint.fromfloat(x).str()

    run = compile(f, [float])
    for x in (0.0, 0.9, -1.5, 1e18, -1e30, 2.0**63, -(2.0**64), 1.7e308, 5e-324, -0.99999):
        assert run(x) == str(int(x))
    with raises(OverflowError):
        run(math.inf)
    with raises(ValueError):
        run(math.nan)


def test_texts():
    def f(s, base):
        return rbigint.fromstr(s, base, allow_underscores=True).str()

    long = "9" * 50
    for s, base in (("  -12_3 ", 10), ("0x" + long, 0), ("0b_101", 0), (long + "z", 36), ("+0o17", 8), ("0", 0), ("00", 0)):
        assert interpret(f, [s, base]) == str(int(s, base))
    for s, base in (("1__2", 10), ("_1", 10), ("1_", 10), ("", 10), ("12", 2), ("0x", 16), ("012", 0), ("- 1", 10)):
        with raises(ParseStringError):
            interpret(f, [s, base])


def test_limits():
    def f(s, limit):
        return rbigint.fromstr(s, 10, max_str_digits=limit).str(limit - 2)

    assert f("123456789012345678", 20) == "123456789012345678"
    for s in ("123456789012345678901", "1234567890123456789"):
        with raises(MaxIntError):
            f(s, 20)


def test_logarithms():
    def f(s, base):
        return rbigint.fromstr(s, 10).log(base)

    for x in (1, 10, 2**64, 10**40 + 1, 3**2000):
        for base, log in ((0.0, math.log), (2.0, math.log2), (10.0, math.log10)):
            assert abs(f(digits_of(x), base) - log(x)) <= 1e-15 * log(x)


def test_prebuilt():
    prebuilt = rbigint.fromlong(-(10**30))

    def f(n):
        return prebuilt.int_mul(n).str()

    assert interpret(f, [7]) == "-7" + 30 * "0"


driver = JitDriver(greens=[], reds=["n", "total"])


def sequence(n):
    total = rbigint.fromint(1)
    while n > 0:
        driver.jit_merge_point(n=n, total=total)
        total = total.int_mul(3).add(rbigint.fromint(n)).floordiv(rbigint.fromint(2))
        if total.int_gt(1000):
            try:
                total.mod(rbigint.fromint(0))
            except ZeroDivisionError:
                n -= 1
        else:
            n -= 1
    return total.str()


def test_with_a_jit():
    total = 1
    for n in range(300, 0, -1):
        total = (total * 3 + n) // 2
    assert meta_interp(sequence, [300]) == str(total)
    # Traces do not look into operations.
    check_loops(getarrayitem_gc_i=0, setarrayitem_gc=0, new_array_clear=0)
