"""Stripping and padding."""

for s in ("  a b  ", "\t\nx\r\n", "", "   ", "abc", "xxabcxx", "xyabcyx", "..a.."):
    print(repr(s), repr(s.strip()), repr(s.lstrip()), repr(s.rstrip()), repr(s.strip("x")), repr(s.strip("xy")), repr(s.lstrip("x.")), repr(s.rstrip("x.")), repr(s.strip("")))
print(repr("\u00a0x\u3000".strip()), repr("x\u200b".strip()), repr("abcba".strip("ab")), repr("aaa".strip("a")), repr("mississippi".rstrip("ip")))
for n in (0, 2, 3, 4, 5, 6, 9):
    print(n, repr("abc".ljust(n)), repr("abc".rjust(n)), repr("abc".center(n)), repr("abc".center(n, "*")), repr("ab".center(n, "-")), repr("abc".ljust(n, ".")), repr("-42".zfill(n)), repr("+4".zfill(n)), repr("abc".zfill(n)))
print(repr("a\tb".expandtabs()), repr("a\tb\tc".expandtabs(4)), repr("abcd\te".expandtabs(4)), repr("\t".expandtabs(0)), repr("a\n\tb".expandtabs(3)))
for f in (lambda: "a".center(5, "xy"), lambda: "a".ljust("5"), lambda: "a".strip(1), lambda: "a".zfill()):
    try:
        print(f())
    except TypeError as e:
        print("TypeError:", e)
