"""map, filter, reduce, compose, curry, flip, iterate, zip_with, fold, unfold, fixed points: written out."""

foldl = lambda f, z, l: z if not l else foldl(f, f(z, l[0]), l[1:])
foldr = lambda f, z, l: z if not l else f(l[0], foldr(f, z, l[1:]))
mapf = lambda f, l: foldr(lambda x, acc: [f(x)] + acc, [], l)
keep = lambda p, l: foldr(lambda x, acc: [x] + acc if p(x) else acc, [], l)
compose = lambda *fs: foldr(lambda f, g: lambda *a: f(g(*a)), fs[-1], fs[:-1])
flip = lambda f: lambda a, b: f(b, a)
curry = lambda f: lambda a: lambda b: f(a, b)
uncurry = lambda f: lambda a, b: f(a)(b)
zip_with = lambda f, a, b: [f(x, y) for x, y in zip(a, b)]
print(foldl(lambda a, b: a - b, 10, [1, 2, 3]), foldr(lambda a, b: a - b, 10, [1, 2, 3]), mapf(lambda x: x * x, [1, 2, 3]), keep(lambda x: x % 2, [1, 2, 3]), compose(str, abs, min)(3, -7, 2), flip(pow)(2, 3), curry(pow)(2)(5), uncurry(curry(pow))(2, 3), zip_with(max, [1, 5], [4, 2]))


def iterate(f, x, n):
    for _ in range(n):
        yield x
        x = f(x)


def unfold(f, seed):
    while (r := f(seed)) is not None:
        x, seed = r
        yield x


def fixed(f, x, eps=1e-12):
    while abs(f(x) - x) > eps:
        x = f(x)
    return x


print(list(iterate(lambda x: x * 2 + 1, 0, 8)), list(unfold(lambda n: (n % 10, n // 10) if n else None, 9054)), round(fixed(lambda x: (x + 5 / x) / 2, 1), 9))
memo = lambda f: (lambda cache: lambda *a: cache[a] if a in cache else cache.setdefault(a, f(*a)))({})
fib = memo(lambda n: n if n < 2 else fib(n - 1) + fib(n - 2))
print(fib(60), [fib(n) for n in range(10)])
pipe = lambda x, *fs: foldl(lambda acc, f: f(acc), x, fs)
print(pipe("  Hello World ", str.strip, str.lower, str.split, lambda l: l[::-1], " ".join))
church = lambda n: lambda f: lambda x: foldl(lambda acc, _: f(acc), x, range(n))
print(church(5)(lambda x: x + 2)(0), (lambda a, b: lambda f: a(b(f)))(church(3), church(4))(lambda x: x + 1)(0))
group = lambda key, l: foldl(lambda d, x: {**d, key(x): d.get(key(x), []) + [x]}, {}, l)
print(group(len, "a bb cc d eee".split()), group(lambda x: x % 3, list(range(7))))
trampoline = lambda f: (lambda *a: (lambda r: [r := r() for _ in iter(lambda: callable(r), False)] and r or r)(f(*a)))
even = lambda n: True if n == 0 else lambda: odd(n - 1)
odd = lambda n: False if n == 0 else lambda: even(n - 1)
r = even(5000)
while callable(r): r = r()
print(r, sorted(["b", "A", "c"], key=compose(ord, str.lower)), max([[1], [2, 2], [3]], key=compose(len, list)), list(map(lambda f, x: f(x), [len, sum, max], [[1, 2]] * 3)))
