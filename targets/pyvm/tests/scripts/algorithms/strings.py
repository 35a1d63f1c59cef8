"""String algorithms: KMP, Rabin-Karp, ciphers, run lengths, palindromes, anagrams, roman numerals, permutation ranks."""


def kmp(text, pattern):
    fail, k = [0], 0
    for c in pattern[1:]:
        while k and pattern[k] != c:
            k = fail[k - 1]
        k += pattern[k] == c
        fail.append(k)
    found, k = [], 0
    for i, c in enumerate(text):
        while k and (k == len(pattern) or pattern[k] != c):
            k = fail[k - 1]
        if k < len(pattern) and pattern[k] == c:
            k += 1
        if k == len(pattern):
            found.append(i - k + 1)
    return fail, found


def rabin_karp(text, pattern, base=256, mod=1000003):
    n = len(pattern)
    high = pow(base, n - 1, mod)
    want = have = 0
    for i in range(n):
        want = (want * base + ord(pattern[i])) % mod
        have = (have * base + ord(text[i])) % mod
    out = []
    for i in range(len(text) - n + 1):
        if want == have and text[i:i + n] == pattern:
            out.append(i)
        if i + n < len(text):
            have = ((have - ord(text[i]) * high) * base + ord(text[i + n])) % mod
    return out


print(kmp("abracadabra abra", "abra"), kmp("aaaa", "aa"), kmp("xyz", "q"), rabin_karp("abracadabra abra", "abra"))


def caesar(s, k):
    return "".join(chr((ord(c) - 65 + k) % 26 + 65) if c.isupper() else chr((ord(c) - 97 + k) % 26 + 97) if c.islower() else c for c in s)


def vigenere(s, key, sign=1):
    out, i = [], 0
    for c in s:
        if c.isalpha():
            out.append(chr((ord(c.upper()) - 65 + sign * (ord(key[i % len(key)]) - 65)) % 26 + 65))
            i += 1
        else:
            out.append(c)
    return "".join(out)


secret = caesar("Hello, World!", 3)
print(secret, caesar(secret, -3), caesar("xyz", 13), vigenere("ATTACK AT DAWN", "LEMON"), vigenere(vigenere("ATTACK AT DAWN", "LEMON"), "LEMON", -1))


def roman(n):
    out = ""
    for v, s in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        out += s * (n // v)
        n %= v
    return out


def unroman(s):
    v = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    return sum(-v[a] if v[a] < v.get(b, 0) else v[a] for a, b in zip(s, s[1:] + " "))


print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2024, 3999)], all(unroman(roman(n)) == n for n in range(1, 4000)))


def squeeze(s):
    out, i = [], 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        out.append(s[i] + (str(j - i) if j - i > 1 else ""))
        i = j
    return "".join(out)


def expand(s):
    out, i = [], 0
    while i < len(s):
        j = i + 1
        while j < len(s) and s[j].isdigit():
            j += 1
        out.append(s[i] * int(s[i + 1:j] or 1))
        i = j
    return "".join(out)


print(squeeze("aaabccddddde"), expand(squeeze("aaabccddddde" * 3)) == "aaabccddddde" * 3, squeeze(""), squeeze("z" * 120))


def say(n):
    ones = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    tens = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
    if n < 20:
        return ones[n]
    if n < 100:
        return tens[n // 10] + ("-" + ones[n % 10] if n % 10 else "")
    for size, name in ((10 ** 9, "billion"), (10 ** 6, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= size:
            return say(n // size) + " " + name + (" " + say(n % size) if n % size else "")


for n in (0, 7, 13, 20, 45, 100, 101, 999, 1000, 12345, 10 ** 6 + 1, 987654321):
    print(n, say(n))


def justify(text, width):
    lines, line = [], []
    for w in text.split():
        if sum(map(len, line)) + len(line) + len(w) > width:
            gaps = len(line) - 1 or 1
            space, extra = divmod(width - sum(map(len, line)), gaps)
            lines.append("".join(x + " " * ((space + (i < extra)) if i < gaps else 0) for i, x in enumerate(line)))
            line = []
        line.append(w)
    return lines + [" ".join(line)]


for l in justify("This is an example of text justification that spreads words evenly over lines.", 22):
    print(repr(l))
words = ["eat", "tea", "tan", "ate", "nat", "bat"]
groups = {}
for w in words:
    groups.setdefault("".join(sorted(w)), []).append(w)
print(groups, [s == s[::-1] for s in ("racecar", "ab", "", "x")], "".join(sorted(set("the quick brown fox jumps over the lazy dog") - {" "})))
s = "1"
for _ in range(8):
    print(s, end=" ")
    s = "".join(str(len(g)) + g[0] for g in __import__("itertools").groupby(s) for g in [list(g[1])])
print()
