"""float(): what it takes and what it refuses."""

for text in ("0", "1", "-1", "+1.5", ".5", "5.", "1e5", "1E5", "1e+5", "1e-5", " 2.5 ", "\n3\t", "1_000.5", "1e1_0", "inf", "-inf",
             "Infinity", "+INFINITY", "nan", "NaN", "-nan", "1e400", "-1e400", "1e-400", "123456789012345678901234567890",
             "0.1000000000000000055511151231257827", "2.2250738585072011e-308", "4.9e-324", "2.4e-324", "1.7976931348623158e308",
             "9007199254740993", "0.500000000000000166533453693773481063544750213623046875", "000001.5000", "-0"):
    print(repr(text), float(text))
for bad in ("", " ", ".", "e5", "1e", "1e+", "--1", "1.2.3", "1,5", "0x10", "_1", "1_", "1__0", "1._5", "infin", "abc", "1 2"):
    try:
        print(float(bad))
    except ValueError as e:
        print("ValueError:", e)
for bad in (None, [], {}):
    try:
        print(float(bad))
    except TypeError as e:
        print("TypeError:", e)
print(float(), float(5), float(True), float(2 ** 60), float(b"1.5"))


class Meters:
    def __float__(self):
        return 12.5


print(float(Meters()))
