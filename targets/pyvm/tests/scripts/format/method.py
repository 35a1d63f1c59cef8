"""str.format: fields, attributes, indices, nested specifications."""

print("{} {} {}".format(1, "two", 3.0), "{0} {1} {0}".format("a", "b"), "{x} {y}".format(x=1, y=2), "{} {x} {}".format(1, 2, x=3), "{{}} {{{}}}".format(5))
print("{0[0]} {0[1]} {1[k]} {1[two words]}".format([10, 20], {"k": "v", "two words": 2}))


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y
        self.tags = ["p", "q"]


print("{0.x} {0.y} {p.x} {p.tags[1]} {0.__class__.__name__}".format(Point(1, 2), p=Point(3, 4)))
print("{:{}}|{:{}{}}|{:{w}.{p}f}".format("a", 5, "b", ">", 6, 3.14159, w=8, p=2), "{0:{1}}".format("x", "^9"))
print("{!r} {!s} {!a}".format("a", "b", "é"), "{0!r:>6}|{0!s:<6}|".format("z"), "{:%}".format(0.5))
print("a{}b{}c".format("-", "+"), "".format(), "{}".format(""), "{:}".format(5), "{!s:}".format(5))
print("{:<{width}}|{:>{width}}".format("l", "r", width=4), "{a}{b}{a}".format(**{"a": 1, "b": 2}), "{}{}".format(*[1, 2]))
for fmt in ("{}", "{0} {}", "{1}", "{x}", "{", "}", "{0", "{!x}", "{!r", "{0[a}", "{0.}", "{} {"):
    try:
        print(fmt.format(*([7] if fmt in ("{0} {}", "{1}", "{!x}", "{0.}", "{} {") else [])))
    except (IndexError, KeyError, ValueError, AttributeError) as e:
        print(type(e).__name__ + ":", e)
print("{a[0][1]}".format(a=[[1, 2]]), "{a.x[0]}".format(a=type("T", (), {"x": [9]})), "{0[-1]}".format({"-1": "minus"}))
print("{x}".format_map({"x": 5}))


class Default(dict):
    def __missing__(self, key):
        return "<" + key + ">"


print("{x} {y}".format_map(Default(x=1)))
