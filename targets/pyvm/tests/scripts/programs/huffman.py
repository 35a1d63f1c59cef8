"""Huffman codes, run lengths, LZ, base64 and arithmetic of bits."""

import heapq


def tree(text):
    counts = {}
    for c in text:
        counts[c] = counts.get(c, 0) + 1
    heap = [(n, i, c) for i, (c, n) in enumerate(sorted(counts.items()))]
    heapq.heapify(heap)
    k = len(heap)
    while len(heap) > 1:
        a, b = heapq.heappop(heap), heapq.heappop(heap)
        heapq.heappush(heap, (a[0] + b[0], k, (a[2], b[2])))
        k += 1
    return heap[0][2]


def codes(t, prefix=""):
    if isinstance(t, str):
        return {t: prefix or "0"}
    return {**codes(t[0], prefix + "0"), **codes(t[1], prefix + "1")}


def decode(bits, t):
    out, node = [], t
    for b in bits:
        node = node[int(b)] if not isinstance(node, str) else node
        if isinstance(node, str):
            out.append(node)
            node = t
    return "".join(out)


text = "this is an example of a huffman tree and more text to encode"
t = tree(text)
table = codes(t)
bits = "".join(table[c] for c in text)
print(sorted(table.items(), key=lambda kv: (len(kv[1]), kv)), len(bits), decode(bits, t) == text, bits[:40])


def lz_compress(data):
    table, out, w = {chr(i): i for i in range(128)}, [], ""
    for c in data:
        if w + c in table:
            w += c
        else:
            out.append(table[w])
            table[w + c] = len(table)
            w = c
    return out + [table[w]] if w else out


def lz_expand(codes):
    table = {i: chr(i) for i in range(128)}
    w = out = table[codes[0]]
    for k in codes[1:]:
        entry = table[k] if k in table else w + w[0]
        out += entry
        table[len(table)] = w + entry[0]
        w = entry
    return out


for s in ("TOBEORNOTTOBEORTOBEORNOT", "aaaaaaaaaaaaaaaa", "abcabcabcabcabc", text):
    c = lz_compress(s)
    print(len(s), len(c), c[:12], lz_expand(c) == s)


def base64(data):
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    out = ""
    for i in range(0, len(data), 3):
        chunk = data[i:i + 3]
        n = int.from_bytes(chunk + b"\0" * (3 - len(chunk)), "big")
        out += "".join(digits[n >> s & 63] for s in (18, 12, 6, 0))[:len(chunk) + 1] + "=" * (3 - len(chunk))
    return out


def unbase64(s):
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    out = b""
    for i in range(0, len(s), 4):
        n = 0
        for c in s[i:i + 4]:
            n = n << 6 | (digits.index(c) if c != "=" else 0)
        out += n.to_bytes(3, "big")[:3 - s[i:i + 4].count("=")]
    return out


for data in (b"", b"M", b"Ma", b"Man", b"hello world", bytes(range(20))):
    print(base64(data), unbase64(base64(data)) == data)


def crc32(data):
    crc = 0xffffffff
    for b in data:
        crc ^= b
        for _ in range(8):
            crc = crc >> 1 ^ (0xedb88320 if crc & 1 else 0)
    return crc ^ 0xffffffff


def adler(data):
    a, b = 1, 0
    for x in data:
        a = (a + x) % 65521
        b = (b + a) % 65521
    return b << 16 | a


print("%08x %08x" % (crc32(b"123456789"), adler(b"Wikipedia")))


def hamming(bits):
    p1, p2, p3 = bits[0] ^ bits[1] ^ bits[3], bits[0] ^ bits[2] ^ bits[3], bits[1] ^ bits[2] ^ bits[3]
    return [p1, p2, bits[0], p3, bits[1], bits[2], bits[3]]


def correct(code):
    syndrome = 0
    for i, b in enumerate(code, 1):
        if b:
            syndrome ^= i
    code = code[:]
    if syndrome:
        code[syndrome - 1] ^= 1
    return [code[i] for i in (2, 4, 5, 6)]


ok = 0
for n in range(16):
    word = [n >> i & 1 for i in range(4)]
    code = hamming(word)
    for i in range(7):
        broken = code[:]
        broken[i] ^= 1
        ok += correct(broken) == word
print(ok, hamming([1, 0, 1, 1]))
