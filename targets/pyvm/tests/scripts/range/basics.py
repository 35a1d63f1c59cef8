"""range: lengths, indexing, membership, slices, equality."""

for r in (range(5), range(2, 8), range(0, 10, 3), range(10, 0, -3), range(0), range(5, 2), range(-3, 3), range(3, -3, -1), range(1, 2), range(0, -10, -4)):
    print(r, list(r), len(r), bool(r), list(reversed(r)), r[0] if r else None, r[-1] if r else None, r.start, r.stop, r.step, 2 in r, 3.0 in r, "x" in r, r.count(2))
r = range(0, 100, 7)
print(r[3], r[-2], r[2:5], r[::-1], r[::3], r[:-1], r[50:], list(r[1:10:2]), r.index(21), 21 in r, 22 in r, sum(r), max(r), min(r))
print(range(3) == range(0, 3), range(0, 3, 2) == range(0, 4, 2), range(0) == range(5, 5), range(3) == [0, 1, 2], hash(range(3)) == hash(range(0, 3, 1)), range(1, 1, 5) == range(0))
for f in (lambda: range(3)[3], lambda: range(3)[-4], lambda: range(1, 2, 0), lambda: range(), lambda: range(1.5), lambda: range("3"), lambda: range(3).index(5), lambda: range(3) + range(2), lambda: range(3)["a"]):
    try:
        print(f())
    except (IndexError, ValueError, TypeError) as e:
        print(type(e).__name__ + ":", e)
print(range(10 ** 20, 10 ** 20 + 3), list(range(10 ** 20, 10 ** 20 + 3)), len(range(0, 10 ** 18, 3)), 10 ** 18 in range(0, 10 ** 19, 10), range(2 ** 64)[2 ** 63])
print([*range(3)], tuple(range(3)), set(range(3)) == {0, 1, 2}, list(zip(range(3), range(3, 6))), list(map(lambda x: x * x, range(4))), dict(enumerate(range(2))))
it = iter(range(3))
print(next(it), next(it), next(it), next(it, "end"), type(it).__name__)
for i in range(3):
    i = 10
    print(i, end=" ")
print(i)
for i in range(0):
    print("never")
print(i, all(i in range(10) for i in range(10)), range(5).__len__(), isinstance(range(1), range))
