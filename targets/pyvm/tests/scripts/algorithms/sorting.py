"""Eight sorts, checked against one another."""

import sys


def bubble(a):
    a = a[:]
    for i in range(len(a)):
        swapped = False
        for j in range(len(a) - 1 - i):
            if a[j] > a[j + 1]:
                a[j], a[j + 1] = a[j + 1], a[j]
                swapped = True
        if not swapped:
            break
    return a


def insertion(a):
    a = a[:]
    for i in range(1, len(a)):
        x, j = a[i], i - 1
        while j >= 0 and a[j] > x:
            a[j + 1] = a[j]
            j -= 1
        a[j + 1] = x
    return a


def selection(a):
    a = a[:]
    for i in range(len(a)):
        m = min(range(i, len(a)), key=a.__getitem__)
        a[i], a[m] = a[m], a[i]
    return a


def merge(a):
    if len(a) < 2:
        return a[:]
    m = len(a) // 2
    l, r = merge(a[:m]), merge(a[m:])
    out = []
    while l and r:
        out.append((l if l[0] <= r[0] else r).pop(0))
    return out + l + r


def quick(a):
    if len(a) < 2:
        return a[:]
    p = a[len(a) // 2]
    return quick([x for x in a if x < p]) + [x for x in a if x == p] + quick([x for x in a if x > p])


def heap(a):
    a = a[:]

    def sift(root, end):
        while (child := 2 * root + 1) < end:
            if child + 1 < end and a[child] < a[child + 1]:
                child += 1
            if a[root] >= a[child]:
                return
            a[root], a[child] = a[child], a[root]
            root = child
    for i in reversed(range(len(a) // 2)):
        sift(i, len(a))
    for end in range(len(a) - 1, 0, -1):
        a[0], a[end] = a[end], a[0]
        sift(0, end)
    return a


def shell(a):
    a = a[:]
    gap = len(a) // 2
    while gap:
        for i in range(gap, len(a)):
            x, j = a[i], i
            while j >= gap and a[j - gap] > x:
                a[j] = a[j - gap]
                j -= gap
            a[j] = x
        gap //= 2
    return a


def counting(a):
    if not a:
        return []
    low = min(a)
    counts = [0] * (max(a) - low + 1)
    for x in a:
        counts[x - low] += 1
    return [i + low for i, n in enumerate(counts) for _ in range(n)]


state = 7
data = []
for _ in range(120):
    state = (state * 1103515245 + 12345) % 2 ** 31
    data.append(state % 200 - 100)
tests = [[], [1], [2, 1], [1, 1, 1], list(range(10)), list(range(10, 0, -1)), data]
for f in (bubble, insertion, selection, merge, quick, heap, shell, counting):
    results = [f(t) for t in tests]
    print(f.__name__, results == [sorted(t) for t in tests], results[5], sum(i * x for i, x in enumerate(results[6])))
