"""Single operations: interpreted from jitcode, recorded, and compiled."""

from rpython.rlib.rarithmetic import intmask, r_uint
from rpython.testing import check_loops, check_operations_history, interp_operations


def test_integers():
    def f(a, b):
        return (a + b) * (a - b) ^ (a & b) | (a << 3) + (b >> 1)

    for a, b in [(5, 3), (-7, 2), (1000, -1000), (0, 0)]:
        assert interp_operations(f, [a, b]) == f(a, b)
    check_operations_history(int_add=2, int_sub=1, int_mul=1, int_xor=1, int_and=1, int_or=1, int_lshift=1, int_rshift=1)


def test_comparisons():
    def f(a, b):
        return int(a < b) + 2 * int(a <= b) + 4 * int(a == b) + 8 * int(a != b) + 16 * int(a > b) + 32 * int(a >= b)

    for a, b in [(1, 2), (2, 1), (3, 3), (-1, 1)]:
        assert interp_operations(f, [a, b]) == f(a, b)


def test_division_rounds_down():
    def f(a, b):
        return a // b * 100 + a % b

    for a, b in [(17, 5), (-17, 5), (17, -5), (-17, -5), (-15, 5)]:
        assert interp_operations(f, [a, b]) == f(a, b)


def test_division_by_constants():
    def f(a):
        return a // 8 * 1000 + a % 8 + a // 7 % 7

    for a in [0, 1, 7, 8, 100, -1, -8, -9, 123456789]:
        assert interp_operations(f, [a]) == f(a)


def test_unsigned():
    def f(a, b):
        x, y = r_uint(a), r_uint(b)
        return intmask(x * y + (x >> r_uint(3)) - (y << r_uint(60))) ^ int(x < y)

    for a, b in [(5, 3), (-7, 2), (1000, -1000)]:
        x, y = a % 2**64, b % 2**64
        wanted = (x * y + (x >> 3) - (y << 60)) % 2**64
        wanted = (wanted - 2**64 if wanted >= 2**63 else wanted) ^ int(x < y)
        assert interp_operations(f, [a, b]) == wanted


def test_floats():
    def f(x, y):
        return (x + y) * (x - y) / (y + 0.5) + abs(x) - (-y)

    for x, y in [(1.5, 2.5), (-0.0, 0.0), (1e300, -1e300)]:
        assert interp_operations(f, [x, y]) == f(x, y)
    check_operations_history(float_mul=1, float_truediv=1)


def test_not_a_number():
    def f(x):
        y = x - x
        return int(y == y) + 2 * int(y < 1.0) + 4 * int(y >= 1.0) + 8 * int(y != y)

    assert interp_operations(f, [1.5]) == 3
    assert interp_operations(f, [float("inf")]) == 8


def test_casts():
    def f(a, x):
        return float(a) + float(int(x)) + float(int(a > 3))

    assert interp_operations(f, [5, 2.75]) == 8.0


def test_mixed_arguments():
    def f(x, s, a):
        return x + float(len(s) + a)

    # Reds are in the order integers, references, floats whatever the arguments' order is.
    assert interp_operations(f, [0.5, "four", 3]) == 7.5


def test_strings():
    def f(s, i):
        return s[i] + s[1:3] + s

    assert interp_operations(f, ["hello", 4]) == "oelhello"


def test_characters():
    def f(s, i):
        c = s[i]
        return ord(c) * 2 + int(c == "l") + int(c < "m")

    assert interp_operations(f, ["hello", 2]) == ord("l") * 2 + 2
    check_operations_history(int_mul=1, call=0)


def test_strings_are_compared():
    def f(s, t):
        return int(s == t) + 2 * int(s < t) + 4 * int(s.startswith("he")) + 8 * int("l" in s)

    assert interp_operations(f, ["hello", "help"]) == f("hello", "help")
    assert interp_operations(f, ["hello", "hello"]) == f("hello", "hello")


def test_lists():
    def f(n):
        items = [n, n + 1]
        items.append(n + 2)
        items[0] = 10
        return items[0] + items[1] + items[-1] + len(items)

    assert interp_operations(f, [5]) == f(5)


def test_lists_as_arguments():
    def f(items, i):
        return items[i] * 2

    assert interp_operations(f, [[1, 2, 3], 1]) == 4
    check_operations_history(getarrayitem_gc_i=1)


def test_dicts():
    def f(a):
        d = {1: 10, 2: 20}
        d[a] = 5
        return d[1] + d[2] + len(d)

    assert interp_operations(f, [2]) == 17
    assert interp_operations(f, [7]) == 33


def test_constants_fold():
    def f(a):
        b = 6
        if a > 0:
            b = 7
        return b * 6 + 0 * a

    assert interp_operations(f, [1]) == 42
    check_loops(int_mul=0, int_add=0)


def test_a_switch():
    def f(n):
        if n == 1:
            return 10
        elif n == 2:
            return 20
        elif n == 3:
            return 30
        elif n == 4:
            return 40
        return -1

    for n in range(6):
        assert interp_operations(f, [n]) == f(n)


def test_text_of_numbers():
    def f(a):
        return str(a) + "|%d" % (a * 2) + "|" + hex(a)

    assert interp_operations(f, [255]) == "255|510|0xff"


def test_no_arguments():
    def f():
        return 42

    assert interp_operations(f, []) == 42
    check_operations_history({})
