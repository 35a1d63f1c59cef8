"""Bytes in programs: packets, checksums, hex dumps, encodings."""


def pack(kind, *fields):
    body = b"".join(len(f).to_bytes(1, "big") + f for f in fields)
    head = bytes([kind]) + len(body).to_bytes(2, "big")
    return head + body + bytes([sum(head + body) & 0xff])


def unpack(data):
    kind, size = data[0], int.from_bytes(data[1:3], "big")
    body, check = data[3:3 + size], data[3 + size]
    if sum(data[:3 + size]) & 0xff != check:
        raise ValueError("bad checksum")
    fields, i = [], 0
    while i < len(body):
        n = body[i]
        fields.append(body[i + 1:i + 1 + n])
        i += n + 1
    return kind, fields


p = pack(7, b"hello", b"", "né".encode(), bytes(range(5)))
print(p, len(p), unpack(p))
broken = p[:4] + b"X" + p[5:]
try:
    unpack(broken)
except ValueError as e:
    print("ValueError:", e)


def dump(data, width=8):
    for i in range(0, len(data), width):
        chunk = data[i:i + width]
        print(f"{i:04x}  {' '.join(f'{b:02x}' for b in chunk):<{width * 3}} {''.join(chr(b) if 32 <= b < 127 else '.' for b in chunk)}")


dump(b"The quick\nbrown fox\x00\xff jumps")


def xor(data, key):
    return bytes(b ^ key[i % len(key)] for i, b in enumerate(data))


secret = xor(b"attack at dawn", b"key")
print(secret, xor(secret, b"key"), secret.hex())


def varint(n):
    out = b""
    while n > 127:
        out += bytes([n & 127 | 128])
        n >>= 7
    return out + bytes([n])


def read_varints(data):
    n = shift = 0
    for b in data:
        n |= (b & 127) << shift
        shift += 7
        if b < 128:
            yield n
            n = shift = 0


numbers = [0, 1, 127, 128, 300, 10 ** 6, 2 ** 40]
data = b"".join(map(varint, numbers))
print(data, list(read_varints(data)) == numbers)
print([c for c in "é€😀".encode()], "é€😀".encode("utf-16-le").hex() if False else "", b"caf\xc3\xa9".decode(), "ÿ".encode("latin-1"), [hex(b) for b in "日".encode()])


def rle(data):
    out, i = bytearray(), 0
    while i < len(data):
        j = i
        while j < len(data) and j - i < 255 and data[j] == data[i]:
            j += 1
        out += bytes([j - i, data[i]])
        i = j
    return bytes(out)


def unrle(data):
    return b"".join(bytes([v]) * n for n, v in zip(data[::2], data[1::2]))


r = rle(b"aaaabbbcccccccc" + b"z" * 300)
print(r, unrle(r) == b"aaaabbbcccccccc" + b"z" * 300)
print(sorted([b"b", b"a\xff", b"a", b""]), b"abc" < b"abd", max(b"hello"), b"a" * 3 == b"aaa", b"".join([]), bytes([65]) + b"B", b"%s-%d" % (b"x", 5))
