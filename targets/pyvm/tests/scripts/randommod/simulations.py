"""Seeded simulations: shuffles, walks, Monte Carlo, weighted choices, samples: exactly CPython's numbers."""

import random

rng = random.Random(2024)
deck = list(range(20))
rng.shuffle(deck)
print(deck, [rng.randint(1, 100) for _ in range(10)], [rng.choice("abc") for _ in range(10)])
x = y = 0
for _ in range(500):
    dx, dy = rng.choice([(1, 0), (-1, 0), (0, 1), (0, -1)])
    x, y = x + dx, y + dy
print(x, y)
inside = sum(rng.random() ** 2 + rng.random() ** 2 <= 1 for _ in range(2000))
print(inside, 4 * inside / 2000)
print(rng.sample(range(1000), 8), rng.sample(["a", "b", "c"], 3), rng.sample(range(30), 25)[:10])
print(rng.choices("xyz", weights=[5, 3, 1], k=15), rng.choices(range(5), k=8))
print([round(rng.gauss(100, 15), 6) for _ in range(5)], [round(rng.uniform(2, 3), 9) for _ in range(3)], [round(rng.expovariate(0.5), 9) for _ in range(3)])
print([rng.randrange(0, 100, 7) for _ in range(8)], [rng.getrandbits(12) for _ in range(6)], rng.getrandbits(90), rng.randrange(10 ** 25))
board = [["."] * 8 for _ in range(4)]
for r, c in rng.sample([(r, c) for r in range(4) for c in range(8)], 9):
    board[r][c] = "*"
print("\n".join("".join("*" if v == "*" else str(sum(board[i][j] == "*" for i in range(max(0, r - 1), min(4, r + 2)) for j in range(max(0, c - 1), min(8, c + 2)))) for c, v in enumerate(row)) for r, row in enumerate(board)))
text = "the quick brown fox jumps over the lazy dog and the quick cat"
chain = {}
ws = text.split()
for a, b in zip(ws, ws[1:]):
    chain.setdefault(a, []).append(b)
w, out = "the", []
for _ in range(12):
    out.append(w)
    w = rng.choice(chain.get(w, ["the"]))
print(" ".join(out))
a, b = random.Random(5), random.Random(5)
print([a.random() for _ in range(3)] == [b.random() for _ in range(3)], a.getstate() == b.getstate(), a.random() == b.random())
s = a.getstate()
first = [a.randint(0, 9) for _ in range(10)]
a.setstate(s)
print(first, first == [a.randint(0, 9) for _ in range(10)])
def partition_sort(l):
    if len(l) < 2:
        return l
    p = rng.choice(l)
    return partition_sort([v for v in l if v < p]) + [v for v in l if v == p] + partition_sort([v for v in l if v > p])
data = [rng.randrange(50) for _ in range(30)]
print(data, partition_sort(data) == sorted(data))
gene = lambda: [rng.randint(0, 1) for _ in range(12)]
pop = [gene() for _ in range(8)]
for _ in range(15):
    pop.sort(key=sum, reverse=True)
    pop = pop[:4] + [[x if rng.random() < 0.5 else y for x, y in zip(*rng.sample(pop[:4], 2))] for _ in range(4)]
    i, j = rng.randrange(8), rng.randrange(12)
    pop[i] = [1 - b if k == j else b for k, b in enumerate(pop[i])]
print(sorted(map(sum, pop), reverse=True))
