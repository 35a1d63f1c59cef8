"""Recipes of itertools: batches, windows, round robin, powersets, unique items, partitions, merges, primes."""

from itertools import chain, combinations, count, cycle, dropwhile, filterfalse, groupby, islice, repeat, tee, takewhile, zip_longest, accumulate, product, compress


def batched(it, n):
    it = iter(it)
    while batch := tuple(islice(it, n)):
        yield batch


def windows(it, n):
    its = tee(it, n)
    for i, x in enumerate(its):
        next(islice(x, i, i), None)
    return zip(*its)


def roundrobin(*its):
    todo = [iter(i) for i in its]
    while todo:
        for it in list(todo):
            try:
                yield next(it)
            except StopIteration:
                todo.remove(it)


def powerset(s):
    s = list(s)
    return chain.from_iterable(combinations(s, r) for r in range(len(s) + 1))


def unique(it, key=None):
    seen = set()
    for x in it:
        k = key(x) if key else x
        if k not in seen:
            seen.add(k)
            yield x


def partition(p, it):
    a, b = tee(it)
    return list(filterfalse(p, a)), list(filter(p, b))


def sieve(n):
    data = bytearray([1]) * n
    data[:2] = b"\0\0"
    for p in range(2, int(n ** 0.5) + 1):
        if data[p]:
            data[p * p::p] = bytes(len(range(p * p, n, p)))
    return compress(count(), data)


print(list(batched("abcdefg", 3)), list(batched([], 2)), list(windows(range(5), 3)), list(windows("ab", 3)), "".join(roundrobin("abc", "d", "ef")), list(powerset("abc")), len(list(powerset(range(8)))))
print("".join(unique("mississippi")), list(unique(["a", "A", "b"], key=str.lower)), partition(lambda x: x % 3, range(10)), list(sieve(50)), sum(sieve(1000)))
print(list(islice(accumulate(cycle([1, -1, 2])), 10)), list(takewhile(lambda x: x < 50, accumulate(count(1)))), list(dropwhile(str.isspace, "  ab c")), next(dropwhile(lambda n: n * n < 500, count())))
print([k + str(len(list(g))) for k, g in groupby("aaabccdddd")], ["".join(g) for _, g in groupby("abc123de4", key=str.isdigit)], [list(g) for k, g in groupby([1, 2, 4, 5, 7, 9, 10], key=lambda x, c=count(): x - next(c))])
print([list(x) for x in zip_longest([1, 2, 3], [4], [5, 6], fillvalue=0)], list(zip_longest("ab", "c")), sum(map(lambda a, b: a * b, [1, 2, 3], [4, 5, 6])), list(product([1, 2], "ab")) == [(a, b) for a in (1, 2) for b in "ab"])
truth = [(a, b, c) for a, b, c in product([False, True], repeat=3) if (a or b) and not c]
print(truth, len(list(product(*[range(n) for n in (2, 3, 4)]))))
def polynomial(coefficients, x):
    return sum(c * x ** i for i, c in enumerate(reversed(coefficients)))
print([polynomial([1, -3, 2], x) for x in range(4)], list(map(pow, repeat(2), range(6))), list(islice((a * a for a in count(1) if a % 2), 4)))
pascal = [1]
for _ in range(5):
    print(pascal, end=" ")
    pascal = [a + b for a, b in zip(chain([0], pascal), chain(pascal, [0]))]
print()
it = iter(range(10))
print(list(islice(it, 2, 5)), next(it), list(islice(it, None)), list(islice(range(10), 1, None, 4)), list(islice(it, 3)))
a, b, c = tee(iter("xyz"), 3)
print(next(a), list(b), list(a), next(c), list(zip(c, count())))
