"""count, cycle, repeat, chain, islice, takewhile, dropwhile."""

from itertools import count, cycle, repeat, chain, islice, takewhile, dropwhile, filterfalse, compress, starmap, accumulate, tee, zip_longest, pairwise
import itertools
import operator

print(list(islice(count(), 3)), list(islice(count(5, -2), 4)), list(islice(count(0.5, 0.25), 3)), list(islice(cycle("ab"), 5)), list(repeat("x", 3)), list(islice(repeat(1), 2)), list(cycle([])))
print(list(chain("ab", [1], range(2))), list(chain()), list(chain.from_iterable(["ab", [1]])), list(islice("abcdef", 2)), list(islice("abcdef", 2, 4)), list(islice("abcdef", 1, None, 2)), list(islice("abc", 0)), list(islice("abc", 5, 9)))
print(list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(filterfalse(lambda x: x % 2, range(6))), list(filterfalse(None, [0, 1, ""])), list(compress("abcd", [1, 0, 1, 0])), list(starmap(pow, [(2, 3), (3, 2)])))
print(list(accumulate([1, 2, 3, 4])), list(accumulate([3, 1, 4, 1, 5], max)), list(accumulate([1, 2, 3], lambda a, b: a * b)), list(accumulate([1, 2], initial=10)), list(accumulate([])), list(accumulate("abc")), list(accumulate([1, 2, 3], operator.mul, initial=2)))
print(list(zip_longest("ab", [1])), list(zip_longest("a", [1, 2, 3], fillvalue="-")), list(zip_longest()), list(pairwise("abcd")), list(pairwise([1])), list(zip(count(), "ab")))
a, b = tee(iter([1, 2, 3]))
print(next(a), next(a), list(b), list(a))
x, y, z = tee("ab", 3)
print(list(x), list(y), list(z))
it = iter(range(10))
print(list(islice(it, 3)), list(it))
s = takewhile(lambda n: n < 20, (n * n for n in count(1)))
print(next(s), list(s), iter(s) is s)
c = count(10)
print(next(c), next(c), [next(c) for _ in range(2)])
for f in (lambda: islice("a", -1), lambda: islice("a"), lambda: list(repeat("a", "b")), lambda: chain(5).__next__(), lambda: list(starmap(pow, [1]))):
    try:
        print(f())
    except (ValueError, TypeError) as e:
        print(type(e).__name__)
