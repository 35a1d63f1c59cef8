"""Comparisons of ints among themselves, with bools and floats; chained comparisons."""

for a in (-1, 0, 1, 2):
    for b in (0, 1):
        print(a, b, a < b, a <= b, a == b, a != b, a >= b, a > b)
print(1 == 1.0, 1 == True, 0 == False, 2 == True, 0 == "", 0 == None, 1 != "1")
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1, 1 < 2 > 1, 1 == 1 == 1, 1 != 2 != 1)


def say(x):
    print("say", x)
    return x


print(say(1) < say(2) < say(3))
print(say(3) < say(2) < say(1))
print(say(1) < say(5) > say(2) == say(2))
print(10 ** 18 < 10 ** 19, 10 ** 19 < 10 ** 20, -10 ** 20 < 0, 2 ** 63 == 2.0 ** 63, 2 ** 53 + 1 == 2.0 ** 53)
print(min(3, 1, 2), max(3, 1, 2), min([4, 2, 8]), max((4, 2, 8)), min(1, True), max(1, True), max(1, 1.0), min(1.0, 1))
for op in (lambda: 1 < "1", lambda: 1 >= None, lambda: [] > 1, lambda: 1 <= ()):
    try:
        print(op())
    except TypeError as e:
        print("TypeError:", e)
print(hash(1) == hash(1.0) == hash(True), hash(0) == hash(False))
print({1: "int", 1.0: "float", True: "bool"})
print(sorted([3, -1, 2.5, True, 0, -1.5]))
