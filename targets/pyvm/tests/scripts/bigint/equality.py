"""Big ints as keys, in containers, compared and hashed."""

a = 2 ** 70
b = 2 ** 35 * 2 ** 35
print(a == b, a is not None, a != b, a < b + 1, a <= b, a >= b, a > b - 1, a in [b], [a].index(b), (a,) == (b,))
d = {a: 1, -a: 2, a + 1: 3}
print(d[b], d[-b], d[b + 1], len(d), a - 1 in d)
print(sorted([a, -a, 0, 5, a + 1, a - 1, -a - 1, 2 ** 63, -2 ** 63]))
print(min(a, -a), max(a, 0, -a), sum([a, a, -a]), sum(range(10 ** 6)), sum([2 ** 62, 2 ** 62, 2 ** 62]))
print(len({a, b, a + 0, 2.0 ** 70}), {2 ** 70: 1}.get(2.0 ** 70))
print(hash(2 ** 61 - 1), hash(2 ** 61), hash(-(2 ** 61 - 1)), hash(2 ** 61 - 2), hash(2 ** 122), hash(10 ** 30), hash(-10 ** 30), hash(-1), hash(-2))
print([x for x in (a, a + 1, a + 2) if x % 2], [x // a for x in (a - 1, a, 2 * a, -a, -a - 1)])
for bad in (lambda: [1, 2][2 ** 70], lambda: "ab" * 2 ** 70, lambda: range(3)[2 ** 70], lambda: [0][-2 ** 70]):
    try:
        print(bad())
    except (IndexError, OverflowError) as e:
        print(type(e).__name__, e)
print([1, 2, 3][-2 ** 70:2 ** 70], "hello"[:2 ** 80], (1, 2, 3)[2 ** 65:], "abc" * -2 ** 3)
print(len(range(2 ** 62)), 2 ** 70 in range(2 ** 80), 2 ** 70 + 1 in range(0, 2 ** 80, 2))
