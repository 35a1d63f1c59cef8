"""with statements: order, values, several managers, exceptions, suppression."""


class M:
    def __init__(self, name, swallow=False, fail_enter=False, fail_exit=False):
        self.name, self.swallow, self.fail_enter, self.fail_exit = name, swallow, fail_enter, fail_exit

    def __enter__(self):
        print("enter", self.name)
        if self.fail_enter:
            raise RuntimeError("enter " + self.name)
        return self.name.upper()

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value, tb is not None)
        if self.fail_exit:
            raise RuntimeError("exit " + self.name)
        return self.swallow


with M("a"):
    print("body")
with M("a") as a:
    print(a)
with M("a") as a, M("b") as b, M("c"):
    print(a, b)
with (M("p") as p, M("q") as q):
    print(p, q)
with M("s", swallow=True):
    raise ValueError("swallowed")
for bad in (lambda: M("x"), lambda: M("x", fail_enter=True), lambda: M("x", fail_exit=True)):
    try:
        with bad() as y:
            print("in", y)
            1 / 0
    except Exception as e:
        print(type(e).__name__, e, "context:", repr(e.__context__))
try:
    with M("o"), M("i", fail_enter=True):
        print("never")
except RuntimeError as e:
    print("caught", e)
with M("o", swallow=True), M("i", fail_exit=True):
    print("body")


def early():
    with M("r"):
        return "returned"


def loops():
    for i in range(3):
        with M("l%d" % i):
            if i == 0:
                continue
            if i == 1:
                break
    return i


print(early(), loops())


class Target:
    pass


t = Target()
l = [0]
with M("attr") as t.x, M("item") as l[0]:
    print(t.x, l)


class Pair:
    def __enter__(self):
        return 1, (2, 3)

    def __exit__(self, *a):
        pass


with Pair() as (x, (y, z)):
    print(x, y, z)
for f in (5, "s", Target()):
    try:
        with f:
            pass
    except TypeError as e:
        print("TypeError:", e)


class NoExit:
    def __enter__(self):
        print("never entered")


try:
    with NoExit():
        pass
except TypeError as e:
    print("TypeError:", e)
