"""Number theory: modular powers, gcd, primality, inverses."""


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def power(base, exponent, modulus):
    result = 1
    base %= modulus
    while exponent:
        if exponent & 1:
            result = result * base % modulus
        base = base * base % modulus
        exponent >>= 1
    return result


def probably_prime(n):
    if n < 4:
        return n > 1
    if n % 2 == 0:
        return False
    d, s = n - 1, 0
    while d % 2 == 0:
        d //= 2
        s += 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if a >= n:
            break
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


p = 2 ** 89 - 1
q = 2 ** 107 - 1
print(pow(3, 10 ** 20, p), power(3, 10 ** 20, p), pow(-3, 10 ** 20 + 1, p), pow(3, 5, -7), pow(10 ** 30, 10 ** 30, 97))
print(pow(3, -1, p) * 3 % p, gcd(p * 12, q * 18), gcd(10 ** 40, 6 ** 30))
print([n for n in range(100) if probably_prime(n)])
print([e for e in range(2, 130) if probably_prime(2 ** e - 1)])
n = p * q
phi = (p - 1) * (q - 1)
e = 65537
d = pow(e, -1, phi)
message = int.from_bytes(b"attack at dawn", "big")
secret = pow(message, e, n)
print(secret)
print(pow(secret, d, n).to_bytes(14, "big"))
try:
    pow(2, -1, 4)
except ValueError as error:
    print("ValueError:", error)
print(pow(2, 1000, 10 ** 9 + 7), pow(2, 1000) % (10 ** 9 + 7))
