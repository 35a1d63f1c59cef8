"""Local, enclosing, global, builtin: in that order, at every level, also after deletion and through exec."""

name = "global"


def local():
    name = "local"
    return name


def enclosing():
    name = "enclosing"

    def inner():
        return name
    return inner()


def builtin():
    return len("abc")


def from_global():
    return name


print(local(), enclosing(), builtin(), from_global())
str = lambda x: "shadowed"
print(str(5), f"{5}")
del str
print(str(5))


def param(name):
    def inner(name=name):
        return name
    return inner()


def loop():
    for name in "xy":
        pass
    return name


def comp():
    r = [name for name in "pq"]
    return r, name


def exc():
    try:
        raise ValueError("boom")
    except ValueError as name:
        pass
    try:
        return name
    except UnboundLocalError as e:
        return type(e).__name__


def with_as():
    class C:
        def __enter__(self): return "with"
        def __exit__(self, *a): pass
    with C() as name:
        pass
    return name


def imported():
    import math as name
    return name.__name__


def class_name():
    class name:
        pass
    return name.__name__


def func_name():
    def name(): return "f"
    return name()


def star():
    *name, last = 1, 2, 3
    return name


def walrus():
    [name := c for c in "mn"]
    return name


def conditional(flag):
    if flag:
        name = "set"
    try:
        return name
    except UnboundLocalError:
        return "unbound"


print(param("param"), loop(), comp(), exc(), with_as(), imported(), class_name(), func_name(), star(), walrus(), conditional(1), conditional(0), name)
class K:
    a = name
    name = "class"
    b = name
    def m(self): return name
    c = (lambda: name)()
    d = [name for _ in "1"]
    del name
    e = name
print(K.a, K.b, K().m(), K.c, K.d, K.e)
def outer():
    x = 1
    class C:
        x = 2
        def f(self): return x
        class D:
            y = x
            def g(self): return x
    return C().f(), C.D.y, C.D().g(), C.x
print(outer())
ns = {"name": "ns"}
exec("def f():\n    return name\nr = f()", ns)
print(ns["r"], eval("name", {"name": 1}, {"name": 2}), eval("(lambda: name)()", {"name": 1}, {"name": 2}), eval("[name for _ in 'a']", {"name": 1}, {"name": 2}))
