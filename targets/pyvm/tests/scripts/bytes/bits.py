"""Bit streams over bytes: writers, readers, run-length and Elias codes, endianness, flags, parity."""


class BitWriter:
    def __init__(self):
        self.data, self.n = bytearray(), 0

    def write(self, value, width):
        for i in range(width - 1, -1, -1):
            if self.n % 8 == 0:
                self.data.append(0)
            self.data[-1] |= (value >> i & 1) << 7 - self.n % 8
            self.n += 1
        return self

    def elias(self, value):
        k = value.bit_length() - 1
        return self.write(0, k).write(value, k + 1)


class BitReader:
    def __init__(self, data):
        self.data, self.i = data, 0

    def read(self, width):
        v = 0
        for _ in range(width):
            if self.i >= len(self.data) * 8:
                raise EOFError("no more bits")
            v = v << 1 | self.data[self.i // 8] >> 7 - self.i % 8 & 1
            self.i += 1
        return v

    def elias(self):
        k = 0
        while not self.read(1):
            k += 1
        return 1 << k | self.read(k)


w = BitWriter()
for v, width in ((5, 3), (1, 1), (255, 8), (0, 5), (1023, 10)):
    w.write(v, width)
print(bytes(w.data), w.n, [BitReader(w.data).read(n) for n in (3, 4, 12)])
r = BitReader(bytes(w.data))
print([r.read(n) for n in (3, 1, 8, 5, 10)])
try:
    r.read(20)
except EOFError as e:
    print("EOFError:", e)
w, numbers = BitWriter(), [1, 2, 3, 17, 100, 1, 65535, 10 ** 9]
for v in numbers:
    w.elias(v)
r = BitReader(w.data)
print(bytes(w.data).hex(), [r.elias() for _ in numbers] == numbers, w.n)
print([n.to_bytes(4, e).hex() for n in (1, 258, 2 ** 31) for e in ("big", "little")], [int.from_bytes(b"\x80\x01", e, signed=s) for e in ("big", "little") for s in (False, True)], (-5).to_bytes(3, "little", signed=True), bytes(reversed(b"abc")))
print([bin(b).count("1") % 2 for b in b"\x00\x01\x03\x07\xff"], bytes(b >> 4 | (b & 15) << 4 for b in b"\x12\xab"), bytes(a ^ b for a, b in zip(b"key!", b"\x01\x02\x03\x04")), "".join(f"{b:08b}" for b in b"Hi"), bytes(int("0100100001101001"[i:i + 8], 2) for i in (0, 8)))
packed = bytearray(4)
for i in (0, 5, 9, 31):
    packed[i // 8] |= 1 << i % 8
print(packed, [i for i in range(32) if packed[i // 8] >> i % 8 & 1])
for n in ((300).to_bytes,):
    try:
        n(1, "big")
    except OverflowError as e:
        print("OverflowError:", e)
try:
    (-1).to_bytes(1, "big")
except OverflowError as e:
    print("OverflowError:", e)
