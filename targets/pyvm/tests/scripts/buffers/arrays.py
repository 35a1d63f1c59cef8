"""array.array"""

import copy
from array import array, typecodes

print(typecodes.strip("u")[:2], array.__name__, type(array("i")))
a = array("i", [1, 2, 3])
print(a, array("d"), array("b", b"\1\2\xff"), array("B", range(5)), array("i", (x * x for x in range(4))), array("h", array("b", [1, -1])))
print(a.typecode, a.itemsize, len(a), a[0], a[-1], a[1:], a[::-1], a[::2], list(a), 2 in a, 7 in a, bool(a), bool(array("i")))
a.append(4)
a.extend([5, 6])
a.extend(array("i", [7]))
a += array("i", [8])
a.insert(0, 0)
a.insert(-1, 77)
a.insert(100, 9)
print(a, a.pop(), a.pop(0), a.pop(-2), a)
a.remove(3)
print(a, a.index(4), a.count(4), a.count(99))
a.reverse()
print(a, a + array("i", [1]), array("i", [1, 2]) * 2, 2 * array("i", [1, 2]), sum(a), max(a), sorted(a))
a[0] = -5
a[1:3] = array("i", [10, 20, 30])
print(a)
a[::2] = array("i", [0] * len(a[::2]))
del a[1]
del a[-2:]
print(a, a.tolist(), a.tobytes())
b = array("i")
b.frombytes(a.tobytes())
b.fromlist([1, 2])
print(b, a == b, a != b, a < b, b >= a, a == array("d", a), a == [0], array("i") < array("i", [0]))
b.byteswap()
print(b)
a *= 2
print(a, copy.copy(a), copy.deepcopy(a) == a)
for code in "bBhHiIlLqQ":
    size = 8 * array(code).itemsize
    least, most = (0, 2**size - 1) if code.isupper() else (-(2 ** (size - 1)), 2 ** (size - 1) - 1)
    edge = array(code, [least, most, 1])
    print(edge, edge.tobytes())
    for wrong in (least - 1, most + 1):
        try:
            edge.append(wrong)
        except OverflowError:
            print("OverflowError", end=" ")
    print(len(edge))
floats = array("f", [0.1, 1e10, -2.5, float("inf"), 1e-45, 3.4028235e38])
print(floats, array("d", [0.1, 1]), floats.tobytes())
for action in (
    lambda: array("x"), lambda: array("i", ["a"]), lambda: array("i", "text"), lambda: array("i", [1.5]), lambda: a[100], lambda: a["x"],
    lambda: a.index(12345), lambda: a.remove(12345), lambda: array("i").pop(), lambda: a + [1], lambda: a.extend(array("d", [1])),
    lambda: a.frombytes(b"abc"), lambda: array("i", b"abcde"), lambda: a.__setitem__(slice(0, 1), [1]), lambda: hash(a), lambda: array(5),
    lambda: array("b", [128]), lambda: array("H", [-1]), lambda: array("f", [1e39]), lambda: a.append(None),
):
    try:
        print("no error", action())
    except Exception as e:
        print(type(e).__name__, end=" ")
print()
print(array("b", [1]) == b"\1", b"\1" == array("b", [1]), bytearray(b"\1") == array("b", [1]), array("b", [1]) != bytearray(b"\1"))
v = memoryview(array("h", [1, 2, 3]))
v[1] = -2
print(v.format, v.itemsize, v.tolist(), v.obj, v.cast("B")[2], bytes(array("h", [258])), bytearray(array("b", [1, 2])), b"x" + array("b", [65]))


# A subclass, and iteration while it grows.
class Numbers(array):
    def total(self):
        return sum(self)


n = Numbers("i", [1, 2, 3])
n.append(4)
n.name = "named"
print(n.total(), len(n), n.name, n)
a = array("i", [3])
for x in a:
    if x:
        a.append(x - 1)
print(a)


# A sieve.
sieve = array("b", [1]) * 100
sieve[0] = sieve[1] = 0
for i in range(2, 10):
    if sieve[i]:
        for k in range(i * i, 100, i):
            sieve[k] = 0
print([i for i, prime in enumerate(sieve) if prime])
