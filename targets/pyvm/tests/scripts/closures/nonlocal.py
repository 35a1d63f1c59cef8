"""nonlocal through several levels, and shared cells."""


def outer():
    x = 0
    log = []

    def a():
        nonlocal x
        x += 1
        log.append(("a", x))

        def b():
            nonlocal x
            x *= 10
            log.append(("b", x))
        return b
    b = a()
    b()
    a()()
    return x, log


print(outer())


def shared():
    value = 1

    def setter(v):
        nonlocal value
        value = v

    def deleter():
        nonlocal value
        del value

    def getter():
        return value
    return getter, setter, deleter


g, s, d = shared()
print(g())
s("new")
print(g())
d()
try:
    g()
except NameError as e:
    print("NameError:", e)
s(3)
print(g())


def accumulate():
    total = count = 0

    def add(x):
        nonlocal total, count
        total, count = total + x, count + 1
        return total / count
    return add


avg = accumulate()
print(avg(10), avg(20), avg(60))


def in_class():
    n = 1

    class C:
        nonlocal n
        n = 2
        m = n

        def get(self):
            return n
    return n, C.m, C().get(), hasattr(C, "n")


print(in_class())


def loops():
    def gen():
        nonlocal i
        for i in range(3):
            yield i
    i = "start"
    seen = []
    for _ in gen():
        seen.append(i)
    return seen, i


print(loops())
for bad in ("def f():\n nonlocal q\n", "nonlocal x", "def f(x):\n nonlocal x\n", "def f():\n x = 1\n def g():\n  x = 2\n  nonlocal x\n", "def f():\n global a\n def g():\n  nonlocal a\n", "def f():\n a = 1\n def g():\n  global a\n  nonlocal a\n"):
    try:
        compile(bad, "s", "exec")
        print("no error")
    except SyntaxError as e:
        print("SyntaxError:", e.msg)
