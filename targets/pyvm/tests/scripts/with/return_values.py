"""What with statements give back: from return, yield, break, nested functions and suppressed exceptions."""


class S:
    def __init__(self, *kinds):
        self.kinds = kinds

    def __enter__(self):
        return len(self.kinds)

    def __exit__(self, kind, e, tb):
        return kind in self.kinds


def f(n):
    with S(ValueError, KeyError) as k:
        if n == 0:
            return "returned", k
        if n == 1:
            raise ValueError
        if n == 2:
            {}["x"]
        if n == 3:
            [][0]
        return "end"
    return "after suppression"


for n in range(5):
    try:
        print(n, f(n))
    except IndexError as e:
        print(n, "IndexError", e)


def g():
    for i in range(4):
        with S(ZeroDivisionError):
            yield 6 // (2 - i)
    with S(), S(TypeError) as inner:
        yield inner
        yield 1 + "x"
    yield "last"


print(list(g()))
out = []
for i in range(6):
    with S(StopIteration):
        if i == 1:
            continue
        if i == 2:
            raise StopIteration
        if i == 4:
            break
        out.append(i)
else:
    out.append("else")
print(out, [x for x in range(3) if not S().__exit__(None, None, None)])
x = None
with S(NameError):
    x = undefined
print(x, f(0)[1])
