"""RSA, Diffie-Hellman, Shamir's secrets and a linear cipher: big ints in earnest."""


def is_prime(n):
    if n < 2 or any(n % p == 0 for p in (2, 3, 5, 7, 11, 13)):
        return n in (2, 3, 5, 7, 11, 13)
    d, s = n - 1, 0
    while d % 2 == 0:
        d, s = d // 2, s + 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        x = pow(a, d, n)
        if x not in (1, n - 1):
            for _ in range(s - 1):
                x = x * x % n
                if x == n - 1:
                    break
            else:
                return False
    return True


def next_prime(n):
    n |= 1
    while not is_prime(n):
        n += 2
    return n


p, q = next_prime(2 ** 90 + 12345), next_prime(3 ** 60)
n, e = p * q, 65537
d = pow(e, -1, (p - 1) * (q - 1))
print(p, q, n.bit_length(), d % 1000003)
for text in (b"hi", b"attack at dawn", b"\xff" * 20):
    m = int.from_bytes(text, "big")
    c = pow(m, e, n)
    print(c % 10 ** 20, pow(c, d, n) == m, pow(c, d, n).to_bytes(len(text), "big") == text)
signature = pow(123456789, d, n)
print(pow(signature, e, n), signature % 997)
prime, g = next_prime(10 ** 30), 5
a, b = 3 ** 50, 7 ** 30
A, B = pow(g, a, prime), pow(g, b, prime)
print(A, B, pow(B, a, prime) == pow(A, b, prime))
secret, coefficients = 424242424242424242, [10 ** 17 + 3, 10 ** 16 + 9]
share = lambda x: (secret + coefficients[0] * x + coefficients[1] * x * x) % prime
points = [(x, share(x)) for x in (1, 2, 5, 9)]


def recover(points):
    total = 0
    for i, (xi, yi) in enumerate(points):
        num = den = 1
        for j, (xj, _) in enumerate(points):
            if i != j:
                num, den = num * -xj % prime, den * (xi - xj) % prime
        total += yi * num * pow(den, -1, prime)
    return total % prime


print(recover(points[:3]) == secret, recover(points[1:]) == secret, recover(points[:2]) == secret, recover(points))
x, y = 2 ** 127 - 1, 2 ** 89 - 1
print(is_prime(x), is_prime(y), is_prime(x * y), is_prime(2 ** 97 - 1), next_prime(10 ** 18) - 10 ** 18, next_prime(2 ** 64) - 2 ** 64)


def rho(n):
    x, y, d, c = 2, 2, 1, 1
    while d == 1:
        x = (x * x + c) % n
        y = (y * y + c) % n
        y = (y * y + c) % n
        a, b = abs(x - y), n
        while b:
            a, b = b, a % b
        d = a
    return d


for m in (8051, 10403, 1000003 * 999983, 2 ** 32 + 1):
    f = rho(m)
    print(m, sorted((f, m // f)))
