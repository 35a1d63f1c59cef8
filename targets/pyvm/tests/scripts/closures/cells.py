"""Cells: shared among functions, rebound, deleted, per iteration, in classes and generators."""


def pair():
    x = 0

    def set_x(v):
        nonlocal x
        x = v

    return set_x, lambda: x


s1, g1 = pair()
s2, g2 = pair()
s1(5)
print(g1(), g2(), g1.__closure__[0] is s1.__closure__[0], g1.__closure__[0] is g2.__closure__[0])


def loop_cells():
    out = []
    for i in range(3):
        j = i * 10
        out.append(lambda: (i, j))
    i = "end"
    return [f() for f in out]


def fresh_cells():
    def make(i):
        j = i * 10
        return lambda: (i, j)
    return [f() for f in [make(i) for i in range(3)]]


print(loop_cells(), fresh_cells())


def argument_cells(a, b=2, *c, d=4, **e):
    def inner():
        return a, b, c, d, e
    a = "changed"
    e["new"] = 1
    return inner()


print(argument_cells(1, 3, 5, d=6, f=7))


def counter_class():
    count = 0

    class Counter:
        def __init__(self):
            nonlocal count
            count += 1
            self.n = count

        @staticmethod
        def total():
            return count
    return Counter


C, D = counter_class(), counter_class()
C(), C()
print(C().n, C.total(), D().n, D.total())


def gen_cells():
    total = 0

    def gen():
        nonlocal total
        while True:
            x = yield total
            total += x
    g = gen()
    next(g)
    g.send(5)
    g.send(7)
    return total


print(gen_cells())


def deep():
    a = 1

    def l1():
        b = 2

        def l2():
            nonlocal a
            c = 3

            def l3():
                nonlocal b, c
                a_ = a
                b, c = b * 10, c * 10
                return a_ + b + c
            r = l3()
            a += 100
            return r, b, c
        return l2(), a, b
    return l1(), a


print(deep())


def deleted():
    x = 1

    def f():
        return x
    print(f(), end=" ")
    del x
    try:
        f()
    except NameError as e:
        print(e)
    x = 2
    return f()


print(deleted())
def late():
    def f():
        return g()
    def g():
        return "g"
    return f()
print(late(), [f() for f in [(lambda: k) for k in "ab"]], (lambda a: (lambda b: (lambda c: a + b + c)))(1)(2)(3))
def self_reference():
    def fact(n):
        return 1 if n == 0 else n * fact(n - 1)
    g = fact
    fact = lambda n: -1
    return g(5)
print(self_reference())
