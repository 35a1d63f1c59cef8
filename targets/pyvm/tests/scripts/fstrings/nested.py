"""f-strings within f-strings, in comprehensions, calls and loops, and what they evaluate."""


def show(x):
    print("show", x)
    return x


print(f"{show(1)} {show(2)} {show(3)}")
print(f"{f'{1 + 1}'} {f'{3}' + f'{4}'}")
print([f"{i}:{j}" for i in range(3) for j in "ab"], {f"k{i}": f"{i:02}" for i in range(3)})
items = ["a", "bb", "ccc"]
print(f"{', '.join(f'{s:>4}' for s in items)}", f"{max(len(s) for s in items)}", f"{'-'.join(items)!r}")
width = 10
for s in items:
    print(f"[{s:<{width}}] [{s:>{width - 2}}] [{s:^{len(s) + 4}}]")


class Thing:
    def __init__(self, n):
        self.n = n

    def __format__(self, spec):
        return f"Thing({self.n}, {spec!r})"

    def __repr__(self):
        return f"<Thing {self.n}>"


t = Thing(4)
print(f"{t} {t:abc} {t!r} {t!s:>12} {t:{width}} {t.n} {t.n:03}")


def outer(a):
    def inner(b):
        return f"{a}-{b}-{a + b}"
    return inner


print(outer(1)(2), (lambda q: f"{q!r}")("z"))
n = 3
print(f"{n} item{'s' if n != 1 else ''}", f"{n:>{n}}", f"{n}{n}{n}", f"{'{'}{n}{'}'}", f"{n}%", "%d" % n + f"{n}")
try:
    f"{undefined}"
except NameError as e:
    print("NameError:", e)
try:
    f"{n:z}"
except ValueError as e:
    print("ValueError:", e)
for bad in ("f'{'", "f'}'", "f'{}'", "f'{x!z}'", "f'{x:{y:{z}}}'", "f'{a b}'"):
    try:
        eval(bad)
        print("no error")
    except (SyntaxError, NameError) as e:
        print(bad, type(e).__name__)
