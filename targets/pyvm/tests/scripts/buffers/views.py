"""memoryview: items, slices, formats, what it shares with its object."""

data = bytearray(b"0123456789")
m = memoryview(data)
print(len(m), m[0], m[-1], m[2:5].tobytes(), bytes(m[::-1]), m[8:2:-2].tolist())
print(m.format, m.itemsize, m.nbytes, m.ndim, m.shape, m.strides, m.readonly, m.obj is data, m.c_contiguous, m[::2].c_contiguous)
m[0] = 65
m[1:4] = b"bcd"
m[::5] = memoryview(b"XY")
print(data)
part = m[2:8][1:4]
part[0] = ord("!")
print(data, part.tobytes(), part.nbytes, part.obj is data, m[::3].strides, m[::-1].strides)
backwards = m[::-1]
backwards[0:3] = b"zyx"
print(data, backwards.tobytes())
print(list(m) == list(data), 65 in m, sum(m), max(m), [x for x in m][:3], sorted(m)[:2])
print(m == data, m == bytes(data), data == m, m != b"x", m == 5, m[:3] == m[:3], m[0:2] == [1, 2])
print(b"".join([m[:2], b"-", m[3:5]]), b"ab" + memoryview(b"cd"), bytearray(b"ab") + memoryview(b"cd"), b"abcd".find(memoryview(b"cd")))
print(bytes(m[:2]), bytearray(m[:2]), str(m[1:3], "ascii"), int(memoryview(b"42")), float(memoryview(b"1.5")), m.hex(), m[:3].hex("-"))
data += b"!" if False else b""

r = memoryview(b"constant")
print(r.readonly, hash(r) == hash(b"constant"), {r: 1}[memoryview(b"constant")], m.toreadonly().readonly)
for action in (
    lambda: r.__setitem__(0, 1), lambda: m.__delitem__(0), lambda: m[10], lambda: m["x"], lambda: m.__setitem__(0, 256),
    lambda: m.__setitem__(0, "x"), lambda: m.__setitem__(slice(0, 2), b"abc"), lambda: memoryview(5), lambda: memoryview("text"),
    lambda: memoryview(), lambda: hash(m), lambda: m.toreadonly().__setitem__(0, 1), lambda: m + b"x", lambda: m < m,
    lambda: m.cast("i"), lambda: m.cast("zz"), lambda: m[::2].cast("B"), lambda: m[-11],
):
    try:
        print("no error", action())
    except Exception as e:
        print(type(e).__name__, e)

with memoryview(data) as inner:
    print(inner[0])
for action in (lambda: inner[0], lambda: len(inner), lambda: inner.tobytes(), lambda: bytes(inner)):
    try:
        action()
    except ValueError as e:
        print(e)
print(repr(inner).startswith("<released memory at 0x"), repr(m).startswith("<memory at 0x"))
m.release()
m.release()

# Casts.
data = bytearray(range(16))
m = memoryview(data)
for code in "bBcHhIiQqLl?":
    v = m.cast(code)
    print(code, v.itemsize, len(v), v.nbytes, v[0], v[len(v) - 1])
ints = m.cast("i")
ints[0] = -1
ints[1:3] = memoryview(bytearray(8)).cast("i")
print(data, ints.tolist(), ints[1:].tobytes(), ints.cast("B")[:4].tolist(), ints[::2].tolist())
doubles = m.cast("B").cast("d")
doubles[1] = 2.5
print(doubles[1], data[8:])
for action in (lambda: ints.cast("h"), lambda: ints.__setitem__(0, 1 << 31), lambda: doubles.__setitem__(0, "x"), lambda: ints.__setitem__(slice(0, 1), b"abcd")):
    try:
        print("no error", action())
    except Exception as e:
        print(type(e).__name__, e)
print(ints == ints.tolist(), memoryview(b"\1\0\0\0").cast("i") == memoryview(b"\1"), isinstance(m, memoryview), type(m).__name__)


# A buffer that is filled piece by piece.
def fill(view, pieces):
    at = 0
    for piece in pieces:
        view[at : at + len(piece)] = piece
        at += len(piece)
    return at


buffer = bytearray(20)
n = fill(memoryview(buffer), [b"one", b"two", b"three"])
print(n, buffer[:n], buffer)


def checksum(view):
    total = 0
    while view:
        total = (total * 31 + view[0]) % 65521
        view = view[1:]
    return total


print(checksum(memoryview(b"a text of some length")))
