"""Building long strings, and strings as keys."""

parts = []
for i in range(200):
    parts.append(str(i * i))
text = ",".join(parts)
print(len(text), text[:40], text[-40:])
s = ""
for i in range(300):
    s += chr(ord("a") + i % 26)
print(len(s), s[::13], s.count("abc"), s.index("zab"))
words = text.split(",")
lengths = {}
for w in words:
    lengths[len(w)] = lengths.get(len(w), 0) + 1
print(sorted(lengths.items()))
index = {}
for w in words:
    index.setdefault(w[0], []).append(w)
for k in sorted(index):
    print(k, len(index[k]), index[k][:5])
print("".join(w[-1] for w in words)[:60])
a = "hel" + "lo"
b = "".join(["h", "e", "l", "l", "o"])
print(a == b, {a: 1}[b], a in {b}, hash(a) == hash(b), hash("") == hash(""))
table = [["x" * i, "y" * (3 - i)] for i in range(4)]
print("\n".join("|".join(cell.center(5) for cell in row) for row in table))
big = "spam" * 10000
print(len(big), big.count("am"), big[12345], big[-7:], (big + "!").find("!"), len(big.replace("spam", "eggs!")))
print(len("x" * 1000 + "é" * 1000), ("x" * 1000 + "é" * 1000)[999:1002])
