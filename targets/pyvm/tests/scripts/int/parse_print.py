"""Own conversions between text and ints, checked against the builtin ones, in all bases and for all signs."""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def to_text(n, base):
    if n < 0:
        return "-" + to_text(-n, base)
    out = DIGITS[n % base]
    while n >= base:
        n //= base
        out = DIGITS[n % base] + out
    return out


def parse(s, base):
    sign, s = (-1, s[1:]) if s[0] == "-" else (1, s)
    n = 0
    for c in s:
        n = n * base + DIGITS.index(c)
    return sign * n


numbers = [0, 1, -1, 9, 10, 35, 36, 255, -256, 2 ** 31, 2 ** 63 - 1, -2 ** 63, 2 ** 64, 10 ** 30, -7 ** 40]
print(all(parse(to_text(n, b), b) == n == int(to_text(n, b), b) for n in numbers for b in range(2, 37)))
print([to_text(n, 10) == str(n) for n in numbers].count(True), [to_text(n, 2) == bin(n).replace("0b", "") for n in numbers].count(True), [to_text(n, 16) == format(n, "x") for n in numbers].count(True), [to_text(n, 8) == "%o" % n for n in numbers].count(True))
for n in numbers:
    print(n, to_text(n, 3), f"{n:>25,}|{n:_x}|{n:+d}|{n:e}", len(str(n)))
for s in ("0", "-0", "+7", "0b101", "-0x1f", "0o17", "  12  ", "1_000", "٣٤"):
    try:
        print(repr(s), int(s, 0))
    except ValueError as e:
        print("ValueError:", e)
words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
print(" ".join(words[int(d)] for d in str(90210)), int("".join(str(words.index(w)) for w in "one two three".split())), sum(map(int, "123456789")), int(str(12) * 3), str(int("007")), [int(c, 16) for c in "beef"])
print([(n, str(n)[::-1]) for n in (120, 1)], max(range(100, 1000), key=lambda n: sum(map(int, str(n)))), [n for n in range(1000, 10000) if int(str(n)[::-1]) == 9 * n], sorted([10, 9, 2, 33, 1], key=str))
