"""Big ints to text and back, in several bases."""

for n in (10 ** 19, 10 ** 20, 10 ** 40, 10 ** 100, 2 ** 64, 2 ** 64 - 1, 2 ** 127, -10 ** 30, 10 ** 18, 10 ** 36 + 1):
    text = str(n)
    print(text, len(text), int(text) == n, hex(n), int(hex(n), 16) == n)
for base in (2, 3, 7, 8, 10, 16, 29, 36):
    print(base, int("1" * 40, base))
print(int("zyxwvutsrqponmlkjihgfedcba9876543210", 36))
print(int("-" + "123456789" * 9), int("0x" + "f" * 30, 16), int("_".join("123456789012345678901")))
print("%d %d %x %o" % (10 ** 25, -10 ** 25, 10 ** 25, 10 ** 25))
print("%30d|%-30d|%030d|%+d" % (10 ** 25, 10 ** 25, 10 ** 25, 10 ** 25))
print("{:,} {:_} {:x} {:#x} {:#b}".format(10 ** 25, 10 ** 25, 10 ** 20, 10 ** 20, 2 ** 70))
print("{:>40}|{:<40}|{:^40}|{:=+40}".format(10 ** 25, 10 ** 25, 10 ** 25, 10 ** 25))
print(f"{2 ** 100}", f"{2 ** 100:e}", f"{10 ** 22:.3f}", f"{2 ** 70:g}")
digits = 0
n = 3 ** 500
while n:
    n, d = divmod(n, 10)
    digits += d
print(digits)
print(str(7 ** 300))
print(sum(int(c) for c in str(2 ** 1000)))
