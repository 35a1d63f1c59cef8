"""Strings walked by index, iterator, slices, enumerate, zip and recursion; runs, words, columns."""

s = "The rain in Spain"
print([c for c in s if c.isupper()], [i for i, c in enumerate(s) if c == "i"], "".join(c.swapcase() for c in s), "".join(s[i] for i in range(len(s) - 1, -1, -1)), [a + b for a, b in zip(s, s[1:])][:4])
counts = {}
for c in s.lower():
    if c.isalpha():
        counts[c] = counts.get(c, 0) + 1
print(sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:4], {c: s.index(c) for c in "ain"})


def runs(s):
    i = 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        yield s[i], j - i
        i = j


def words(s):
    word = ""
    for c in s:
        if c.isalnum():
            word += c
        elif word:
            yield word
            word = ""
    if word:
        yield word


def reverse(s):
    return s if len(s) < 2 else reverse(s[1:]) + s[0]


def balanced(s):
    stack = []
    for c in s:
        if c in "([{":
            stack.append(c)
        elif c in ")]}":
            if not stack or "([{".index(stack.pop()) != ")]}".index(c):
                return False
    return not stack


print(list(runs("aabcccd")), list(words("one, two;three  4")), reverse("recursion"), [balanced(x) for x in ("", "()", "([{}])", "(]", "((", "a(b)c]")])
it = iter("abcde")
print(next(it), next(it), list(zip(it, it)), list(it), max("hello"), sorted(set("hello")), list(map(ord, "az")), list(filter(str.isdigit, "a1b2")), any(c in "aeiou" for c in "rhythm"), "".join(dict.fromkeys("mississippi")))
for i in range(len("abc") + 1):
    print(repr("abc"[:i] + "|" + "abc"[i:]), end=" ")
print()
text = "alpha beta\ngamma\n\ndelta epsilon zeta"
print([len(line) for line in text.split("\n")], [[w[0] for w in line.split()] for line in text.splitlines()], max(text.split(), key=len), " ".join(w.capitalize() for w in text.split()), sum(map(len, text.split())))
u = "né日😀"
for i, c in enumerate(u):
    print(i, c, len(c), c == u[i], ord(c), end="; ")
print(u[1:3], list(u), "".join(reversed(u)), [u[i:i + 2] for i in range(3)], u.find("日"), "é" in u, sorted(u))
grid = ["abc", "def", "ghi"]
print(["".join(col) for col in zip(*grid)], "".join(grid[i][i] for i in range(3)), "".join(row[::-1] for row in grid), [grid[i][j] for i in range(3) for j in range(3) if (i + j) % 2])
b = ""
for c in "hello world":
    b = c + b if c in "aeiou" else b + c
print(b, "".join(sorted("hello", reverse=True)), "-".join("abc"), "abc".join("--"), [*"xyz"], tuple("ab"), {*"a"}, "%s%s" % tuple("ab"))
