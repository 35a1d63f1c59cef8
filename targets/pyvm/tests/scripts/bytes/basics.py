"""Bytes: literals, indexing, slices, comparison, concatenation."""

b = b"hello"
print(b, len(b), b[0], b[-1], b[1:3], b[::-1], b + b" world", b * 2, list(b), b == b"hello", b == "hello", b != b"x", b < b"hellp")
print(b"\x00\x7f\x80\xff\n\t'\"\\", b'it"s', b"it's", b"'\"", bytes([0, 65, 255]), bytes(3), bytes(), bytes(b"x"), bytes(range(5)))
print(b"a" in b"abc", 97 in b, 200 in b, b"" in b, b"lo" in b, b.index(b"l"), b.find(b"z"), b.count(b"l"), b.find(108), b.rfind(b"l"))
print(bytes("é€", "utf-8"), "é€".encode(), "é€".encode("utf-8").decode("utf-8"), b"abc".decode(), b"abc".decode("ascii"), str(b"abc", "utf-8"), str(b"abc"))
for x in b"AZ":
    print(x, chr(x))
print(b.hex(), bytes.fromhex("68 65 6c6C6f"), bytes.fromhex(""), b"\xde\xad".hex("-"))
print({b"k": 1}[b"k"], hash(b"a") == hash(b"a"), b"a" != None, sorted([b"b", b"a", b"ab"]), max(b"hello"), min(b"hello"), sum(b"ab"), bool(b""), bool(b"\0"))
for f in (lambda: b[10], lambda: b + "x", lambda: bytes([256]), lambda: bytes([-1]), lambda: bytes("é"), lambda: bytes.fromhex("zz"), lambda: b.index(b"z"), lambda: b["x"], lambda: b < "x", lambda: "x" in b, lambda: 300 in b):
    try:
        print(f())
    except (IndexError, TypeError, ValueError) as e:
        print(type(e).__name__ + ":", e)
try:
    b[0] = 1
except TypeError as e:
    print("TypeError:", e)
print(b"%d %s %x" % (5, b"x", 255), b"%s" % b"abc", b"" b"a" b"b", rb"\n", bytes(reversed(b)))
