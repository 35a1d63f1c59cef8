"""The % operator on strings."""

print("%d %i %u" % (1, -2, 3), "%s" % 5, "%s" % "x", "%s %s" % ("a", [1]), "%r" % "q", "%%" % (), "100%%" % (), "%c%c" % (65, "b"))
for spec in ("%d", "%5d", "%-5d|", "%05d", "%+d", "% d", "%+05d", "%.3d", "%8.3d", "%-8.3d|", "%x", "%X", "%#x", "%o", "%#o", "%08x", "%#010x"):
    print(spec, [spec % n for n in (0, 7, -42, 123456)])
for spec in ("%f", "%.2f", "%8.2f", "%-8.2f|", "%08.2f", "%+.1f", "%.0f", "%#.0f", "%e", "%.3e", "%E", "%g", "%.3g", "%G", "%10g", "%#g", "%s", "%r"):
    print(spec, [spec % x for x in (0.0, 1.0, -2.5, 3.14159, 1e10, 1.5e-7, 123456789.0)])
for spec in ("%s", "%10s|", "%-10s|", "%.2s", "%5.1s|", "%r", "%a"):
    print(spec, [spec % (x,) for x in ("abc", "", 5, None, (1, 2), "é")])
print("%(name)s is %(age)d" % {"name": "Ann", "age": 30}, "%(a)s%(a)r" % {"a": "x"}, "%(x)05.1f" % {"x": 2.55}, "no" % {})
print("%*d|%-*d|%.*f" % (6, 42, 6, 42, 2, 3.14159))
print("%s" % (("t",),), "%s %s" % ("a", ("b",)), "%d" % 3.99, "%d" % True, "%s" % True, "%x" % 255, "%5s%5s" % ("a", "b"))
for f in (lambda: "%d" % "x", lambda: "%d %d" % (1,), lambda: "%d" % (1, 2), lambda: "%q" % 1, lambda: "%" % 1, lambda: "%(a)s" % 1,
          lambda: "%(a)s" % {"b": 1}, lambda: "%c" % "ab", lambda: "%f" % "x", lambda: "%x" % 1.5, lambda: "x" % 1):
    try:
        print(f())
    except (TypeError, ValueError, KeyError) as e:
        print(type(e).__name__ + ":", e)
