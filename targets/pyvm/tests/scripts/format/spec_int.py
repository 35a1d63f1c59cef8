"""Format specifications of ints."""

for spec in ("", "d", "5", "<5", ">5", "^5", "=5", "05", "+", "-", " ", "+5", "=+5", "*>8", "*<8", "*^8", "*=8", "b", "o", "x", "X", "#b", "#o", "#x", "#X", "08b",
             "#010x", "n", ",", "_", "10,", "_x", "_b", "c", "+,d", "0=8", "<08"):
    row = []
    for n in (0, 42, -7, 1234567):
        try:
            row.append(format(n, spec))
        except (ValueError, OverflowError) as e:
            row.append(type(e).__name__)
    print(repr(spec), row)
for spec in ("f", ".2f", "e", "g", "%", ".1%", "10.3f"):
    print(repr(spec), [format(n, spec) for n in (0, 42, -7, 1234567)])
print(format(True, "d"), format(True, ""), format(True, "5"), format(False, "x"), "{:d}".format(True))
print("{:,}".format(1234), "{:,}".format(999), "{:,}".format(-1234567890), "{:015,}".format(1234567), "{:_}".format(10 ** 9))
print("{0:<10}|{0:>10}|{0:^10}|{0:010}".format(12345))
for value, spec in ((5, "s"), (5, "y"), (5, ".2"), (5, "5.5d"), (5, ",x"), (-1, "c"), (5, "+c"), (5, "d5")):
    try:
        print(format(value, spec))
    except (ValueError, OverflowError) as e:
        print(type(e).__name__ + ":", e)
