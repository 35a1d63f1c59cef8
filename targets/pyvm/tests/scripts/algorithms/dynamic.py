"""Dynamic programming: knapsack, edit distance, longest common subsequence, coins, matrix chains, partitions."""


def knapsack(items, capacity):
    table = [[0] * (capacity + 1) for _ in range(len(items) + 1)]
    for i, (w, v) in enumerate(items, 1):
        for c in range(capacity + 1):
            table[i][c] = table[i - 1][c]
            if w <= c:
                table[i][c] = max(table[i][c], table[i - 1][c - w] + v)
    chosen, c = [], capacity
    for i in range(len(items), 0, -1):
        if table[i][c] != table[i - 1][c]:
            chosen.append(i - 1)
            c -= items[i - 1][0]
    return table[-1][-1], chosen[::-1]


def edit(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        new = [i]
        for j, y in enumerate(b, 1):
            new.append(min(row[j] + 1, new[-1] + 1, row[j - 1] + (x != y)))
        row = new
    return row[-1]


def lcs(a, b):
    t = {}
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            t[i, j] = a[i] + t.get((i + 1, j + 1), "") if a[i] == b[j] else max(t.get((i + 1, j), ""), t.get((i, j + 1), ""), key=len)
    return t.get((0, 0), "")


def coins(total, kinds):
    best = [0] + [None] * total
    for n in range(1, total + 1):
        options = [best[n - k] for k in kinds if k <= n and best[n - k] is not None]
        best[n] = min(options) + 1 if options else None
    return best[total]


def increasing(a):
    best = []
    for i, x in enumerate(a):
        best.append(max((best[j] for j in range(i) if a[j] < x), key=len, default=[]) + [x])
    return max(best, key=len, default=[])


def chain(dims):
    memo = {}

    def cost(i, j):
        if j - i < 2:
            return 0
        if (i, j) not in memo:
            memo[i, j] = min(cost(i, k) + cost(k, j) + dims[i] * dims[k] * dims[j] for k in range(i + 1, j))
        return memo[i, j]
    return cost(0, len(dims) - 1)


def partitions(n):
    p = [1] + [0] * n
    for k in range(1, n + 1):
        for i in range(k, n + 1):
            p[i] += p[i - k]
    return p


def catalan(n):
    c = [1]
    for i in range(n):
        c.append(sum(c[j] * c[i - j] for j in range(i + 1)))
    return c


def palindrome(s):
    best = ""
    for i in range(len(s)):
        for l, r in ((i, i), (i, i + 1)):
            while l >= 0 and r < len(s) and s[l] == s[r]:
                l, r = l - 1, r + 1
            if r - l - 1 > len(best):
                best = s[l + 1:r]
    return best


def breaks(s, words):
    ways = [[[]]] + [[] for _ in s]
    for i in range(1, len(s) + 1):
        for w in words:
            if s[:i].endswith(w):
                ways[i].extend(p + [w] for p in ways[i - len(w)])
    return [" ".join(p) for p in ways[-1]]


print(knapsack([(12, 4), (2, 2), (1, 1), (1, 2), (4, 10)], 15), [edit(a, b) for a, b in (("kitten", "sitting"), ("", "abc"), ("flaw", "lawn"), ("same", "same"))], lcs("AGGTAB", "GXTXAYB"), lcs("abcdefgh", "bdfhace"))
print(coins(63, [1, 5, 10, 21, 25]), coins(3, [2]), increasing([10, 9, 2, 5, 3, 7, 101, 18]), increasing([]), chain([40, 20, 30, 10, 30]), partitions(30), catalan(12))
print(palindrome("forgeeksskeegfor"), palindrome("abacdfgdcaba"), palindrome(""), sorted(breaks("catsanddog", ["cat", "cats", "and", "sand", "dog"])), breaks("abc", ["a", "bc", "d"]))
grid = [[(i * 7 + j * 3) % 10 for j in range(6)] for i in range(6)]
for i in range(6):
    for j in range(6):
        if i or j:
            grid[i][j] += min(grid[i - 1][j] if i else 10 ** 9, grid[i][j - 1] if j else 10 ** 9)
print(grid[-1], max(map(max, grid)))
