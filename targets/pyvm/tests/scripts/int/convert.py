"""int(): from text in every base, from floats and bools, and what it refuses."""

for text in ("0", "7", "-7", "+7", " 42 ", "\t42\n", "1_000_000", "007", "-0", "12345678901234567890"):
    print(repr(text), int(text))
for text, base in (("ff", 16), ("0xff", 16), ("FF", 16), ("0b101", 2), ("101", 2), ("0o17", 8), ("17", 8), ("z", 36), ("Zz", 36),
                   ("0x1F", 0), ("0b11", 0), ("0o7", 0), ("10", 0), ("-0x10", 0), ("1_0", 3)):
    print(text, base, int(text, base))
for x in (1.0, 1.9, -1.9, -0.5, 1e10, 1e20, True, False):
    print(x, int(x))
for bad in ("", " ", "1.5", "0x10", "1__0", "_1", "1_", "abc", "--1", "1 2", "٣x"):
    try:
        print(int(bad))
    except ValueError as e:
        print("ValueError:", e)
for f in (lambda: int("12", 2), lambda: int("z", 35), lambda: int("1", 1), lambda: int("1", 37)):
    try:
        print(f())
    except ValueError as e:
        print("ValueError:", e)
for f in (lambda: int(None), lambda: int([]), lambda: int(12, 10)):
    try:
        print(f())
    except TypeError as e:
        print("TypeError:", e)
print(int(), int(b"12"), int(x=5) if False else "no keyword")
for n in (0, 1, -1, 10, 255, -255, 1 << 65):
    print(bin(n), oct(n), hex(n), str(n), repr(n))
