"""random with a seed gives the numbers of the Mersenne Twister."""

import random

random.seed(42)
print([random.random() for _ in range(5)])
print([random.randint(1, 6) for _ in range(20)])
print([random.randrange(100) for _ in range(10)], [random.randrange(5, 50, 5) for _ in range(10)])
print([random.getrandbits(k) for k in (1, 8, 16, 31, 32, 33, 64, 100)])
print([random.choice("abcdef") for _ in range(10)])
l = list(range(10))
random.shuffle(l)
print(l, random.sample(range(100), 5), random.sample("abcdefgh", 8))
print([round(random.uniform(-1, 1), 12) for _ in range(3)], [round(random.gauss(0, 1), 9) for _ in range(4)])
print(random.choices([1, 2, 3], k=5), random.choices("ab", weights=[1, 9], k=10), random.choices("abc", cum_weights=[1, 3, 10], k=5))
r = random.Random(7)
s = random.Random(7)
print(r.random() == s.random(), r.random() != random.random(), [r.randint(0, 10 ** 20) for _ in range(3)])
random.seed(0)
a = random.random()
state = random.getstate()
b = random.random()
random.setstate(state)
print(a, b == random.random())
for seed in (0, 1, -1, 2 ** 40, 10 ** 30, True):
    random.seed(seed)
    print(seed, random.random(), random.getrandbits(20))
print([round(random.triangular(0, 10, 3), 9), round(random.expovariate(2), 9), round(random.normalvariate(5, 2), 9)])
for f in (lambda: random.choice([]), lambda: random.randrange(0), lambda: random.randint(5, 1), lambda: random.sample([1], 2)):
    try:
        print(f())
    except (IndexError, ValueError) as e:
        print(type(e).__name__)
