"""Binary search, two pointers, sliding windows, maximum subarray, majority, kth smallest."""


def bisect_left(a, x):
    lo, hi = 0, len(a)
    while lo < hi:
        mid = (lo + hi) // 2
        if a[mid] < x:
            lo = mid + 1
        else:
            hi = mid
    return lo


def two_sum(a, target):
    seen = {}
    for i, x in enumerate(a):
        if target - x in seen:
            return seen[target - x], i
        seen[x] = i


def three_sum(a, target=0):
    a = sorted(a)
    out = set()
    for i in range(len(a)):
        l, r = i + 1, len(a) - 1
        while l < r:
            s = a[i] + a[l] + a[r]
            if s == target:
                out.add((a[i], a[l], a[r]))
            if s < target:
                l += 1
            else:
                r -= 1
    return sorted(out)


def max_subarray(a):
    best, start, end = a[0], 0, 0
    cur, s = a[0], 0
    for i, x in enumerate(a[1:], 1):
        if cur < 0:
            cur, s = x, i
        else:
            cur += x
        if cur > best:
            best, start, end = cur, s, i
    return best, a[start:end + 1]


def longest_unique(s):
    last, start, best = {}, 0, ""
    for i, c in enumerate(s):
        if last.get(c, -1) >= start:
            start = last[c] + 1
        last[c] = i
        if i - start + 1 > len(best):
            best = s[start:i + 1]
    return best


def majority(a):
    candidate, n = None, 0
    for x in a:
        if n == 0:
            candidate = x
        n += 1 if x == candidate else -1
    return candidate if a.count(candidate) * 2 > len(a) else None


def quickselect(a, k):
    p = a[len(a) // 2]
    low, same = [x for x in a if x < p], [x for x in a if x == p]
    if k < len(low):
        return quickselect(low, k)
    if k < len(low) + len(same):
        return p
    return quickselect([x for x in a if x > p], k - len(low) - len(same))


def water(h):
    l, r, lm, rm, total = 0, len(h) - 1, 0, 0, 0
    while l < r:
        if h[l] < h[r]:
            lm = max(lm, h[l])
            total += lm - h[l]
            l += 1
        else:
            rm = max(rm, h[r])
            total += rm - h[r]
            r -= 1
    return total


a = [1, 3, 3, 5, 8, 13, 21]
print([bisect_left(a, x) for x in (0, 1, 2, 3, 4, 21, 22)], two_sum([2, 7, 11, 15], 9), two_sum([1], 5), three_sum([-1, 0, 1, 2, -1, -4]), max_subarray([-2, 1, -3, 4, -1, 2, 1, -5, 4]), max_subarray([-3, -1, -2]))
print([longest_unique(s) for s in ("abcabcbb", "bbbb", "pwwkew", "", "dvdf")], majority([2, 2, 1, 1, 2]), majority([1, 2, 3]), [quickselect([9, 1, 8, 2, 7, 3], k) for k in range(6)], water([0, 1, 0, 2, 1, 0, 1, 3, 2, 1, 2, 1]))


def search_matrix(m, x):
    i, j = 0, len(m[0]) - 1
    while i < len(m) and j >= 0:
        if m[i][j] == x:
            return i, j
        if m[i][j] > x:
            j -= 1
        else:
            i += 1


m = [[1, 4, 7], [2, 5, 8], [3, 6, 9]]
print([search_matrix(m, x) for x in range(11)])


def peak(f, lo, hi):
    while hi - lo > 2:
        a, b = lo + (hi - lo) // 3, hi - (hi - lo) // 3
        if f(a) < f(b):
            lo = a
        else:
            hi = b
    return max(range(lo, hi + 1), key=f)


print(peak(lambda x: -(x - 37) ** 2, 0, 1000), peak(lambda x: x * (50 - x), -100, 100))
