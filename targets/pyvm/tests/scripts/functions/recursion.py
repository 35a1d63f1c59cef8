"""Recursion: factorial, Fibonacci, Ackermann, hanoi, mutual, deep, permutations."""


def fact(n):
    return 1 if n <= 1 else n * fact(n - 1)


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def ack(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))


def hanoi(n, a, b, c, moves):
    if n:
        hanoi(n - 1, a, c, b, moves)
        moves.append(a + c)
        hanoi(n - 1, b, a, c, moves)
    return moves


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def perms(s):
    if len(s) < 2:
        yield s
    for i in range(len(s)):
        for p in perms(s[:i] + s[i + 1:]):
            if len(s) > 1:
                yield s[i] + p


def change(n, coins):
    if n == 0:
        return 1
    if n < 0 or not coins:
        return 0
    return change(n - coins[0], coins) + change(n, coins[1:])


def power(b, e):
    if e == 0:
        return 1
    half = power(b, e // 2)
    return half * half * (b if e % 2 else 1)


def flat(x):
    return [z for y in x for z in flat(y)] if isinstance(x, list) else [x]


print([fact(n) for n in range(12)], fact(25), [fib(n) for n in range(18)], ack(2, 3), hanoi(3, "A", "B", "C", []), len(hanoi(10, "A", "B", "C", [])))
print(even(100), odd(101), even(7), depth(500), list(perms("abc")), len(list(perms("abcde"))), change(50, [25, 10, 5, 1]), power(3, 50), flat([1, [2, [3, [[4]]]], []]))


def endless(n):
    return endless(n + 1) + 1


try:
    endless(0)
except RecursionError as e:
    print("RecursionError:", e)
try:
    (lambda f: f(f))(lambda f: f(f))
except RecursionError:
    print("RecursionError again")


class Loop:
    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __repr__(self):
        return "<" + repr(self) + ">"


for f in (lambda: Loop().a, lambda: repr(Loop())):
    try:
        f()
    except RecursionError:
        print("RecursionError in a special method")
print(depth(100))
