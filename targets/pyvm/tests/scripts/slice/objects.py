"""Slice objects, and classes that take them."""

s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(5), slice(None), slice(1, None), s == slice(1, 10, 2), s != slice(1, 10))
for sl in (slice(None), slice(2, 8), slice(None, None, -1), slice(-3, None), slice(8, 2, -2), slice(100, 200), slice(-100, 100, 3)):
    print(sl, sl.indices(10), sl.indices(0), sl.indices(3), list(range(10))[sl], "0123456789"[sl], tuple(range(10))[sl])


class Show:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


x = Show()
print(x[1], x[1:2], x[:], x[::2], x[1:2, 3], x[...], x[..., 1:], x["k"], x[1, 2], x[None:None], x[(1, 2)], x[()], x[-1:], x[1:2:3, 4:5:6])
x[1:2] = "v"
x[...] = 5
x[1, "a"] = 6
del x[::2]
del x[1, 2]
x[0] = x[1] = 7
x[5], x[6:7] = "ab"


class Matrix:
    def __init__(self, rows):
        self.rows = rows

    def __getitem__(self, key):
        i, j = key
        if isinstance(i, slice):
            return [row[j] for row in self.rows[i]]
        return self.rows[i][j]


m = Matrix([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
print(m[1, 2], m[0, 1:], m[:, 0], m[1:, ::2], m[::-1, -1])
try:
    hash(slice(1))
except TypeError as e:
    print("TypeError:", e)
try:
    slice(1, 2, 0).indices(5)
except ValueError as e:
    print("ValueError:", e)
