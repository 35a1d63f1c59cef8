"""Reading, assigning and deleting slices."""

a = list(range(10))
print(a[2:5], a[:3], a[7:], a[::2], a[::-1], a[8:2:-2], a[-3:], a[:-3], a[5:2], a[100:], a[-100:3], a[2:100:3], a[:])
a[2:5] = ["x", "y"]
print(a)
a[0:0] = [-2, -1]
print(a)
a[len(a):] = [10, 11]
print(a)
a[3:6] = []
print(a)
a[:] = range(6)
print(a)
a[::2] = "ace"
print(a)
a[::-1] = range(6)
print(a)
a[1:3] = (c for c in "generator")
print(a)
a[2:-2] = [0]
print(a)
a[3:1] = ["in"]
print(a)
b = list(range(20))
del b[5:10]
print(b)
del b[::3]
print(b)
del b[-2:]
print(b)
del b[::-2]
print(b)
del b[:]
print(b)
c = [1, 2, 3]
c[1:2] = c
print(c)
c[:0] = c
print(c)
d = [1, 2, 3]
e = d[:]
e[0] = 99
print(d, e)
for f in (lambda: d.__setitem__(slice(None, None, 2), [1]), lambda: d.__setitem__(slice(0, 1), 5), lambda: d[::0], lambda: d.__setitem__(slice(None, None, -1), [1, 2])):
    try:
        print(f())
    except (ValueError, TypeError) as x:
        print(type(x).__name__ + ":", x)
d[5:] = [4]
d[1:1] = [[]]
print(d)
for step in (-3, -2, -1, 1, 2, 3):
    for start in (None, 0, 3, -1, 9):
        print(step, start, list(range(6))[start::step], list(range(6))[:start:step])
