"""Bytes that change."""

a = bytearray(b"hello")
print(a, len(a), a[0], a[1:3], a == b"hello", b"hello" == a, list(a), bytes(a), bytearray(), bytearray(3), bytearray([1, 2]), bytearray("é", "utf-8"))
a[0] = 74
print(a)
a.append(33)
print(a)
a.extend(b" you")
print(a)
a += b"!"
print(a)
a[1:3] = b"EEEE"
print(a)
del a[0]
print(a)
del a[0:4]
print(a)
a.insert(0, 65)
print(a, a.pop(), a.pop(0), a)
a.reverse()
print(a)
a.remove(ord("l"))
print(a, a.find(b"l"), a.index(111), a.count(b"o"), a.upper(), a.replace(b"o", b"0"), a.split(b" "), a.decode(), a.hex())
a.clear()
print(a, bool(a))
c = bytearray(10)
for i in range(10):
    c[i] = i * i % 256
print(c, c[::2], c[::-1], max(c), sum(c))
sieve = bytearray([1]) * 50
sieve[0:2] = b"\0\0"
for i in range(2, 8):
    if sieve[i]:
        sieve[i * i::i] = bytes(len(range(i * i, 50, i)))
print([i for i in range(50) if sieve[i]])
d = bytearray(b"abc")
e = d
e += b"d"
print(d, d is e, d.copy() is d, d + b"x", b"x" + d, d * 2, 98 in d, b"bc" in d)
for f in (lambda: c.__setitem__(0, 256), lambda: c.append(-1), lambda: d.pop(9), lambda: hash(d), lambda: d.remove(1), lambda: d.__setitem__(9, 0)):
    try:
        print(f())
    except (ValueError, IndexError, TypeError) as x:
        print(type(x).__name__ + ":", x)
