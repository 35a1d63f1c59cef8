"""Programs of generators: pipelines, primes, tokens, windows, permutations, coroutines, interleaving."""


def lines(text):
    for line in text.split("\n"):
        yield line


def grep(pattern, source):
    for line in source:
        if pattern in line:
            yield line


def numbered(source, start=1):
    for i, line in enumerate(source, start):
        yield f"{i:3}: {line}"


text = "the cat\nsat on\nthe mat\nand the dog\nran"
print(list(numbered(grep("the", lines(text)))))


def primes():
    yield 2
    found = [2]
    n = 3
    while True:
        for p in found:
            if p * p > n:
                found.append(n)
                yield n
                break
            if n % p == 0:
                break
        n += 2


def takewhile(f, it):
    for x in it:
        if not f(x):
            return
        yield x


def window(it, n):
    w = []
    for x in it:
        w.append(x)
        if len(w) == n:
            yield tuple(w)
            w.pop(0)


print(list(takewhile(lambda p: p < 60, primes())), list(window(range(6), 3)), [b - a for a, b in window(takewhile(lambda p: p < 60, primes()), 2)])


def tokens(s):
    i = 0
    while i < len(s):
        if s[i].isspace():
            i += 1
        elif s[i].isdigit():
            j = i
            while j < len(s) and s[j].isdigit():
                j += 1
            yield "num", int(s[i:j])
            i = j
        else:
            yield "op", s[i]
            i += 1


print(list(tokens("12+(3 *45)")))


def permutations(l):
    if not l:
        yield ()
    for i, x in enumerate(l):
        for rest in permutations(l[:i] + l[i + 1:]):
            yield (x,) + rest


def subsets(l):
    if l:
        for s in subsets(l[1:]):
            yield s
            yield [l[0]] + s
    else:
        yield []


print(list(permutations([1, 2, 3])), list(subsets("abc")))


def interleave(*its):
    its = [iter(i) for i in its]
    while its:
        for it in list(its):
            try:
                yield next(it)
            except StopIteration:
                its.remove(it)


print(list(interleave("abc", range(5), [10])))


def running(f):
    def started(*a):
        g = f(*a)
        next(g)
        return g
    return started


@running
def broadcast(targets):
    while True:
        x = yield
        for t in targets:
            t.send(x)


@running
def collector(out, f):
    while True:
        out.append(f((yield)))


a, b = [], []
bc = broadcast([collector(a, lambda x: x * x), collector(b, str)])
for i in range(4):
    bc.send(i)
print(a, b)


def merge(a, b):
    a, b = iter(a), iter(b)
    x, y = next(a, None), next(b, None)
    while x is not None or y is not None:
        if y is None or x is not None and x <= y:
            yield x
            x = next(a, None)
        else:
            yield y
            y = next(b, None)


print(list(merge([1, 4, 7], [2, 3, 8, 9])))


def rle(s):
    last, n = None, 0
    for c in s:
        if c == last:
            n += 1
        else:
            if n:
                yield last, n
            last, n = c, 1
    if n:
        yield last, n


print(list(rle("aaabccd")), "".join(c * n for c, n in rle("xxyz")))
