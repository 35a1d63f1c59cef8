"""Iterated maps on ints: Collatz, happy numbers, digit squares, Kaprekar, linear generators, Floyd's cycles."""


def cycle(f, x):
    seen, order = {}, []
    while x not in seen:
        seen[x] = len(order)
        order.append(x)
        x = f(x)
    return seen[x], len(order) - seen[x], order[seen[x]:][:5]


collatz = lambda n: n // 2 if n % 2 == 0 else 3 * n + 1
squares = lambda n: sum(int(d) ** 2 for d in str(n))
kaprekar = lambda n: int("".join(sorted("%04d" % n, reverse=True))) - int("".join(sorted("%04d" % n)))
print([cycle(collatz, n)[:2] for n in (1, 7, 27, 97)], cycle(collatz, -5), cycle(collatz, -17)[:2], cycle(squares, 4), cycle(kaprekar, 3524), cycle(lambda n: n * n % 91, 3), cycle(lambda n: (n * 5 + 3) % 64, 1)[:2])


def floyd(f, x):
    slow, fast, steps = f(x), f(f(x)), 1
    while slow != fast:
        slow, fast, steps = f(slow), f(f(fast)), steps + 1
    mu, slow = 0, x
    while slow != fast:
        slow, fast, mu = f(slow), f(fast), mu + 1
    lam, fast = 1, f(slow)
    while slow != fast:
        fast, lam = f(fast), lam + 1
    return mu, lam


print(all(floyd(f, x) == cycle(f, x)[:2] for f in (squares, lambda n: (n * n + 1) % 1009, lambda n: n * 7 % 1000) for x in range(1, 40)))
print([n for n in range(1, 100) if cycle(squares, n)[1] == 1], max(range(1, 3000), key=lambda n: sum(cycle(collatz, n)[:2])), sorted({cycle(kaprekar, n)[2][0] for n in range(1, 10000, 37)}))
x, top = 27, 0
while x != 1:
    x = collatz(x)
    top = max(top, x)
print(top, 3 ** 41 // 2 ** 65, sum(cycle(collatz, n)[0] for n in range(1, 200)))
