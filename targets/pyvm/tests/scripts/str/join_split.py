"""join, split and their kin."""

print(",".join(["a", "b", "c"]), ",".join([]), ",".join(["x"]), "".join("abc"), "-".join("abc"), ", ".join({"k": 1, "l": 2}), "+".join(str(i) for i in range(5)))
for s in ("a,b,c", ",a,,b,", "", "abc", ",", "a, b ,c"):
    print(repr(s), s.split(","), s.split(",", 1), s.rsplit(",", 1), s.split(",", 0), s.partition(","), s.rpartition(","))
for s in ("  a  b c ", "", "   ", "one\ttwo\nthree  four", "x"):
    print(repr(s), s.split(), s.split(None, 1), s.rsplit(None, 1), s.split(" "), s.rsplit())
print("aXXbXXc".split("XX"), "aXXXb".split("XX"), "a--b--c".rsplit("--", 1), "abcabc".split("bc"))
for s in ("a\nb\n", "a\r\nb\rc", "", "\n", "one", "a\n\nb", "x\x0by\x0cz", "u\u2028v\x85w"):
    print(repr(s), s.splitlines(), s.splitlines(True))
for f in (lambda: "a".split(""), lambda: "a".partition(""), lambda: ",".join([1, 2]), lambda: ",".join(5), lambda: "a".split(1)):
    try:
        print(f())
    except (ValueError, TypeError) as e:
        print(type(e).__name__ + ":", e)
print("a b c".split(maxsplit=1), "a,b,c".split(sep=",", maxsplit=1))
