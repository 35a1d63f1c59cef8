"""Text beyond ASCII: lengths, slices and methods count code points."""

words = ["naïve", "café", "Straße", "日本語", "Ελλάδα", "Привет", "😀🎉", "e\u0301", "ﬁn", "İ"]
for w in words:
    print(w, len(w), w[0], w[-1], w[::-1], w[1:], [hex(ord(c)) for c in w])
for w in words[:6]:
    print(w.upper(), w.lower(), w.title(), w.capitalize(), w.swapcase(), w.isalpha(), w.isupper(), w.islower(), w.isascii())
s = "aé日😀z"
for i in range(-6, 6):
    print(i, s[i:], s[:i], s[i:i + 2])
print([s[i] for i in range(len(s))], list(reversed(s)), s.index("😀"), s.find("z"), s.find("日", 3), s.rfind("é"), s.count(""), "日😀" in s)
print(s.center(11, "é"), s.ljust(8, "日") + "|", s.rjust(8) + "|", s.zfill(8), s * 2, s.replace("日", "day"), s.split("日"), "é".join("abc"))
print(sorted(words), max(words), "é" > "z", "日" < "😀", "\uffff" < "\U00010000")
print({"é": 1}["é"], "\u00e9" == "é", "e\u0301" == "é", hash("é") == hash("\u00e9"))
print(s.encode("utf-8"), s.encode(), len(s.encode()), s.encode().decode() == s, "é".encode("latin-1"), b"\xe9".decode("latin-1"))
print(chr(233), chr(0x65e5), chr(0x1f600), ord("日"), ord("😀"), chr(0x10ffff).encode())
for f in (lambda: "é".encode("ascii"), lambda: b"\xff".decode("utf-8"), lambda: b"\xe9a".decode("ascii")):
    try:
        print(f())
    except UnicodeError as e:
        print(type(e).__name__ + ":", e)
for f in (lambda: chr(-1), lambda: chr(0x110000), lambda: ord("ab"), lambda: ord("")):
    try:
        print(f())
    except (ValueError, TypeError) as e:
        print(type(e).__name__ + ":", e)
print("é".encode("ascii", "ignore"), "é".encode("ascii", "replace"), b"a\xffb".decode("utf-8", "replace"), b"a\xffb".decode("utf-8", "ignore"))
for w in ("²", "٣", "½", "a1", "_", "é1"):
    print(w, w.isdigit(), w.isdecimal(), w.isnumeric(), w.isalnum(), w.isidentifier())
