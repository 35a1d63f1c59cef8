"""Format specifications of strings and of other objects."""

for spec in ("", "s", "5", "<5", ">5", "^6", "*^9", "-<8", ".2", "6.2", ">6.2", "é^7", "05", "010s"):
    print(repr(spec), [format(x, spec) for x in ("", "abc", "longer text", "日本")])
for spec in ("d", "=5", "+", ",", "x", ".f", "#"):
    try:
        print(format("abc", spec))
    except ValueError as e:
        print("ValueError:", e)
print(format(None), format([1, 2]), format((1,)), format({}), format(None, ""), "{}".format([1, "a"]), f"{None}")
for value in (None, [1], (1,), {}, object):
    try:
        print(format(value, ">5"))
    except TypeError as e:
        print("TypeError:", e)


class Money:
    def __init__(self, n):
        self.n = n

    def __format__(self, spec):
        return "<%s:%s>" % (self.n, spec)

    def __str__(self):
        return "Money"


m = Money(5)
print(format(m), format(m, "abc"), "{}".format(m), "{:>10}".format(m), "{!s}".format(m), "{!s:>10}".format(m), f"{m:x{3}}", "%s" % m)


class Plain:
    def __str__(self):
        return "plain"

    def __repr__(self):
        return "Plain()"


print("{} {!r} {!s} {!r:>10} {!s:*<8}".format(Plain(), Plain(), Plain(), Plain(), Plain()), f"{Plain()} {Plain()!r} {Plain()!r:^11}|")
try:
    "{:5}".format(Plain())
except TypeError as e:
    print("TypeError:", e)
