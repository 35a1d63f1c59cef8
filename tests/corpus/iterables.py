"""Builtins and methods that take iterables of all kinds."""

from rpython.testing import case


def numbers(n):
    for i in range(n):
        yield i * i


class Countdown(object):
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


@case((4,))
@case((0,))
def list_of_a_generator(n):
    items = list(numbers(n))
    items.append(-1)
    return len(items), items[0], list(Countdown(n)) == [n - 1 - i for i in range(n)]


@case(("abc",))
@case(("",))
def list_of_wrapped_iterators(s):
    pairs = list(enumerate(s))
    both = list(zip(s, [1, 2, 3, 4]))
    back = list(reversed(list(s)))
    text = ""
    for i, c in pairs:
        text += str(i) + c
    for c, n in both:
        text += c * n
    return text, "".join(back), len(pairs) + len(both)


@case((3,))
def list_of_dict_iterators(n):
    d = {}
    for i in range(n):
        d[str(i)] = i * i
    keys = list(d)
    values = list(d.values())
    items = list(d.items())
    it = iter(d)
    next(it)
    rest = list(it)
    return keys[2], list(d.keys()) == keys, values[2], items[1][0], items[1][1], len(rest), rest[0]


@case((3,))
def list_of_a_tuple(n):
    items = list((n, 2, 1))
    items.append(7)
    return items[0], items[3], sorted((3, n + 5, 1))[2]


@case((5,))
@case((0,))
def sums(n):
    return (
        sum(range(n)),
        sum(numbers(n)),
        sum([i for i in range(n)]),
        sum(Countdown(n)),
        sum((n, 1, 2)),
        sum([n, 2], 100),
        sum(numbers(n), n),
        sum([0.5, n * 1.5]),
        sum({2: 0, 3: 1}),
    )


@case((3,))
def sum_of_lists(n):
    return len(sum([[1], [2, n], [3]], []))


@case((3,))
@case((0,))
def any_and_all(n):
    words = ["", "a"] if n else ["", ""]
    return (
        any(words),
        all(words),
        any(x > 3 for x in range(n)),
        all(x < 3 for x in range(n)),
        any(numbers(n)),
        all(numbers(n)),
        any({0: 1}),
        any([[], [n]]),
        all([None, words]),
    )


@case((4,))
def least_and_most(n):
    return (
        min(numbers(n)),
        max(numbers(n)),
        max(range(n)),
        min({3: 0, n - 2: 1}),
        max("hello"),
        min((n, 9, 2)),
        max([1.5, n * 0.5]),
        max([(1, "b"), (1, "c"), (0, "z")])[1],
        min(["pear", "apple"]),
        min([True, False]),
    )


@case((), raises=ValueError)
def least_of_nothing():
    return min(numbers(0))


@case((0,))
@case((1,))
@case((70,))
def sorting(n):
    items = [(i * 7919) % 101 for i in range(n)]
    result = sorted(items)
    ok = True
    for i in range(1, n):
        if result[i - 1] > result[i]:
            ok = False
    return ok, len(result), sum(result) == sum(items), len(items)


@case(("the quick brown fox jumps over the lazy dog",))
def sorting_words(text):
    words = sorted(text.split(" "))
    letters = sorted("hello")
    return " ".join(words), "".join(letters)


@case(())
def sorting_is_stable():
    pairs = sorted([(2, "a"), (1, "z"), (2, "A"), (1, "b")])
    text = ""
    for n, s in pairs:
        text += str(n) + s
    d = {"x": 1, "b": 2}
    return text, sorted(d)[0], sorted(d.values())[1], sorted([3.5, -1.0])[0]


@case((3,))
def extending(n):
    items = [100]
    items.extend(numbers(n))
    items += Countdown(n)
    items.extend(range(n))
    items += (7, 8)
    items += {55: 1}
    items.extend({56: 1})
    items += range(2)
    text = ""
    for x in items:
        text += str(x) + ","
    return text


def words(n):
    for i in range(n):
        yield "w" + str(i)


@case((3,))
@case((0,))
def joining(n):
    d = {}
    for w in words(n):
        d[w] = n
    return ",".join(words(n)), "-".join(d), "+".join(d.keys()), "/".join(("a", "b" * n)), ".".join("xyz")


@case((3,))
def dicts_of_pairs(n):
    d = dict(zip(words(n), range(n)))
    e = dict([(1, "a"), (2, "b")])
    f = dict(enumerate(words(n)))
    return d["w2"], len(d), e[2], f[1]


@case((6,))
def nested_iterables(n):
    total = 0
    for i, (a, b) in enumerate(zip(range(n), reversed(range(n)))):
        total = total * 3 + i * a - b
    best = max(list(sorted(numbers(n)))[1:3])
    return total, best


@case(((1, 2), (1, 3)))
@case(((2, 0), (1, 3)))
@case(((1, 2), (1, 2)))
def ordering_of_tuples(a, b):
    return a < b, a <= b, a > b, a >= b, a == b


@case((1, "a", 1, "b"))
@case((2, "a", 1, "b"))
@case((2, "c", 2, "b"))
def ordering_of_mixed_tuples(i, s, j, t):
    return (i, s) < (j, t), (s, (i, 0.5)) <= (t, (j, 0.5)), (i, s, True) > (j, t, False)


@case((4,))
def wrapped_instances(n):
    total = 0
    for i, x in enumerate(numbers(n), 1):
        total = total * 7 + i * x
    for a, b in zip(numbers(n), Countdown(n)):
        total = total * 3 + a - b
    for i, (a, (b, c)) in enumerate(zip(Countdown(n), enumerate(numbers(n)))):
        total += i * a + b * c
    return total, list(zip(words(n), numbers(n)))[2][0]
