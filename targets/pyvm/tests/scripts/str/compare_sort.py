"""Ordering of strings: case, length, digits, accents, keys, stability; min and max; binary search."""

words = ["banana", "Apple", "cherry", "apple", "", "zebra", "Zebra", "item10", "item9", "item 1", "élan", "eland", "ab", "a", "aa", "B", "b", "ß", "日本", "_x", "~", "0", "10", "9"]
print(sorted(words))
print(sorted(words, key=str.lower))
print(sorted(words, key=len), sorted(words, key=lambda w: (-len(w), w))[:5])
print(sorted(words, key=lambda w: w[::-1])[:8], sorted(words, reverse=True)[:5], min(words), max(words), min(words, key=lambda w: (w == "", w)))


def natural(s):
    out, digits = [], ""
    for c in s:
        if c.isdigit():
            digits += c
        else:
            if digits:
                out.append((0, int(digits), ""))
                digits = ""
            out.append((1, 0, c))
    if digits:
        out.append((0, int(digits), ""))
    return out


print(sorted(["item10", "item9", "item1", "a2b10", "a2b9", "10", "9"], key=natural))
for a, b in (("a", "b"), ("a", "A"), ("abc", "abd"), ("abc", "ab"), ("", "a"), ("é", "z"), ("日", "本"), ("a" * 1000, "a" * 1000 + "b"), ("10", "9"), ("x", "x")):
    print(repr(a[:5]), repr(b[:5]), a < b, a <= b, a == b, a != b, a > b, a >= b)
table = sorted(set("hello world"))
print(table, "".join(table), sorted("Hello", key=str.swapcase), "".join(sorted("the quick", key=lambda c: (c == " ", -ord(c)))))
names = [("Smith", "John"), ("smith", "Adam"), ("Jones", "Zed"), ("Smith", "Ann")]
print(sorted(names), sorted(names, key=lambda n: (n[0].lower(), n[1])), sorted(names, key=lambda n: n[0].lower()))


def find(l, x):
    lo, hi = 0, len(l)
    while lo < hi:
        m = (lo + hi) // 2
        if l[m] < x:
            lo = m + 1
        else:
            hi = m
    return lo if lo < len(l) and l[lo] == x else -1


l = sorted(words)
print([find(l, w) for w in ("apple", "zebra", "", "nothing", "日本")], all(l[find(l, w)] == w for w in words))
same = "".join(["ab", "c"])
print(same == "abc", same is not None, "abc" in {same: 1}, {same, "abc", "ab" + "c"} == {"abc"}, hash(same) == hash("abc"))
try:
    sorted(["a", 1])
except TypeError as e:
    print("TypeError:", e)
try:
    "a" < b"a"
except TypeError as e:
    print("TypeError:", e)
