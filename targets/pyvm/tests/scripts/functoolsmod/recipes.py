"""functools and itertools together: pipelines, memo, currying, dispatch, comparisons, grouping."""

from functools import reduce, partial, lru_cache, cmp_to_key, wraps, total_ordering
from itertools import chain, groupby, accumulate, islice, product, takewhile, count, starmap, zip_longest, combinations, permutations, repeat, cycle, tee
import operator

compose = lambda *fs: reduce(lambda f, g: lambda x: g(f(x)), fs)
print(compose(str, len)(12345), compose(abs, float, str)(-5), reduce(operator.mul, range(1, 11)), reduce(lambda a, b: a * 10 + b, [1, 2, 3]), reduce(operator.or_, [{1}, {2}, {1, 3}]), reduce(getattr, ["__class__", "__name__"], 5))
flatten = lambda l: reduce(lambda a, b: a + (flatten(b) if isinstance(b, list) else [b]), l, [])
print(flatten([1, [2, [3, []]], 4]), list(chain.from_iterable(map(range, range(4)))), list(accumulate(range(1, 6), operator.mul)), list(accumulate("abc", lambda a, b: b + a)))


@lru_cache(None)
def grid_paths(w, h):
    return 1 if w == 0 or h == 0 else grid_paths(w - 1, h) + grid_paths(w, h - 1)


@lru_cache(maxsize=None)
def edit(a, b):
    if not a or not b:
        return len(a) + len(b)
    return edit(a[1:], b[1:]) if a[0] == b[0] else 1 + min(edit(a[1:], b), edit(a, b[1:]), edit(a[1:], b[1:]))


print(grid_paths(10, 10), grid_paths.cache_info().currsize, edit("kitten", "sitting"), edit("", "abc"))
words = "the cat sat on the mat with another cat".split()
print({k: list(g) for k, g in groupby(sorted(words, key=len), key=len)}, [(w, len(list(g))) for w, g in groupby(sorted(words))], sorted(set(words), key=cmp_to_key(lambda a, b: (len(a) > len(b)) - (len(a) < len(b)) or (a > b) - (a < b))))
power = partial(pow, exp=2) if False else lambda n: pow(n, 2)
print(list(map(partial(operator.add, 10), range(3))), list(map(power, range(4))), sorted(["b2", "a10", "a9"], key=lambda s: (s[0], int(s[1:]))), partial(print, "x", sep="-")("y"), partial(sorted, reverse=True)([1, 3, 2]))
primes = lambda: (n for n in count(2) if all(n % p for p in range(2, int(n ** 0.5) + 1)))
print(list(islice(primes(), 10)), list(takewhile(lambda p: p < 30, primes())), [a * b for a, b in combinations(islice(primes(), 4), 2)], sum(starmap(operator.mul, [(1, 2), (3, 4)])), ["".join(p) for p in product("ab", repeat=2)])
print(list(zip(cycle("ab"), range(5))), list(zip_longest("abc", [1], fillvalue=0)), [list(islice(repeat(x), n)) for n, x in enumerate("abc")], dict(zip("abc", count(1))), len(list(permutations(range(5)))))
a, b = tee(x * x for x in range(5))
next(b)
print([y - x for x, y in zip(a, b)])


def curry(f, n):
    return f if n <= 1 else lambda x: curry(partial(f, x), n - 1)


print(curry(lambda a, b, c: (a, b, c), 3)(1)(2)(3))


def counted(f):
    @wraps(f)
    def w(*a, **k):
        w.calls += 1
        return f(*a, **k)
    w.calls = 0
    return w


@counted
def gcd(a, b):
    "Greatest common divisor."
    return a if b == 0 else gcd(b, a % b)


print(gcd(1071, 462), gcd.calls, gcd.__name__, gcd.__doc__)


@total_ordering
class Version:
    def __init__(self, s):
        self.t = tuple(map(int, s.split(".")))

    def __eq__(self, o):
        return self.t == o.t

    def __lt__(self, o):
        return self.t < o.t

    def __repr__(self):
        return ".".join(map(str, self.t))


vs = list(map(Version, ["1.10", "1.9", "1.2.3", "2"]))
print(sorted(vs), max(vs), vs[0] >= vs[1], vs[0] <= vs[1], vs[2] > vs[3], vs[0] != vs[1])
