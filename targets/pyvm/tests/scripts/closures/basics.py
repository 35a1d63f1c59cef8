"""Closures: captured variables, counters, late binding, several levels."""


def counter(start=0):
    n = start

    def up(by=1):
        nonlocal n
        n += by
        return n

    def get():
        return n
    return up, get


up, get = counter(10)
print(up(), up(5), get(), up(-1), get())
up2, get2 = counter()
print(up2(), get(), get2())


def late():
    fs = []
    for i in range(3):
        fs.append(lambda: i)
    i = "changed"
    return fs


print([f() for f in late()], [f() for f in [lambda i=i: i for i in range(3)]])


def levels(a):
    def two(b):
        def three(c):
            def four(d):
                return a, b, c, d
            return four
        return three
    return two


print(levels(1)(2)(3)(4))


def make_stack():
    items = []

    def push(x):
        items.append(x)
        return len(items)

    def pop():
        return items.pop()
    return {"push": push, "pop": pop, "all": lambda: items[:]}


s = make_stack()
s["push"](1)
s["push"](2)
print(s["all"](), s["pop"](), s["all"]())


def shadow(x):
    def inner():
        x = "inner"
        return x
    return inner(), x


print(shadow("outer"))


def param_captured(x, *args, k=1, **kw):
    def inner():
        return x, args, k, kw
    x += 1
    return inner


print(param_captured(1, 2, 3, k=4, z=5)())


def unbound():
    def inner():
        return later
    try:
        inner()
    except NameError as e:
        print("NameError:", e)
    later = 5
    return inner()


print(unbound(), get.__closure__ is not None, get.__code__.co_freevars, counter.__code__.co_cellvars, get.__closure__[0].cell_contents)
