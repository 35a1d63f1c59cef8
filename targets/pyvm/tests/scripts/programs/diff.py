"""Differences of texts by the longest common subsequence, patches, three-way merges, wildcard matching."""


def lcs_table(a, b):
    t = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            t[i][j] = t[i + 1][j + 1] + 1 if a[i] == b[j] else max(t[i + 1][j], t[i][j + 1])
    return t


def diff(a, b):
    t, i, j = lcs_table(a, b), 0, 0
    while i < len(a) or j < len(b):
        if i < len(a) and j < len(b) and a[i] == b[j]:
            yield " ", a[i]
            i, j = i + 1, j + 1
        elif j == len(b) or i < len(a) and t[i + 1][j] >= t[i][j + 1]:
            yield "-", a[i]
            i += 1
        else:
            yield "+", b[j]
            j += 1


def apply(a, patch):
    out, it = [], iter(a)
    for sign, line in patch:
        if sign != "+":
            assert next(it) == line, "does not apply"
        if sign != "-":
            out.append(line)
    return out + list(it)


old = ["def f(x):", "    y = x", "    return y", "", "print(f(1))"]
new = ["def f(x, k=2):", "    y = x", "    y *= k", "    return y", "", "print(f(1))", "print(f(2))"]
d = list(diff(old, new))
for sign, line in d:
    print(sign + line)
print(apply(old, d) == new, apply(new, [({"+": "-", "-": "+"}.get(s, s), l) for s, l in d]) == old, list(diff("", "ab")), list(diff("abc", "abc")), "".join(s for s, _ in diff("kitten", "sitting")))
try:
    apply(["other"], d)
except AssertionError as e:
    print("AssertionError:", e)


def hunks(a, b, context=1):
    d = list(diff(a, b))
    keep = [any(d[k][0] != " " for k in range(max(0, i - context), min(len(d), i + context + 1))) for i in range(len(d))]
    group = []
    for k, line in zip(keep, d):
        if k:
            group.append("".join(line))
        elif group:
            yield group
            group = []
    if group:
        yield group


text = [f"line {i}" for i in range(12)]
changed = text[:]
changed[2] = "LINE 2"
del changed[8]
changed.append("end")
print(list(hunks(text, changed)))


def merge(base, a, b):
    def edits(x):
        out, i = {}, 0
        for sign, line in diff(base, x):
            if sign == " ":
                i += 1
            elif sign == "-":
                out.setdefault(i, [[], 0])[1] += 1
                i += 1
            else:
                out.setdefault(i, [[], 0])[0].append(line)
        return out
    ea, eb, out, i = edits(a), edits(b), [], 0
    while i <= len(base):
        x, y = ea.get(i), eb.get(i)
        if x and y and x != y:
            out += ["<<<"] + x[0] + ["==="] + y[0] + [">>>"]
        elif x or y:
            out += (x or y)[0]
        if i < len(base) and not (x and x[1] or y and y[1]):
            out.append(base[i])
        i += 1
    return out


base = list("abcdef")
print("".join(merge(base, list("aXbcdef"), list("abcdeYf"))), merge(base, list("abPdef"), list("abQdef")), "".join(merge(base, list("bcdef"), base)))


def match(pattern, s):
    if not pattern:
        return not s
    if pattern[0] == "*":
        return match(pattern[1:], s) or bool(s) and match(pattern, s[1:])
    return bool(s) and pattern[0] in ("?", s[0]) and match(pattern[1:], s[1:])


for p in ("*.py", "a?c", "*", "", "a*b*c", "**x"):
    print(p, [s for s in ("x.py", "abc", "", "aXXbYYc", "ac", ".py", "xx") if match(p, s)])
