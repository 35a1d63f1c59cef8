"""Strings: indexing, repetition, comparison, iteration, membership."""

s = "hello"
print(s, len(s), s[0], s[-1], s[1:3], s[::-1], s + " world", s * 3, 3 * s, s * 0, s * -1)
print("a" < "b", "a" < "B", "abc" < "abd", "abc" < "abcd", "" < "a", "Z" < "a", "10" < "9", "a" == "a", "a" != "A")
print("ell" in s, "elo" in s, "" in s, "h" not in s, s in s, "hello!" in s)
print(list(s), tuple("ab"), set("a"), sorted("banana"), "".join(reversed(s)), [c for c in s if c > "h"])
for i, c in enumerate(s):
    print(i, c, ord(c), chr(ord(c) + 1))
print(min("hello"), max("hello"), "a" "b" 'c', ("long "
                                                "text"))
print('it\'s', "it's", '"q"', "tab\there", "nl\\n", r"raw\n", "\x41\u0042\103\0".encode(), "a\
b")
print("""triple
  lines""", '''other "one"''')
print(str(), str(5), str(None), str([1, "a"]), str("x"), repr("x"), repr('a"b'), repr("a'b"), repr("a'b\"c"))
for f in (lambda: s[5], lambda: s[-6], lambda: s["a"], lambda: s + 1, lambda: 1 + s, lambda: s - s, lambda: s * s, lambda: s < 1, lambda: 1 in s):
    try:
        print(f())
    except (IndexError, TypeError) as e:
        print(type(e).__name__ + ":", e)
try:
    s[0] = "j"
except TypeError as e:
    print("TypeError:", e)
try:
    del s[0]
except TypeError as e:
    print("TypeError:", e)
t = s
s += "!"
print(s, t, s is t)
