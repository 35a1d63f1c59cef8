"""Escapes in literals and in repr."""

for s in ("\n\t\r\\", "\a\b\f\v", "\0", "\x00\x01\x1f\x7f", "\x80\xa0\xff", "'", '"', "'\"", "\u00e9", "\u20ac", "\U0001f600", "\u200b",
          "\N{LATIN SMALL LETTER A}" if False else "n", "\1\12\123", "a\\'b", "tab\tx", "é€😀"):
    print(repr(s), len(s), [ord(c) for c in s], ascii(s))
print("\x41", "\101", "\u0041", "\U00000041")
print(r"\n\x41", R'\\', len(r"\""), b"\x41\n", rb"\x41", br"\n")
print('a' 'b' "c" r"\d" f"{1}")
print(repr("\\"), repr("\\n"), repr(r"\'"), "%r" % "a\nb", "{!r} {!a}".format("é", "é"), f"{'x'!r}")
print([repr(chr(i)) for i in range(32)])
print([repr(chr(i)) for i in range(127, 176)])
print("line one\nline two\tend")
for bad in ('"\\x4"', '"\\u12"', '"\\U00110000"', '"abc', "'a\nb'"):
    try:
        print(eval(bad))
    except SyntaxError as e:
        print("SyntaxError")
