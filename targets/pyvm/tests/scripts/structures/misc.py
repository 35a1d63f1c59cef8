"""Union-find, Fenwick trees, segment trees, bloom filters, ring buffers, sparse sets, ropes, bit sets."""


class UnionFind:
    def __init__(self, n):
        self.parent, self.size, self.count = list(range(n)), [1] * n, n

    def find(self, x):
        while self.parent[x] != x:
            self.parent[x] = x = self.parent[self.parent[x]]
        return x

    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        if self.size[a] < self.size[b]:
            a, b = b, a
        self.parent[b] = a
        self.size[a] += self.size[b]
        self.count -= 1
        return True


u = UnionFind(10)
print([u.union(a, b) for a, b in ((0, 1), (2, 3), (1, 3), (0, 2), (8, 9))], u.count, [u.find(0) == u.find(i) for i in range(10)], u.size[u.find(3)])


class Fenwick:
    def __init__(self, n):
        self.t = [0] * (n + 1)

    def add(self, i, v):
        i += 1
        while i < len(self.t):
            self.t[i] += v
            i += i & -i

    def sum(self, i):
        total = 0
        while i > 0:
            total += self.t[i]
            i -= i & -i
        return total


f = Fenwick(16)
for i in range(16):
    f.add(i, i * i)
print([f.sum(i) for i in range(17)], f.sum(10) - f.sum(5))
f.add(3, 100)
print(f.sum(4), f.sum(16))


class Segments:
    def __init__(self, items, op, unit):
        self.n, self.op, self.unit = len(items), op, unit
        self.t = [unit] * self.n + list(items)
        for i in range(self.n - 1, 0, -1):
            self.t[i] = op(self.t[2 * i], self.t[2 * i + 1])

    def set(self, i, v):
        i += self.n
        self.t[i] = v
        while i > 1:
            i //= 2
            self.t[i] = self.op(self.t[2 * i], self.t[2 * i + 1])

    def query(self, l, r):
        l, r, a, b = l + self.n, r + self.n, self.unit, self.unit
        while l < r:
            if l & 1:
                a = self.op(a, self.t[l])
                l += 1
            if r & 1:
                r -= 1
                b = self.op(self.t[r], b)
            l, r = l // 2, r // 2
        return self.op(a, b)


s = Segments([5, 3, 8, 6, 1, 9, 2], min, 10 ** 9)
print([s.query(i, j) for i in range(7) for j in range(i + 1, 8)])
s.set(4, 100)
print(s.query(0, 7), s.query(2, 6))
text = Segments(list("segment"), lambda a, b: a + b, "")
print(text.query(0, 7), text.query(2, 5))


class Bloom:
    def __init__(self, bits=256):
        self.bits, self.word = bits, 0

    def hashes(self, s):
        h = 5381
        for c in s:
            h = (h * 33 ^ ord(c)) & 0xffffffff
        return h % self.bits, h // 7 % self.bits, h // 1009 % self.bits

    def add(self, s):
        for h in self.hashes(s):
            self.word |= 1 << h

    def __contains__(self, s):
        return all(self.word >> h & 1 for h in self.hashes(s))


b = Bloom()
for w in "alpha beta gamma delta".split():
    b.add(w)
print([w in b for w in "alpha beta gamma delta epsilon zeta eta theta".split()], bin(b.word).count("1"))


class Ring:
    def __init__(self, n):
        self.a, self.start, self.n = [None] * n, 0, 0

    def push(self, x):
        self.a[(self.start + self.n) % len(self.a)] = x
        if self.n == len(self.a):
            self.start = (self.start + 1) % len(self.a)
        else:
            self.n += 1

    def __iter__(self):
        for i in range(self.n):
            yield self.a[(self.start + i) % len(self.a)]


r = Ring(3)
for i in range(5):
    r.push(i)
    print(list(r), end=" ")
print()


class Bits:
    def __init__(self, word=0):
        self.word = word

    def __iter__(self):
        w, i = self.word, 0
        while w:
            if w & 1:
                yield i
            w >>= 1
            i += 1

    def __or__(self, o):
        return Bits(self.word | o.word)

    def __and__(self, o):
        return Bits(self.word & o.word)

    def __len__(self):
        return bin(self.word).count("1")


x = Bits(sum(1 << i for i in range(0, 100, 3)))
y = Bits(sum(1 << i for i in range(0, 100, 5)))
print(list(x & y), len(x | y), len(x), len(y))


class Rope:
    def __init__(self, left, right=None):
        self.left, self.right = left, right
        self.length = len(left) + (len(right) if right is not None else 0)

    def __len__(self):
        return self.length

    def __getitem__(self, i):
        if self.right is None:
            return self.left[i]
        return self.left[i] if i < len(self.left) else self.right[i - len(self.left)]

    def __add__(self, o):
        return Rope(self, o)

    def __str__(self):
        return str(self.left) + (str(self.right) if self.right is not None else "")


rope = Rope("hello") + Rope(", ") + Rope("world")
print(rope, len(rope), rope[0], rope[7], "".join(rope[i] for i in range(len(rope))))
