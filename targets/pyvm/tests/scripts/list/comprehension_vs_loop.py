"""The same lists by comprehension, loop, map and filter, and generator."""

n = 40
results = []
l = []
for i in range(n):
    if i % 3 == 0:
        l.append(i * i)
results.append(l)
results.append([i * i for i in range(n) if i % 3 == 0])
results.append(list(map(lambda i: i * i, filter(lambda i: i % 3 == 0, range(n)))))
results.append(list(i * i for i in range(n) if not i % 3))


def gen():
    for i in range(0, n, 3):
        yield i ** 2


results.append(list(gen()))
results.append([*gen()])
l = []
i = 0
while i < n:
    l += [i * i]
    i += 3
results.append(l)
l = [0] * len(range(0, n, 3))
for k, i in enumerate(range(0, n, 3)):
    l[k] = i * i
results.append(l)


def rec(i):
    return [i * i] + rec(i + 3) if i < n else []


results.append(rec(0))
print(len(results), all(r == results[0] for r in results), results[0])
pairs = [(x, y) for x in range(4) for y in range(4) if x < y]
slow = []
for x in range(4):
    for y in range(4):
        if x < y:
            slow.append((x, y))
print(pairs == slow, pairs, sorted(pairs, key=lambda p: (p[1], -p[0])), [list(g) for g in ([y for a, y in pairs if a == x] for x in range(3))])
words = ["delta", "alpha", "charlie", "bravo"]
print([w.upper() for w in words] == list(map(str.upper, words)), [len(w) for w in words] == list(map(len, words)), [w for w in words if "a" in w] == list(filter(lambda w: "a" in w, words)), {w: len(w) for w in words} == dict(zip(words, map(len, words))))
acc, total = [], 0
for x in [3, 1, 4, 1, 5]:
    total += x
    acc.append(total)
print(acc == [sum([3, 1, 4, 1, 5][:k + 1]) for k in range(5)], acc, [b - a for a, b in zip([0] + acc, acc)], [x for x, y in zip(acc, acc[1:]) if y - x > 2])
