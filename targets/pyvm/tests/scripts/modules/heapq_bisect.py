"""heapq and bisect."""

import heapq
from bisect import bisect, bisect_left, bisect_right, insort, insort_left

h = []
for x in [5, 3, 8, 1, 9, 2, 7]:
    heapq.heappush(h, x)
    print(h)
while h:
    print(heapq.heappop(h), h)
l = [9, 4, 7, 1, 8, 2]
heapq.heapify(l)
print(l, heapq.heappushpop(l, 0), heapq.heappushpop(l, 5), l, heapq.heapreplace(l, 100), l)
print(heapq.nlargest(3, [5, 1, 9, 7]), heapq.nsmallest(3, [5, 1, 9, 7]), heapq.nlargest(2, "hello"), heapq.nsmallest(10, [2, 1]), heapq.nlargest(0, [1]), heapq.nlargest(2, [{"a": 1}, {"a": 5}, {"a": 3}], key=lambda d: d["a"]))
print(list(heapq.merge([1, 4, 7], [2, 5], [], [3, 6, 8])), list(heapq.merge([7, 3], [9, 1], reverse=True)), list(heapq.merge(["aa", "b"], ["ccc"], key=len, reverse=True)))
tasks = []
for i, (p, name) in enumerate([(2, "b"), (1, "a"), (2, "c"), (0, "z")]):
    heapq.heappush(tasks, (p, i, name))
print([heapq.heappop(tasks)[2] for _ in range(4)])
for f in (lambda: heapq.heappop([]), lambda: heapq.heapreplace([], 1), lambda: heapq.heappush([1], "a")):
    try:
        f()
    except (IndexError, TypeError) as e:
        print(type(e).__name__)
a = [1, 3, 3, 5, 7]
for x in (0, 1, 2, 3, 4, 7, 8):
    print(x, bisect_left(a, x), bisect_right(a, x), bisect(a, x))
print(bisect_left(a, 3, 2), bisect_right(a, 3, 0, 2), bisect_left([], 1), bisect_left(["a", "c"], "b"), bisect_left([(1, "x"), (2, "y")], 2, key=lambda p: p[0]))
out = []
for x in [5, 1, 4, 2, 3, 3]:
    insort(out, x)
insort_left(out, 3)
print(out)
grades = "FDCBA"
print([grades[bisect([60, 70, 80, 90], s)] for s in (33, 99, 77, 70, 89, 90, 100)])
try:
    bisect_left([1], 1, -1)
except ValueError as e:
    print("ValueError:", e)
