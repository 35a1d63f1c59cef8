"""Properties of random numbers that hold for every seed."""

import random

random.seed(12345)
n = 3000
xs = [random.random() for _ in range(n)]
print(all(0 <= x < 1 for x in xs), 0.45 < sum(xs) / n < 0.55)
dice = [random.randint(1, 6) for _ in range(n)]
print(set(dice) == {1, 2, 3, 4, 5, 6}, all(400 < dice.count(k) < 600 for k in range(1, 7)))
deck = [(r, s) for s in "hdcs" for r in range(13)]
shuffled = deck[:]
random.shuffle(shuffled)
print(shuffled != deck, sorted(shuffled) == sorted(deck), len(set(random.sample(deck, 10))))
inside = sum(random.random() ** 2 + random.random() ** 2 < 1 for _ in range(n))
print(2.9 < 4 * inside / n < 3.4, inside)
position = 0
for _ in range(1000):
    position += random.choice((-1, 1))
print(position, -200 < position < 200)
g = [random.gauss(10, 2) for _ in range(n)]
print(9.8 < sum(g) / n < 10.2)
picks = random.choices(["rare", "common"], weights=[1, 99], k=1000)
print(picks.count("rare") < 40, random.uniform(5, 5), random.randrange(1), random.getrandbits(0))
