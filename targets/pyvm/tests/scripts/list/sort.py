"""Sorting: stability, keys, reverse, errors."""

a = [3, 1, 2, -5, 0, 10, 7]
print(sorted(a), sorted(a, reverse=True), a, a.sort(), a, a.sort(reverse=True), a)
words = ["banana", "Apple", "cherry", "apple", "Banana", "date", "fig", ""]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=len, reverse=True), sorted(words, key=lambda w: (len(w), w)), sorted(words, key=lambda w: w[::-1]))
pairs = [(1, "b"), (0, "z"), (1, "a"), (0, "a"), (2, "m")]
print(sorted(pairs), sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[1]), sorted(pairs, key=lambda p: -p[0]), sorted(pairs, key=lambda p: p[0], reverse=True))
print(sorted("hello"), sorted({"b": 1, "a": 2}), sorted((3, 1)), sorted([2.5, 1, True, -1.5]), sorted([[2], [1, 5], [1]]), sorted([]), sorted([b"b", b"a"]))


class Card:
    def __init__(self, rank, suit):
        self.rank, self.suit = rank, suit

    def __lt__(self, other):
        return self.rank < other.rank

    def __repr__(self):
        return f"{self.rank}{self.suit}"


cards = [Card(r, s) for s in "hs" for r in (5, 2, 9)]
print(sorted(cards), sorted(cards, reverse=True), sorted(cards, key=lambda c: c.suit), min(cards), max(cards))
big = [(i * 7919) % 1009 for i in range(1000)]
s = sorted(big)
print(s[:10], s[-5:], all(s[i] <= s[i + 1] for i in range(len(s) - 1)), sorted(s) == s, sorted(s, reverse=True) == s[::-1])
calls = []
sorted([3, 1, 2], key=lambda x: calls.append(x) or x)
print(calls)
for f in (lambda: sorted([1, "a"]), lambda: [None, 1].sort(), lambda: sorted([{}, {}]), lambda: sorted(5), lambda: sorted([1], lambda x: x), lambda: sorted([1, 2], key=lambda x: 1 // 0)):
    try:
        print(f())
    except (TypeError, ZeroDivisionError) as e:
        print(type(e).__name__ + ":", e)
rows = [{"n": "x", "v": 3}, {"n": "y", "v": 1}, {"n": "z", "v": 3}]
rows.sort(key=lambda r: r["v"], reverse=True)
print(rows)
nearly = list(range(100))
nearly[10], nearly[90] = nearly[90], nearly[10]
nearly.sort()
print(nearly == list(range(100)), sorted([1] * 5 + [0] * 5), sorted(range(10), key=lambda x: x % 3))
