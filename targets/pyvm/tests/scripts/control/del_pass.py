"""del in all its forms, chained and augmented assignment, order of evaluation."""


def say(x):
    print("<%s>" % (x,), end=" ")
    return x


a = b = c = [1, 2, 3]
print(a is b is c)
del a
try:
    a
except NameError as e:
    print("NameError:", e)
del b[0], c[-1]
print(c)
d = {"x": 1, "y": 2, "z": {"w": 1, "v": 2}}
del d["x"], d["z"]["w"]
print(d)
x, y, z = 1, 2, 3
del x, (y, z)
print("x" in globals(), "z" in globals())


class C:
    attr = 1


o = C()
o.attr = 2
del o.attr
print(o.attr)
del C.attr
print(hasattr(o, "attr"))
try:
    del o.attr
except AttributeError as e:
    print("AttributeError:", e)


def local():
    v = 1
    del v
    try:
        print(v)
    except UnboundLocalError as e:
        print("UnboundLocalError:", e)
    v = 2
    return v


print(local())
l = [0, 0, 0]
l[say(0)] = l[say(1)] = say(9)
print(l)
l[say(0)] += say(1)
print(l)
say([1, 2, 3])[say(1)] = say("v")
print(say(1) + say(2) * say(3) - say(4))
print(say(1) < say(2), [say(1), say(2)], {say("k"): say("v")}, (say(1), say(2))[say(0)])
print(say(5) if say(0) else say(6))


def f(*args, **kw):
    return args, kw


print((say("f") and f)(say(1), *say([2]), k=say(3), **say({"m": 4})))
i = 0
i, l[i] = 1, "second"
print(i, l)
x = y = []
x += [1]
print(y)
n = 5
n += n
n -= 3
n *= n
n //= 4
n %= 10
n <<= 2
n |= 1
n ^= 6
n &= 0xff
n >>= 1
n **= 2
print(n)
