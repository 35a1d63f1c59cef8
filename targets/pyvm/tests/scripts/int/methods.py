"""Methods and attributes of ints, and bool as a kind of int."""

print((5).bit_length(), (5).numerator, (5).denominator, (5).real, (5).imag, (5).conjugate())
print((1024).to_bytes(2, "big"), (1024).to_bytes(4, "little"), (-2).to_bytes(2, "big", signed=True))
print(int.from_bytes(b"\x04\x00", "big"), int.from_bytes(b"\x00\x04", "little"), int.from_bytes(b"\xff\xfe", "big", signed=True))
print((10).__add__(5), (10).__sub__(3), (2).__mul__(8), (7).__neg__(), (7).__eq__(7))
print(isinstance(1, int), isinstance(True, int), issubclass(bool, int), type(1), type(True), type(True + True))
print(True + True, True * 10, False - 1, True & False, True | False, True ^ True, ~True, -True)
print(True & 1, True | 2, [10, 20][True], "ab"[False], "x" * True, sum([True, True, False]))
print(bool(0), bool(1), bool(-1), bool(""), bool("0"), bool([]), bool([0]), bool(()), bool({}), bool(None), bool(0.0), bool(0.1))
print(str(True), repr(False), int(True), float(True))
print(True is (1 == 1), False is (1 == 2))
print(round(5), round(15, -1), round(25, -1), round(-15, -1), round(1234, -2), round(1250, -2), round(7, 2))
print(pow(2, 10), pow(2, 10, 1000), pow(3, -1, 7), pow(2, -1), pow(-3, 3), pow(7, 0), pow(0, 0))
try:
    pow(2, 5, 0)
except ValueError as e:
    print("ValueError:", e)
try:
    (300).to_bytes(1, "big")
except OverflowError as e:
    print("OverflowError:", e)
try:
    (5).nothing
except AttributeError as e:
    print("AttributeError:", e)
try:
    (5).real = 1
except AttributeError as e:
    print("AttributeError")
