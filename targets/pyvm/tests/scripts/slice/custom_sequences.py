"""Sequences of one's own that take slices: bounds by indices(), nested views, assignment, deletion."""


class View:
    def __init__(self, data, r=None):
        self.data, self.r = data, range(len(data)) if r is None else r

    def __len__(self):
        return len(self.r)

    def __getitem__(self, i):
        return View(self.data, self.r[i]) if isinstance(i, slice) else self.data[self.r[i]]

    def __setitem__(self, i, v):
        if isinstance(i, slice):
            places = self.r[i]
            v = list(v)
            if len(places) != len(v):
                raise ValueError(f"{len(v)} values for {len(places)} places")
            for p, x in zip(places, v):
                self.data[p] = x
        else:
            self.data[self.r[i]] = v

    def __repr__(self):
        return f"View({list(self)})"


l = list(range(10))
v = View(l)
print(v, v[2:8], v[::2][1:3], v[::-1][:3], v[-4:][::-2], v[3], v[-1], len(v[20:]), v[5:2], v[2:8][::2][::-1])
v[::3] = "abcd"
v[1:3][0] = "first"
v[::-1][0] = "last"
print(l, 7 in v, list(reversed(v[:3])))
for f in (lambda: v.__setitem__(slice(0, 2), [1]), lambda: v[10], lambda: v[::0]):
    try:
        f()
    except (ValueError, IndexError) as e:
        print(type(e).__name__, e)
print([slice(*a).indices(7) for a in ((None, None), (1, 100), (-3, None), (None, None, -1), (5, 0, -2), (-100, 100, 3))])
