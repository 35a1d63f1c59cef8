"""for over everything that can be walked."""

for c in "abc":
    print(c, end=" ")
for x in [1, "two", None]:
    print(x, end=" ")
for x in (1,):
    print(x)
for k in {"a": 1, "b": 2}:
    print(k, end=";")
for i, (a, b) in enumerate([(1, 2), (3, 4)]):
    print(i, a, b, end=";")
for a, *rest in [(1, 2, 3), "xyz", [9]]:
    print(a, rest, end=";")
for (a, b), c in {(1, 2): 3}.items():
    print(a, b, c)
for x in range(3), "ab", []:
    print(x, list(x))
for x in 1, 2, *[3, 4]:
    print(x, end=" ")
print(x)
for i in range(3):
    for j in range(i):
        print(i, j, end=" ")
print()
d = {}
for d["key"] in [1, 2]:
    print(d)
l = [0, 0]
for l[1] in range(2):
    print(l)


class Obj:
    pass


o = Obj()
for o.attr in "xy":
    print(o.attr)
for i in range(10):
    if i == 3:
        break
else:
    print("not here")
print(i)
for i in []:
    pass
else:
    print("else runs", i)
for i in range(3):
    pass
print(i)
for x in b"az":
    print(x)
for x in reversed([1, 2, 3]):
    print(x, end="")
for x in sorted({3, 1, 2}):
    print(x, end="")
for x in zip([1, 2], "ab"):
    print(x, end="")
for x in map(lambda v: v * 2, [1, 2]):
    print(x, end="")
for x in filter(None, [0, 1, "", "a"]):
    print(x, end="")
print()


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


class Sequence:
    def __getitem__(self, i):
        if i >= 3:
            raise IndexError
        return i * i


print(list(Countdown(4)), [x for x in Sequence()], 4 in Sequence(), 5 in Sequence(), max(Countdown(3)), tuple(Sequence()))
for bad in (5, None, Obj()):
    try:
        for x in bad:
            pass
    except TypeError as e:
        print("TypeError:", e)
