"""What benches/bigint.py times, in RPython with rbigint. Each line: the name, the best time in nanoseconds, and a hash that Python's must equal."""

import time

from rpython.rlib.rbigint import rbigint

ONE = rbigint.fromint(1)


def factorial(n):
    result = ONE
    for i in range(2, n + 1):
        result = result.int_mul(i)
    return result


def fibonacci(n):
    a = rbigint.fromint(0)
    b = ONE
    for i in range(n):
        a, b = b, a.add(b)
    return a


def pi(n):
    """The first digits, by Gibbons' spigot."""
    digits = []
    q = ONE
    r = rbigint.fromint(0)
    t = ONE
    k = 0
    while len(digits) < n:
        k += 1
        odd = 2 * k + 1
        r = r.add(q.lshift(1)).int_mul(odd)
        t = t.int_mul(odd)
        q = q.int_mul(k)
        if q.gt(r):
            continue
        digit = q.int_mul(3).add(r).floordiv(t).toint()
        if digit != q.lshift(2).add(r).floordiv(t).toint():
            continue
        digits.append(str(digit))
        r = r.sub(t.int_mul(digit)).int_mul(10)
        q = q.int_mul(10)
    return rbigint.fromdecimalstr("".join(digits))


def small(n):
    """Sums and products of two words, as a VM makes them where machine ints overflow."""
    a = rbigint.fromint(1 << 62)
    total = rbigint.fromint(0)
    for i in range(n):
        total = total.add(a.int_mul(i)).int_floordiv(3)
    return total


class Inputs(object):
    def __init__(self, n):
        self.n = n
        self.power = rbigint.fromint(3).int_pow(2 * n)
        self.other = rbigint.fromint(7).int_pow(n)
        self.text = self.power.str()
        self.modulus = rbigint.fromint(7).int_pow(300).int_add(2)


TASKS = ["factorial", "fibonacci", "pi digits", "two words", "power", "product", "quotient", "root", "gcd", "to text", "from text", "power modulo"]


def run(task, inputs):
    n = inputs.n
    if task == "factorial":
        return factorial(n // 5)
    if task == "fibonacci":
        return fibonacci(n)
    if task == "pi digits":
        return pi(n // 100)
    if task == "two words":
        return small(n)
    if task == "power":
        return rbigint.fromint(3).int_pow(2 * n)
    if task == "product":
        return inputs.power.mul(inputs.other)
    if task == "quotient":
        return inputs.power.floordiv(inputs.other)
    if task == "root":
        return inputs.power.isqrt()
    if task == "gcd":
        return inputs.power.int_add(1).gcd(inputs.other.int_add(5))
    if task == "to text":
        return rbigint.fromint(len(inputs.power.str()))
    if task == "from text":
        return rbigint.fromdecimalstr(inputs.text)
    return rbigint.fromint(3).pow(inputs.modulus.int_sub(1), inputs.modulus)


def entry_point(argv):
    inputs = Inputs(int(argv[1]))
    for task in TASKS:
        best = 1e9
        h = 0
        for i in range(3):
            start = time.perf_counter()
            h = run(task, inputs).hash()
            best = min(best, time.perf_counter() - start)
        print("%s:%d:%d" % (task, int(best * 1e9), h))
    return 0


def target(driver, args):
    return entry_point
