"""bytes: the layout of str, but items are ints."""

from rpython.testing import case

TABLE = b"\x01\x02\xff"


@case((0,))
@case((2,))
@case((-1,))
@case((3,), raises=IndexError)
def index(i):
    return TABLE[i]


@case((5,))
def slices(n):
    b = b"hello world"
    return b[n], len(b[:n]), b[:n] == b"hello", b[n + 1 :] == b"world"


@case(("abc",))
@case(("",))
def of_str(s):
    b = s.encode("latin-1")
    total = 0
    for x in b:
        total += x
    return total, len(b), b + b"!" == (s + "!").encode("latin-1")


@case((3,))
def of_list(n):
    b = bytes([65 + i for i in range(n)])
    return b.decode("latin-1"), b == b"ABC", b[1] if len(b) > 1 else 0


@case((2,))
def concatenate(n):
    b = b""
    for i in range(n):
        b += TABLE
    return len(b), b[-1], b.find(b"\xff"), b < b"\x02"


@case((1,))
def keys(n):
    d = {b"one": 1, b"two": 2}
    return d[b"one"] + d.get(b"three", n), b"two" in d
