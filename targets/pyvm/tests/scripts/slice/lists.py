"""Slices of lists against a slow definition; assignment and deletion through slices with steps."""


def slow(l, start, stop, step):
    step = 1 if step is None else step
    n = len(l)
    if step > 0:
        start = 0 if start is None else max(0, start + n if start < 0 else min(start, n))
        stop = n if stop is None else max(0, stop + n if stop < 0 else min(stop, n))
        out = []
        while start < stop:
            out.append(l[start])
            start += step
        return out
    start = n - 1 if start is None else start + n if start < 0 else min(start, n - 1)
    stop = -1 if stop is None else max(-1, stop + n if stop < 0 else min(stop, n))
    out = []
    while start > stop:
        if 0 <= start < n:
            out.append(l[start])
        start += step
    return out


bounds = [None] + list(range(-6, 7))
bad = 0
for n in (0, 1, 4):
    l = list(range(n))
    for start in bounds:
        for stop in bounds:
            for step in (None, 1, 2, 3, -1, -2, -3):
                if l[start:stop:step] != slow(l, start, stop, step) or list(tuple(l)[start:stop:step]) != l[start:stop:step]:
                    bad += 1
                    print("differs", l, start, stop, step)
print("differences:", bad)
for start, stop, step in ((None, None, 2), (1, None, 3), (8, 2, -2), (None, None, -1), (2, 2, 1), (-3, None, 1)):
    l = list(range(10))
    part = l[start:stop:step]
    l[start:stop:step] = [-x - 1 for x in part]
    print(l, end=" ")
    m = list(range(10))
    del m[start:stop:step]
    print(m, sorted(m + part) == list(range(10)))
l = [1, 2, 3]
l[1:1] = [10, 11]
l[:0] = "ab"
l[len(l):] = (x for x in (7, 8))
print(l)
l[2:5] = []
l[-2:] = [0]
print(l)
l[:] = l[::-1]
l[::2] = l[::2][::-1]
print(l)
for s, v in ((slice(0, 4, 2), [1]), (slice(None, None, -1), [1, 2]), (slice(5, 0, -1), "abcdef")):
    try:
        l[s] = v
        print(l)
    except ValueError as e:
        print("ValueError:", e)
s = "hello world"
print([s[i:i + 3] for i in range(0, len(s), 3)], s[:-len(s)], s[-1:0:-1] + s[0], s[::-1] == "".join(reversed(s)), [s[i:j] for i in range(3) for j in range(i, 3)])
print((1, 2, 3)[::-1], b"abc"[::-1], range(5)[::-1], "abc"[5:], [][1:], "x"[-5:5], (1, 2)[2:])
