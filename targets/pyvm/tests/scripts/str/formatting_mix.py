"""%, format and f-strings for the same values must agree."""

values = [0, 1, -1, 42, -12345, 10 ** 12, 2 ** 70]
floats = [0.0, 1.5, -2.25, 1e-5, 123456.789, 1e20]
texts = ["", "a", "hello", "é日", "with space"]
print(all("%d" % v == "{:d}".format(v) == f"{v:d}" == str(v) for v in values), all("%8d" % v == f"{v:8d}" and "%-8d" % v == f"{v:<8d}" and "%+d" % v == f"{v:+d}" and "%08d" % v == f"{v:08d}" for v in values))
print(all("%x" % v == f"{v:x}" and "%#o" % v == f"{v:#o}" for v in values), all("%.3f" % v == f"{v:.3f}" and "%10.2e" % v == f"{v:10.2e}" and "%g" % v == f"{v:g}" for v in floats), all("%s" % t == f"{t}" == "{}".format(t) == t and "%10s" % t == f"{t:>10}" and "%-10s|" % t == f"{t:<10}|" and "%.2s" % t == f"{t:.2}" for t in texts))
print(all("%r" % (v,) == f"{v!r}" == repr(v) == "{!r}".format(v) for v in values + floats + texts + [None, [1], (2,), {"k": 3}]))
for v in values[:5]:
    print("%5d|%-5d|%05d|%+5d|% d|%x|%o" % ((v,) * 7), "{0:5d}|{0:<5d}|{0:05d}|{0:+5d}|{0: d}|{0:x}|{0:o}".format(v), f"{v:^9}|{v:=+9}|{v:_}|{v:,}|{v:e}|{v:.1f}|{v:%}")
for v in floats:
    print("%f|%.0f|%e|%g|%10.3f|%-10.1f|%+.2f" % ((v,) * 7), f"{v:^12.2f}|{v:012.3f}|{v:,.1f}|{v:.3g}|{v:.2%}|{v}")
for t in texts:
    print("%s|%8s|%-8s|%.3s|%r" % ((t,) * 5), f"{t:*^10}|{t:_<8}|{t!r:>12}|{t:.1}|{len(t)}")
print("{:>{w}} {:<{w}} {:^{w}}|".format("a", "b", "c", w=4), "%*d %-*d|" % (5, 42, 5, 42), f"{3.14159:{8}.{3}}|", "{0}{1}{0}".format("x", "y"), "{a[k]} {b.real} {c[0]}".format(a={"k": 1}, b=5, c="zed"), "%(a)s-%(b)05.1f" % {"a": "A", "b": 2.25})
