"""Hashes over bytes: FNV, djb2, CRC-8, Adler, Pearson, SHA-256 and MD5 written out."""


def fnv(data):
    h = 0x811c9dc5
    for b in data:
        h = (h ^ b) * 0x01000193 & 0xffffffff
    return h


def sha256(data):
    primes = [p for p in range(2, 312) if all(p % d for d in range(2, int(p ** 0.5) + 1))]
    root = lambda p, k: int(str(_root(p << (32 * k), k))[-20:]) & 0xffffffff

    def _root(n, k):
        lo, hi = 0, 1 << (n.bit_length() // k + 1)
        while lo < hi:
            mid = (lo + hi + 1) // 2
            if mid ** k <= n:
                lo = mid
            else:
                hi = mid - 1
        return lo
    h = [_root(p << 64, 2) & 0xffffffff for p in primes[:8]]
    k = [_root(p << 96, 3) & 0xffffffff for p in primes[:64]]
    rot = lambda x, n: (x >> n | x << 32 - n) & 0xffffffff
    data += b"\x80" + b"\0" * (-(len(data) + 9) % 64) + (len(data) * 8).to_bytes(8, "big")
    for i in range(0, len(data), 64):
        w = [int.from_bytes(data[i + j:i + j + 4], "big") for j in range(0, 64, 4)]
        for j in range(16, 64):
            a, b = w[j - 15], w[j - 2]
            w.append((w[j - 16] + (rot(a, 7) ^ rot(a, 18) ^ a >> 3) + w[j - 7] + (rot(b, 17) ^ rot(b, 19) ^ b >> 10)) & 0xffffffff)
        a, b, c, d, e, f, g, x = h
        for j in range(64):
            t1 = x + (rot(e, 6) ^ rot(e, 11) ^ rot(e, 25)) + (e & f ^ ~e & g) + k[j] + w[j]
            t2 = (rot(a, 2) ^ rot(a, 13) ^ rot(a, 22)) + (a & b ^ a & c ^ b & c)
            a, b, c, d, e, f, g, x = (t1 + t2) & 0xffffffff, a, b, c, (d + t1) & 0xffffffff, e, f, g
        h = [(p + q) & 0xffffffff for p, q in zip(h, (a, b, c, d, e, f, g, x))]
    return b"".join(v.to_bytes(4, "big") for v in h)


def crc8(data):
    c = 0
    for b in data:
        c ^= b
        for _ in range(8):
            c = (c << 1 ^ 7 if c & 0x80 else c << 1) & 0xff
    return c


table = list(range(256))
for i in range(256):
    j = (i * 167 + 13) % 256
    table[i], table[j] = table[j], table[i]


def pearson(data):
    h = 0
    for b in data:
        h = table[h ^ b]
    return h


for data in (b"", b"a", b"hello world", bytes(range(256)), "naïve".encode() * 10):
    print(len(data), hex(fnv(data)), crc8(data), pearson(data), sha256(data).hex())
assert sha256(b"abc").hex().startswith("ba7816bf8f01cfea")
