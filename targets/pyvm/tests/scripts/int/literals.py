"""How ints and floats can be written."""

print(0, 00, 000, 1_000, 1_0_0, 0xFF, 0Xff, 0xdead_beef, 0b1010, 0B11, 0b1_0, 0o17, 0O17, 0o1_7)
print(1.5, .5, 5., 1e3, 1E3, 1e+3, 1e-3, 1_0.0_1, 1_0e1_0, 0e0, 00.5, 0.1e1)
print(1 .real, 1. .real, 1.0.real, [1][0], 5 if 1 else 6)
print((1)if 0 else(2))
print(-1, - 1, -(1), --1, -+-1, ~-1, -~1)
print(10**3, 10 ** 3, 10** 3)
print(0x7fffffffffffffff, 0x8000000000000000, 0xffffffffffffffff, -0x8000000000000000)
print(123456789012345678901234567890, 0x123456789abcdef0123456789abcdef0, 0b1111111111111111111111111111111111111111111111111111111111111111111)
for text in ("012", "1__0", "0x", "0b2", "0o8", "1_", "1e", "0xg", "1.2.3", "12abc"):
    try:
        print(eval(text))
    except SyntaxError as e:
        print(text, "SyntaxError")
