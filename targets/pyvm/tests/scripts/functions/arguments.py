"""Every kind of parameter and argument."""


def f(a, b=2, *args, c, d=4, **kw):
    return a, b, args, c, d, kw


print(f(1, c=3), f(1, 5, 6, 7, c=3), f(1, c=3, d=5, e=6), f(a=1, c=2), f(1, *[2, 3], c=4), f(1, **{"c": 5, "z": 6}), f(*(1, 2, 3), *[4], c=0, **{"x": 1}, **{"y": 2}))


def g(a, /, b, *, c):
    return a, b, c


print(g(1, 2, c=3), g(1, b=2, c=3))


def h(a, /, **kw):
    return a, kw


print(h(1, a=2))


def k(*, x=1, y):
    return x, y


print(k(y=2), k(y=1, x=2))


def p(a=1, b=2, /, c=3):
    return a, b, c


print(p(), p(9), p(9, 8), p(9, 8, 7), p(c=5))


def none():
    pass


def early(x):
    if x:
        return
    return 5


print(none(), early(1), early(0), (lambda: None)(), (lambda *a, k=1, **kw: (a, k, kw))(1, 2, k=3, z=4))
print((lambda a, b=lambda: 5: a + b())(1), (lambda x: lambda y: x * y)(3)(4), [f2(2) for f2 in (lambda x: x, lambda x: x * x, abs)])


def order(a=print("default a"), b=print("default b")):
    return a, b


order()
print(order.__defaults__, f.__kwdefaults__, f.__defaults__, f.__name__, f.__qualname__, k.__code__.co_argcount, f.__code__.co_varnames)


def grow(x, acc=[]):
    acc.append(x)
    return acc


print(grow(1), grow(2), grow(3, []), grow(4))
args = [1, 2]
kw = {"c": 3}
print(f(*args, **kw), args, kw, f(*"ab", c=1), f(*{"x": 1, "y": 2}, c=1), f(*range(5), c=1), f(0, *(), c=1, **{}))
print(max(*[1, 5, 3]), print(*["a", "b"], sep="-"), dict(**{"q": 1}, r=2), [*map(lambda a, b: a + b, [1], [2])])
