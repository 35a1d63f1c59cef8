"""Ranges as sequences in programs: sums, strides, grids, membership against brute force."""

for start in (-5, 0, 3):
    for stop in (-4, 0, 7):
        for step in (-3, -1, 1, 2, 5):
            r = range(start, stop, step)
            l = []
            i = start
            while (step > 0 and i < stop) or (step < 0 and i > stop):
                l.append(i)
                i += step
            assert list(r) == l and len(r) == len(l) and list(reversed(r)) == l[::-1], (start, stop, step)
            assert all((x in r) == (x in l) for x in range(-12, 12))
            assert all(list(r[s]) == l[s] for s in (slice(1, None), slice(None, -1), slice(None, None, 2), slice(None, None, -1), slice(5, 1, -2)))
            assert bool(r) == bool(l) and sum(r) == sum(l)
print("all ranges agree")
print(sum(range(1, 101)), sum(range(0, 100, 7)), [sum(range(n)) for n in range(10)], max(range(0, 50, 9)), min(range(10, 0, -4)))
print([(i, j) for i in range(3) for j in range(i, 3)], [list(range(n, 0, -1)) for n in range(5)])
r = range(10)
print(r[2:8][1:3], r[::-1][::2], r[5:][-1], r[-3:], r[:0], range(0)[:], r[2:8:3].step, r[8:2:-1].start)
print(range(5) == range(0, 5, 1), range(0, 5, 2) == range(0, 6, 2), range(0, 1) == range(0, 1, 9), {range(3): "r"}[range(3)], range(3) in [range(3)])
print([range(n).index(n - 1) for n in range(1, 5)], range(0, 20, 5).count(10), range(3).count(9), [10, 20, 30][range(3)[1]])
for i in range(3):
    for i in range(i, 3):
        pass
    print(i, end=" ")
for i in range(5, 0, -1):
    if i == 2:
        break
else:
    print("never")
print(i)
a = range(3)
it1, it2 = iter(a), iter(a)
print(next(it1), next(it1), next(it2), list(it1), list(it2), list(a))
n = 5
for i in range(n):
    n = 0
print(i, n)
print(list(zip(range(3), range(10, 100, 10), "xyz")), dict(zip(range(2), range(2, 4))), [*range(2), *range(2)], list(range(True)), range(False))
print(len(range(-10 ** 9, 10 ** 9)), 10 ** 8 in range(0, 10 ** 9, 10), range(10 ** 9)[-1], range(0, 10 ** 12, 10 ** 11)[5])
