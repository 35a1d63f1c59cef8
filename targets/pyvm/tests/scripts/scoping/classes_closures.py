"""Names in classes, methods, nested functions, default arguments and lambdas, all together."""

x = "module"


class A:
    x = "class A"
    direct = x
    from_lambda = staticmethod(lambda: x)
    from_default = staticmethod(lambda v=x: v)
    nested = [v for v in (x,)]

    def method(self, y=x):
        return x, self.x, y

    class Inner:
        seen = x

        def get(self):
            return x

    def shadow(self):
        x = "method"

        class Local:
            seen = x
            x = "local class"

            def get(self):
                return x
        return Local.seen, Local.x, Local().get()


a = A()
print(a.direct, a.from_lambda(), a.from_default(), a.nested, a.method(), A.Inner.seen, A.Inner().get(), a.shadow())


def outer(x):
    def middle():
        def inner():
            return x
        return inner
    x += "!"
    return middle()()


print(outer("arg"), x)


def rebinding():
    fs = []
    for x in range(3):
        def f(y, x=x):
            return x * y
        fs.append(f)
    return [f(10) for f in fs], x


print(rebinding())


def conditional_binding(flag):
    if flag:
        def g():
            return "first"
    else:
        def g():
            return "second"
    return g()


print(conditional_binding(1), conditional_binding(0))


def uses_global_function():
    return helper() + 1


def helper():
    return 10


print(uses_global_function())
helper = lambda: 20
print(uses_global_function())


def recursive_local(n):
    def fact(k):
        return 1 if k < 2 else k * fact(k - 1)
    return fact(n)


print(recursive_local(6))


def exec_names():
    import math as m
    from math import floor as fl
    try:
        raise ValueError("v")
    except ValueError as err:
        seen = str(err)
    with open_like() as o:
        pass
    for i, in [(1,)]:
        pass
    class K: pass
    def d(): pass
    (w := 5)
    return sorted(locals())


class open_like:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        pass


print(exec_names())
__name = "dunder at module level"


class Mangle:
    def read(self):
        try:
            return __name
        except NameError as e:
            return str(e)


print(Mangle().read())


def late_class():
    class C:
        def make(self):
            return C
    return C


C = "something else"
K = late_class()
print(K().make() is K)
def f(a=[], b={}):
    a.append(len(a)); b[len(b)] = 1
    return len(a), len(b)
print(f(), f(), f([], {}), f())
