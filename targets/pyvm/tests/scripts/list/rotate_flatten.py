"""Small functions on lists: rotate, flatten, chunk, transpose, partitions, merges."""


def rotate(l, n):
    n %= len(l) or 1
    return l[n:] + l[:n]


def flatten(l):
    out = []
    for x in l:
        if isinstance(x, list):
            out.extend(flatten(x))
        else:
            out.append(x)
    return out


def chunks(l, n):
    return [l[i:i + n] for i in range(0, len(l), n)]


def transpose(m):
    return [list(row) for row in zip(*m)]


def merge(a, b):
    out = []
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out.append(a[i])
            i += 1
        else:
            out.append(b[j])
            j += 1
    return out + a[i:] + b[j:]


def partition(l, test):
    yes, no = [], []
    for x in l:
        (yes if test(x) else no).append(x)
    return yes, no


def unique(l):
    seen = set()
    return [x for x in l if not (x in seen or seen.add(x))]


def powerset(l):
    if not l:
        return [[]]
    rest = powerset(l[1:])
    return rest + [[l[0]] + r for r in rest]


def permutations(l):
    if len(l) <= 1:
        return [l]
    return [[x] + p for i, x in enumerate(l) for p in permutations(l[:i] + l[i + 1:])]


for n in (-7, -1, 0, 1, 3, 5, 12):
    print(n, rotate([1, 2, 3, 4, 5], n))
print(rotate([], 3), flatten([1, [2, [3, [4, []]], 5], [[6]]]), chunks(list(range(10)), 3), chunks([], 2))
print(transpose([[1, 2, 3], [4, 5, 6]]), merge([1, 3, 5], [2, 3, 4, 9]), merge([], [1]), partition(range(10), lambda x: x % 3 == 0))
print(unique([3, 1, 3, 2, 1]), powerset([1, 2, 3]), permutations([1, 2, 3]), len(permutations(list("abcde"))))
print([sum(c) for c in zip([1, 2, 3], [10, 20, 30])], list(zip("abc", range(10))), list(enumerate("ab", 5)), list(map(lambda a, b: a * b, [1, 2, 3], [4, 5])))
run = []
for x in [1, 1, 2, 3, 3, 3, 1]:
    if run and run[-1][0] == x:
        run[-1][1] += 1
    else:
        run.append([x, 1])
print(run)
print(max([1, 5, 3], key=lambda x: -x), min(["bb", "a"], key=len), sum([[1], [2, 3]], []), any([0, [], 3]), all([]), all([1, 0]))
