"""Functions as values: in containers, as arguments, with attributes, compared."""


def add(a, b):
    "Adds."
    return a + b


def sub(a, b):
    return a - b


ops = {"+": add, "-": sub, "*": lambda a, b: a * b}
print([ops[o](6, 3) for o in "+-*"], add.__name__, ops["*"].__name__, add.__doc__, sub.__doc__, add == add, add == sub, add is ops["+"], callable(add), callable(5), callable(int))
add.calls = 0
add.calls += 5
print(add.calls, add.__dict__, hasattr(sub, "calls"))


def compose(*fs):
    def composed(x):
        for f in reversed(fs):
            x = f(x)
        return x
    return composed


print(compose(lambda x: x + 1, lambda x: x * 2)(5), compose()(7), compose(str, abs, int)("-3"), list(map(compose(len, str), [1, 22, 333])))


def apply(f, *args, **kw):
    return f(*args, **kw)


print(apply(add, 1, 2), apply(add, b=1, a=2), apply(apply, add, 3, 4), apply(print, "x", end="!\n"), apply(dict, a=1), apply(str.upper, "abc"), apply([].append, 1), apply(lambda: 5))


def curry(f, n, *got):
    return (lambda x: curry(f, n - 1, *got, x)) if n else f(*got)


print(curry(lambda a, b, c: a * 100 + b * 10 + c, 3)(1)(2)(3))
bound = "hello".upper
print(bound(), [m() for m in ("a".upper, "B".lower, [3, 1].copy)], list(map("x{}".format, range(3))), sorted([3, -1, -5], key=abs))


def recursive(n):
    return 1 if n == 0 else n * recursive(n - 1)


alias = recursive
print(alias(5))


def recursive(n):
    return -1


print(alias(5), recursive(5))


class Callable:
    def __init__(self, n):
        self.n = n

    def __call__(self, x, y=0, *a, **k):
        return self.n + x + y + len(a) + len(k)


c = Callable(10)
print(c(1), c(1, 2), c(1, 2, 3, z=4), list(map(c, [1, 2])), callable(c), apply(c, 5))
print((lambda n: (lambda f: f(f, n))(lambda f, n: 1 if n < 2 else n * f(f, n - 1)))(6))
table = [lambda x, i=i: x * i for i in range(4)]
print([f(10) for f in table], [f(10) for f in [lambda x: x * i for i in range(4)]])
print(add.__call__(1, 2), type(add).__name__, type(lambda: 0).__name__, type(len).__name__, type("a".upper).__name__, type(c.__call__).__name__)
