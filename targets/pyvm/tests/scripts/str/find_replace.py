"""Searching and replacing."""

s = "abracadabra"
for sub in ("a", "abra", "b", "x", "", "ra", "abracadabra", "abracadabra!"):
    print(repr(sub), s.find(sub), s.rfind(sub), s.count(sub), s.startswith(sub), s.endswith(sub), s.find(sub, 3), s.rfind(sub, 0, 5), s.find(sub, -4), s.count(sub, 2, -2))
print(s.replace("a", "A"), s.replace("a", "", 2), s.replace("", "-"), s.replace("", "-", 3), s.replace("abra", "x"), s.replace("x", "y"), s.replace("a", "aa", 0), s.replace("bra", "\n"))
print("aaaa".replace("aa", "b"), "aaaa".count("aa"), "".replace("", "x"), "".replace("a", "x"), "aaa".find("aa", 1), "aaa".rfind("aa"))
print(s.index("c"), s.rindex("b"))
print(s.startswith(("x", "ab")), s.endswith(("x", "y")), s.startswith("br", 1), s.endswith("ab", 0, 9), s.startswith("", 20), s.startswith(()), "".startswith(""))
for f in (lambda: s.index("z"), lambda: s.rindex("z"), lambda: s.index("a", 20), lambda: s.startswith(1), lambda: s.find(1), lambda: s.replace("a")):
    try:
        print(f())
    except (ValueError, TypeError) as e:
        print(type(e).__name__ + ":", e)
print("prefix-body".removeprefix("prefix-"), "prefix-body".removeprefix("x"), "body.txt".removesuffix(".txt"), "body.txt".removesuffix(""))
print("hello".translate({104: "J", 101: None, 108: 76}), "hello".translate(str.maketrans("el", "ip")), "hello".translate(str.maketrans("el", "ip", "h")), str.maketrans({"a": "b"}))
print("ab" * 3 in "ababab", "\n" in "a\nb", "aab".find("ab"), "mississippi".replace("ssi", "SSI"), "mississippi".count("issi"))
