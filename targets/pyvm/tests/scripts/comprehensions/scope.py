"""What names mean inside comprehensions: in functions, classes, nested, with closures and walrus."""

x = "global"


def function(n):
    k = 2
    return [i * k + n for i in range(3)], [[i * j * k for j in range(2)] for i in range(2)], {i: k for i in range(n)}, list(k + i for i in range(2))


print(function(1))


class C:
    y = 5
    first = [y_ for y_ in range(y)]
    names = [n for n in ("a", "b")]
    try:
        second = [y for _ in range(1)]
    except NameError as e:
        error = str(e)
    third = (lambda y=y: y)()


print(C.first, C.names, C.error, C.third, hasattr(C, "n"))


def closures():
    return [f() for f in [lambda: i for i in range(3)]], [f() for f in [lambda i=i: i for i in range(3)]]


print(closures())


def walrus(l):
    found = [y for v in l if (y := v * 2) > 4]
    return found, y


print(walrus([1, 2, 3]))


def uses_local():
    x = "local"
    inner = [x for _ in range(2)]
    shadow = [x for x in range(2)]
    return inner, shadow, x


print(uses_local(), x)


def args(a, b=[i for i in range(3)], *c):
    return [a, b, c, [a for _ in c]]


print(args(1), args(1, 2, 3, 4))


def generator():
    yield [i for i in range(2)]
    yield from (i * 10 for i in range(2))
    yield {i: [j for j in range(i)] for i in range(3)}


print(list(generator()))


def nonlocal_in():
    total = 0

    def add(v):
        nonlocal total
        total += v
        return total
    return [add(i) for i in range(5)], total


print(nonlocal_in())
exec("z = [i for i in range(3)]")
print(z, eval("[i + x for i in 'ab']", {"x": "!"}), [eval("i") for i in range(2)])
print([(lambda: [a for a in range(b)])() for b in range(3)], [locals().get("q") for q in (1, 2)])


def deep():
    a = 1
    return [[[a + b + c + d for d in range(2)] for c in range(2)] for b in range(2)]


print(deep(), [x for x in [x for x in [x for x in "ab"]]])


def recursive(n):
    return [recursive(i) for i in range(n)]


print(recursive(3))


def conditional(flag):
    if flag:
        v = [1 for _ in range(2)]
    return [v for _ in range(1)]


print(conditional(True))
try:
    conditional(False)
except NameError as e:
    print("NameError:", e)
