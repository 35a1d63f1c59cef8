"""struct"""

import struct
from struct import Struct, calcsize, pack, unpack

for text in ("", "b", "bi", "ib", "bhilq", "<bhilq", "=bi", ">d", "3s", "10x", "2h4xq", "?c", "P", "n", "e", "b 3h  i", "0i", "i0i", "b0q"):
    print(repr(text), calcsize(text), end="; ")
print()
for text, values in (
    ("<h", (-2,)), (">h", (-2,)), ("!I", (0xDEADBEEF,)), ("<q", (-(2**63),)), (">Q", (2**64 - 1,)), ("<3H", (1, 2, 3)), ("4s", (b"ab",)),
    ("2s", (b"abcd",)), ("c", (b"x",)), ("??", (True, [])), ("<d", (1.5,)), (">f", (-0.1,)), ("<e", (65504.0,)), ("5p", (b"abc",)),
    ("2p", (b"abc",)), ("bxh", (1, 2)), ("<bxh", (1, 2)), ("@bi", (1, 2)), ("0s", (b"abc",)), ("<l", (5,)), ("l", (5,)), ("3x", ()),
    ("<d", (7,)), ("<f", (float("inf"),)), ("b3xi2h", (1, 2, 3, 4)),
):
    data = pack(text, *values)
    print(text, data, unpack(text, data))
print(unpack("<e", b"\x01\x00"), unpack("<e", b"\x00\xfc"), unpack("<f", b"\x01\0\0\0"), pack("<e", 1e-8), pack("<e", 2049.0), pack("<e", -0.0))
print(pack("<f", 1e-45), pack("<f", 1.401298464324817e-45 / 2), pack("<f", 16777217.0), pack("<f", 3.4028235677973366e38 - 1e31))
nan = unpack("<f", pack("<f", float("nan")))[0]
print(nan != nan, unpack(">d", pack("<d", 3.14)[::-1]))
for action in (
    lambda: pack("b", 128), lambda: pack("B", -1), lambda: pack("<h", 40000), lambda: pack("H", -1), lambda: pack("<i", 2**31), lambda: pack("i", 2**31),
    lambda: pack("<q", 2**63), lambda: pack("Q", -1), lambda: pack("i", 1.5), lambda: pack("i"), lambda: pack("i", 1, 2), lambda: pack("d", "x"),
    lambda: pack("s", "x"), lambda: pack("c", b"ab"), lambda: pack("z", 1), lambda: pack("3", 1), lambda: unpack("i", b"abc"), lambda: unpack("i", 5),
    lambda: calcsize(5), lambda: pack("<f", 1e39), lambda: pack("<e", 70000.0), lambda: pack("<n", 1), lambda: struct.unpack_from("i", b"abcdef", 4),
    lambda: struct.pack_into("i", bytearray(5), 2, 1), lambda: struct.pack_into("b", b"const", 0, 1), lambda: struct.unpack_from("b", b"abc", -4),
):
    try:
        print("no error", action())
    except Exception as e:
        print(type(e).__name__, isinstance(e, struct.error))
buffer = bytearray(12)
struct.pack_into("<Hb", buffer, 2, 513, -1)
struct.pack_into(">I", buffer, -4, 1)
struct.pack_into("2s", memoryview(buffer)[6:], 0, b"OK")
print(buffer, struct.unpack_from("<H", buffer, 2), struct.unpack_from(">I", buffer, offset=-4), struct.unpack_from("b", memoryview(buffer), 4))
s = Struct(">hB")
print(s.size, s.format, s.pack(1, 2), s.unpack(b"\0\5\6"), s.unpack_from(b"xx\0\7\10", 2), list(s.iter_unpack(b"\0\1\2\0\3\4")))
print(list(struct.iter_unpack("<H", b"\1\0\2\0")), struct.error.__module__, struct.error.__name__)
try:
    struct.iter_unpack("<H", b"123")
except struct.error as e:
    print(e)


# A file format of its own: a header, then records with names.
def encode(records):
    parts = [struct.pack("<4sHI", b"DATA", 1, len(records))]
    for name, x, y in records:
        raw = name.encode()
        parts.append(struct.pack("<B%dsdd" % len(raw), len(raw), raw, x, y))
    return b"".join(parts)


def decode(data):
    magic, version, count = struct.unpack_from("<4sHI", data)
    at = struct.calcsize("<4sHI")
    records = []
    for _ in range(count):
        (length,) = struct.unpack_from("<B", data, at)
        name, x, y = struct.unpack_from("<%dsdd" % length, data, at + 1)
        at += 1 + length + 16
        records.append((name.decode(), x, y))
    return magic, version, records


records = [("first", 1.0, -2.5), ("zweiter: \u00e4", 1e100, 0.1), ("", 0.0, -0.0)]
data = encode(records)
print(len(data), decode(data), decode(data)[2] == records)
