"""Digits of pi and e by spigots: thousands of operations on growing ints."""


def pi_digits(count):
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    digits = []
    while len(digits) < count:
        if 4 * q + r - t < n * t:
            digits.append(n)
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2
    return "".join(map(str, digits))


def e_digits(count):
    unit = 10 ** (count + 10)
    total = term = unit
    k = 1
    while term:
        term //= k
        total += term
        k += 1
    return str(total // 10 ** 10)


def square_root(n, digits):
    n *= 100 ** digits
    x = 1 << (n.bit_length() // 2 + 1)
    while True:
        y = (x + n // x) >> 1
        if y >= x:
            return x
        x = y


print(pi_digits(200))
print(e_digits(200))
for n in (2, 3, 5, 10):
    print(n, square_root(n, 60))
