"""Conditions with side effects, chained comparisons, conditional expressions in odd places."""

calls = []


def v(x):
    calls.append(x)
    return x


def shown(x):
    global calls
    print(x, calls)
    calls = []


shown(v(1) < v(2) < v(3) < v(2) < v(9))
shown(v(1) < v(0) < v(1 / 1))
shown(v(1) == v(1) != v(2) > v(0))
shown(v(0) or v(1) < v(2) and v([]) or v("end"))
shown(not v(0) == v(0))
shown(v(1) in [v(1), v(2)] == v(True))
shown(v(2) if v(0) else v(3) if v(1) else v(4))
shown([v(i) for i in range(3) if v(i) if not v(0)])
shown((v(1) if v(1) else v(2), v(3)))
shown({v("k"): v(1) if v(0) else v(2)})
shown((lambda x=v(5): x if x else v(6))())
shown(v(3) is v(3) is not v(None))
shown(v([]) is v([]))
shown(max(v(1), v(2)) if v(1) and v(2) else min(v(3), v(4)))
x = 5
print(1 < x < 10, 1 < x > 3, x == 5 == 5.0, x in (1, 5) in [(1, 5), True], not x in (1,), x not in (1,), x is not None is not False)
print("a" < "b" < "c", (1, 2) < (1, 3) < (2,), [] < [0] < [0, 0], 1 <= 1 <= 1, 3 > 2 >= 2 > 1 != 0)
assert 1 < 2 < 3, "never"
y = x if x > 3 else -x
z = (y and 1) or 2
w = y if y != 5 else (z if z else None)
print(y, z, w, [a if a % 2 else "even" for a in range(4)], "yes" if [] else "no", ("a" if x else "b") * 2, ("a" if x else "b" * 2))


class B:
    def __init__(self, n):
        self.n = n

    def __lt__(self, o):
        calls.append((self.n, o.n))
        return B(self.n < o.n)

    def __bool__(self):
        calls.append(f"bool {self.n}")
        return bool(self.n)


r = B(1) < B(2) < B(3)
shown(r.n)
r = B(5) < B(2) < B(3)
shown(r.n)
while v(x) > 3 and not v(x) == 4:
    x -= 1
shown(x)
