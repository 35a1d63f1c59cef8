"""rbigint, translated, against the ints of the Python that runs this: the same tasks, which must give the same.

Usage: python3 benches/bigint.py [path of translate]
"""

import math
import os
import subprocess
import sys
import tempfile
import time

N = 100000
HERE = os.path.dirname(os.path.abspath(__file__))


def factorial(n):
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result


def fibonacci(n):
    a, b = 0, 1
    for i in range(n):
        a, b = b, a + b
    return a


def pi(n):
    digits = []
    q, r, t, k = 1, 0, 1, 0
    while len(digits) < n:
        k += 1
        odd = 2 * k + 1
        r = (r + (q << 1)) * odd
        t *= odd
        q *= k
        if q > r:
            continue
        digit = (q * 3 + r) // t
        if digit != ((q << 2) + r) // t:
            continue
        digits.append(str(digit))
        r = (r - t * digit) * 10
        q *= 10
    return int("".join(digits))


def small(n):
    a = 1 << 62
    total = 0
    for i in range(n):
        total = (total + a * i) // 3
    return total


def tasks(n):
    power, other = 3 ** (2 * n), 7**n
    text = str(power)
    modulus = 7**300 + 2
    return {
        "factorial": lambda: factorial(n // 5),
        "fibonacci": lambda: fibonacci(n),
        "pi digits": lambda: pi(n // 100),
        "two words": lambda: small(n),
        "power": lambda: 3 ** (2 * n),
        "product": lambda: power * other,
        "quotient": lambda: power // other,
        "root": lambda: math.isqrt(power),
        "gcd": lambda: math.gcd(power + 1, other + 5),
        "to text": lambda: len(str(power)),
        "from text": lambda: int(text),
        "power modulo": lambda: pow(3, modulus - 1, modulus),
    }


def best_of_three(task):
    best = 1e9
    for _ in range(3):
        start = time.perf_counter()
        result = task()
        best = min(best, time.perf_counter() - start)
    return best, hash(result)


def main():
    translate = sys.argv[1] if len(sys.argv) > 1 else "translate"
    sys.set_int_max_str_digits(0)
    with tempfile.TemporaryDirectory() as folder:
        program = os.path.join(folder, "bigint")
        subprocess.run([translate, os.path.join(HERE, "bigint", "program.py"), "--quiet", "-o", program], check=True)
        lines = subprocess.run([program, str(N)], check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    python = tasks(N)
    print("%-14s %10s %10s %7s" % ("", "rbigint ms", "Python ms", "ratio"))
    ratios = []
    for line in lines:
        name, nanoseconds, h = line.split(":")
        seconds, expected = best_of_three(python[name])
        if int(h) != expected:
            sys.exit("%s: the results differ" % (name,))
        ours = int(nanoseconds) / 1e9
        ratios.append(ours / seconds)
        print("%-14s %10.3f %10.3f %7.2f" % (name, ours * 1e3, seconds * 1e3, ours / seconds))
    print("%-14s %29.2f" % ("geometric mean", math.exp(sum(map(math.log, ratios)) / len(ratios))))


main()
