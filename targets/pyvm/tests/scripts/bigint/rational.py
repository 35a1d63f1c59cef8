"""Exact sums of fractions, harmonic numbers, Bernoulli numbers, Egyptian fractions, Newton's square roots."""


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


class Q:
    def __init__(self, n, d=1):
        if d < 0:
            n, d = -n, -d
        g = gcd(abs(n), d)
        self.n, self.d = n // g, d // g

    def __add__(self, o):
        return Q(self.n * o.d + o.n * self.d, self.d * o.d)

    def __sub__(self, o):
        return Q(self.n * o.d - o.n * self.d, self.d * o.d)

    def __mul__(self, o):
        return Q(self.n * o.n, self.d * o.d)

    def __truediv__(self, o):
        return Q(self.n * o.d, self.d * o.n)

    def __eq__(self, o):
        return (self.n, self.d) == (o.n, o.d)

    def __lt__(self, o):
        return self.n * o.d < o.n * self.d

    def __repr__(self):
        return f"{self.n}/{self.d}" if self.d > 1 else str(self.n)

    def decimal(self, digits):
        s = str(self.n * 10 ** digits // self.d)
        return s[:-digits] + "." + s[-digits:]


h = Q(0)
for n in range(1, 61):
    h = h + Q(1, n)
    if n in (2, 10, 30, 60):
        print(n, h, h.decimal(20))


def binomial(n, k):
    out = 1
    for i in range(k):
        out = out * (n - i) // (i + 1)
    return out


b = [Q(1)]
for m in range(1, 31):
    s = Q(0)
    for k in range(m):
        s = s + Q(binomial(m + 1, k)) * b[k]
    b.append(Q(0) - s / Q(m + 1))
print([(i, x) for i, x in enumerate(b) if x.n and i > 1])
x = Q(1)
for _ in range(7):
    x = (x + Q(2) / x) / Q(2)
print(len(str(x.n)), x.decimal(50))


def egyptian(q):
    while q.n:
        k = -(-q.d // q.n)
        yield k
        q = q - Q(1, k)


print(list(egyptian(Q(7, 15))), list(egyptian(Q(5, 121)))[:4], len(str(list(egyptian(Q(5, 121)))[-1])))
print(sorted([Q(1, 2), Q(-1, 3), Q(2, 5), Q(3, 7)]), Q(6, 4) == Q(3, 2), Q(1, -2), max(Q(355, 113), Q(22, 7)))
pi = Q(0)
for k in range(25):
    pi = pi + Q(1, 16 ** k) * (Q(4, 8 * k + 1) - Q(2, 8 * k + 4) - Q(1, 8 * k + 5) - Q(1, 8 * k + 6))
print(pi.decimal(30), len(str(pi.d)))
