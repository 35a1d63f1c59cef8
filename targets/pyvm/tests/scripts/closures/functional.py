"""Programs of closures: church numerals, streams, memo, pipelines, event handlers, lazy values."""

zero = lambda f: lambda x: x
succ = lambda n: lambda f: lambda x: f(n(f)(x))
plus = lambda m: lambda n: lambda f: lambda x: m(f)(n(f)(x))
times = lambda m: lambda n: lambda f: m(n(f))
to_int = lambda n: n(lambda x: x + 1)(0)
two = succ(succ(zero))
three = succ(two)
print(to_int(zero), to_int(plus(two)(three)), to_int(times(three)(three)), to_int(three(two)), to_int(two(three)))
cons = lambda a, b: lambda f: f(a, b)
car = lambda p: p(lambda a, b: a)
cdr = lambda p: p(lambda a, b: b)
l = cons(1, cons(2, cons(3, None)))
print(car(cdr(l)), car(cdr(cdr(l))))


def integers(n):
    return n, lambda: integers(n + 1)


def smap(f, s):
    return f(s[0]), lambda: smap(f, s[1]())


def sfilter(p, s):
    while not p(s[0]):
        s = s[1]()
    return s[0], lambda: sfilter(p, s[1]())


def take(n, s):
    out = []
    while n:
        out.append(s[0])
        s = s[1]()
        n -= 1
    return out


print(take(5, smap(lambda x: x * x, integers(1))), take(5, sfilter(lambda x: x % 7 == 0, integers(1))))


def primes(s):
    p = s[0]
    return p, lambda: primes(sfilter(lambda x: x % p, s[1]()))


print(take(15, primes(integers(2))))


def memo(f):
    cache = {}

    def wrapped(*args):
        if args not in cache:
            cache[args] = f(*args)
        return cache[args]
    wrapped.cache = cache
    return wrapped


@memo
def lcs(a, b):
    if not a or not b:
        return ""
    if a[0] == b[0]:
        return a[0] + lcs(a[1:], b[1:])
    return max(lcs(a[1:], b), lcs(a, b[1:]), key=len)


print(lcs("nematode knowledge", "empty bottle"), len(lcs.cache))


def lazy(f):
    value = []

    def get():
        if not value:
            print("computing")
            value.append(f())
        return value[0]
    return get


v = lazy(lambda: 6 * 7)
print(v(), v())
handlers = {}
on = lambda name, f: handlers.setdefault(name, []).append(f)
fire = lambda name, *a: [h(*a) for h in handlers.get(name, [])]
on("x", lambda a: a + 1)
on("x", lambda a: a * 2)
print(fire("x", 5), fire("y"))
pipeline = lambda *fs: lambda x: [x := f(x) for f in fs][-1]
print(pipeline(str.strip, str.upper, lambda s: s[::-1])("  abc "))
Y = lambda f: (lambda x: x(x))(lambda x: f(lambda *a: x(x)(*a)))
print(Y(lambda self: lambda n: 1 if n < 2 else n * self(n - 1))(10))
