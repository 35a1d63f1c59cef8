"""and, or, not: what they evaluate and what they give."""


def t(x):
    print("t%s" % x, end=" ")
    return x


print(t(1) and t(2), t(0) and t(2), t(1) or t(2), t(0) or t(2))
print(t(0) or t("") or t([]), t(1) and t([]) and t(3), t(0) or t(1) and t(2), (t(0) or t(1)) and t(2), not t(0) and t(3))
print(1 and 2, 0 or "x", None or 0, "" and 1, not 1, not None, not [] or 5, 1 and not 0, not (1 and 0), not 1 == 2)
print([] or {} or 0 or None, 1 and "a" and [0], None and 1 / 0, 1 or 1 / 0)
if t(0) or t(1):
    print("yes")
if t(1) and t(0):
    print("no")
elif not t(0):
    print("elif")
while t(0) or not t(1):
    print("never")
x = t(5) if t(0) else t(6)
print(x)


class Truth:
    def __init__(self, v):
        self.v = v

    def __bool__(self):
        print("bool", self.v, end=" ")
        return self.v


class Length:
    def __len__(self):
        print("len", end=" ")
        return 0


a, b = Truth(True), Truth(False)
print((a and b) is b, (a or b) is a, (b and a) is b, (b or a) is a, not a, not b)
print(bool(Length()), not Length(), 1 if Length() else 2)
if a and not b:
    print("both")
print(all([a, b, a]), any([b, a, b]))
for bad in (1, "x", None):
    try:
        class Bad:
            def __bool__(self):
                return bad
        bool(Bad())
    except TypeError as e:
        print("TypeError:", e)
print(True and False or True, True or False and False, not True or True, not (True or True), 1 < 2 and 2 < 3 or 1 / 0, True == (not False))
print([x for x in range(20) if x % 2 == 0 and x % 3 == 0 or x == 7], any(x > 5 for x in range(10)), all(x for x in [1, "a", [0]]))
